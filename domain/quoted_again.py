"""Sentences that quote somebody, known again in what an open form brings back after their words were taken back.

The form carries marks and no words: a mark tells whether a text is the same, a print how alike two are.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha384

from domain.digest_line import Line, bare, mark_of

MOST = 60
"""Quotations that a form carries: it has room for 3,000 characters in all."""
_MARK, _PRINTS = 8, 12
_ALIKE = 5
"""Of the prints: sentences about other things have one or none in common."""
_PACKED = re.compile(rf"[0-9a-f]{{{_MARK + 2 * _PRINTS}}}")


@dataclass(frozen=True, slots=True)
class Quotation:
    """``mark`` of a whole sentence, ``print`` of the words in it that may be taken back."""

    mark: str
    print: str

    def comes_back_in(self, text: str, *, standing: Collection[str]) -> bool:
        """As it was, or with its words in other ones. ``standing``: words that are quoted rightly."""
        if _mark(text) == self.mark:
            return True
        for each in standing:
            text = text.replace(f"「{each}」", "")
        pieces = (text, *_quoted_in(text))
        return any(_likeness(self.print, _print(each)) >= _ALIKE for each in pieces if each)


def quotations(lines: Iterable[Line], *, words: Collection[str]) -> tuple[Quotation, ...]:
    """Of the lines that quote somebody, also where the secretariat does so; ``words``: all that anybody is
    quoted with.
    """
    found = (
        Quotation(_mark(line.text), _print(each))
        for line in lines
        for each in _words_in(line, words)
    )
    return tuple(dict.fromkeys(found))[:MOST]


def _words_in(line: Line, words: Collection[str]) -> Iterator[str]:
    own = dict.fromkeys((line.words, bare(line.words))) if line.words else {}
    yield from own
    looked_for = dict.fromkeys(bare(each) for each in words)
    yield from (each for each in looked_for if each not in own and f"「{each}」" in line.text)


def _quoted_in(text: str) -> Iterator[str]:
    """What stands in 「」, with what is quoted in that."""
    begins: list[int] = []
    for at, letter in enumerate(text):
        if letter == "「":
            begins.append(at + 1)
        elif letter == "」" and begins:
            yield text[begins.pop() : at]


def packed(found: Iterable[Quotation]) -> str:
    return ",".join(f"{each.mark}{each.print}" for each in found)


def unpacked(text: str) -> tuple[Quotation, ...]:
    """What a form carries; nothing of one that carries none."""
    known = (each for each in text.split(",") if _PACKED.fullmatch(each))
    return tuple(Quotation(each[:_MARK], each[_MARK:]) for each in known)


def gone_since(opened: Iterable[Quotation], now: Iterable[Line]) -> tuple[Quotation, ...]:
    """Those that no line of ``now`` is any more."""
    marks = {_mark(line.text) for line in now}
    return tuple(each for each in opened if each.mark not in marks)


def without_gone(
    texts: Iterable[str], gone: Collection[Quotation], now: Iterable[Line]
) -> tuple[str, ...]:
    """Of the sentences that were typed those that bring nothing back. ``now``: the lines that stand."""
    lines = list(now)
    stand, words = {line.text.strip() for line in lines}, {line.words for line in lines} - {""}
    standing = words | {bare(each) for each in words}
    return tuple(
        text
        for text in texts
        if text.strip() in stand
        or not any(each.comes_back_in(text, standing=standing) for each in gone)
    )


def _mark(sentence: str) -> str:
    """Whatever blanks are around it: what stands after it may have gone."""
    return mark_of(sentence.strip())[:_MARK]


def _print(words: str) -> str:
    """Of all pairs of letters the least twelve ways: of texts that have many in common many are the same."""
    letters = "".join(words.split())
    pairs = {letters[at : at + 2] for at in range(len(letters) - 1)} or {letters}
    hashes = [sha384(pair.encode()).digest() for pair in pairs]
    least = (min(each[4 * at : 4 * at + 4] for each in hashes) for at in range(_PRINTS))
    return b"".join(each[3:] for each in least).hex()


def _likeness(one: str, other: str) -> int:
    """How many of the prints are the same."""
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return sum(a == b for a, b in pairs)
