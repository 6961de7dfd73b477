"""Sentences that quote somebody, known again in what an open form brings back after their words were taken back.

The form carries marks and no words: a mark tells whether a text is the same, a print how alike two are.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha384

from domain.digest import CiteKind
from domain.digest_line import Line, mark_of
from domain.edited_lines import origins
from domain.quoted_words import bare, names_asked_for, numbers_named_in

MOST = 60
"""Quotations that a form carries: it has room for 3,000 characters in all."""
_MARK, _PRINTS = 8, 12
_ALIKE = 5
"""Of the prints: sentences about other things have one or none in common."""
_NAMES_LENGTH = 240
"""Characters that a form has room for beside these, for all names that it carries."""
_LETTERS = {
    "i": CiteKind.ISSUE.sign,
    "g": CiteKind.GROUP.sign,
    "m": CiteKind.MEASURE.sign,
    "c": CiteKind.CASE.sign,
    "k": CiteKind.COUNTERMEASURE.sign,
}
_NAME = re.compile(rf"([{''.join(_LETTERS)}])(\d+)")
_NUMBERED = re.compile(rf"({'|'.join(_LETTERS.values())})(\d+)")
_PACKED = re.compile(
    rf"(?P<marks>[0-9a-f]{{{_MARK + 2 * _PRINTS}}})(?:(?P<of>[-+])(?P<names>(?:{_NAME.pattern})+))?"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """``mark`` of a whole sentence, ``print`` of the words in it that may be taken back. ``names``: as
    ``names_asked_for`` these words. ``is_cited``: the sentence rests on one of them, and need not say so.
    """

    mark: str
    print: str
    names: frozenset[str] = frozenset()
    is_cited: bool = False

    def comes_back_in(
        self, text: str, *, standing: Collection[str], made_of: Line | None = None
    ) -> bool:
        """As it was, or with its words in other ones. ``standing``: words that are quoted rightly; ``made_of``: a
        line that stands, where the text is that line in other words.
        """
        if _mark(text) == self.mark:
            return True
        for each in standing:
            text = text.replace(f"「{each}」", "")
        return self.is_in(text) and self._may_be_meant(text, made_of)

    def is_in(self, text: str) -> bool:
        """Its words, or much the same ones."""
        pieces = (text, *_quoted_in(text))
        return any(_likeness(self.print, _print(each)) >= _ALIKE for each in pieces if each)

    def _may_be_meant(self, text: str, made_of: Line | None) -> bool:
        """What anybody says of anything: only where what it was said of is named or cited. Of a text that may have
        been made of a sentence that has gone nobody knows what it cites.
        """
        if not self.names or not self.names.isdisjoint(numbers_named_in(text)):
            return True
        if made_of is None or not self.is_in(made_of.text):
            return self.is_cited
        return not self.names.isdisjoint(cite.name for cite in made_of.cites)


def quotations(
    lines: Iterable[Line], *, words: Collection[str], told_of: Iterable[tuple[str, str]] = ()
) -> tuple[Quotation, ...]:
    """Of the lines that quote somebody, also where the secretariat does so; ``words``: all that anybody is
    quoted with; ``told_of``: of these each with the name of what it was said of.
    """
    every = list(lines)
    about: dict[str, set[str]] = {}
    for each, name in (*told_of, *((line.words, c.name) for line in every for c in line.cites)):
        about.setdefault(each, set()).add(name)
    asked: dict[str, list[frozenset[str]]] = {}
    for each in dict.fromkeys((*words, *(line.words for line in every if line.words))):
        asked.setdefault(bare(each), []).append(names_asked_for(each, about.get(each, ())))
    names = {
        said: frozenset[str]().union(*of) if all(of) else frozenset[str]()
        for said, of in asked.items()
    }
    return tuple(dict.fromkeys(each for line in every for each in _of_line(line, names)))[:MOST]


def _of_line(line: Line, asked: Mapping[str, frozenset[str]]) -> Iterator[Quotation]:
    """``asked``: all words that may be quoted, with ``Quotation.names``."""
    mark, own, cited = _mark(line.text), bare(line.words), {cite.name for cite in line.cites}
    if line.words != own:
        yield Quotation(mark, _print(line.words))
    for said, names in asked.items():
        if said == own or f"「{said}」" in line.text:
            is_cited = said == own or not names.isdisjoint(cited)
            yield Quotation(mark, _print(said), names, is_cited and bool(names))


def _quoted_in(text: str) -> Iterator[str]:
    """What stands in 「」, with what is quoted in that."""
    begins: list[int] = []
    for at, letter in enumerate(text):
        if letter == "「":
            begins.append(at + 1)
        elif letter == "」" and begins:
            yield text[begins.pop() : at]


def packed(found: Iterable[Quotation]) -> str:
    """Names that there is no room for are left out: such words are looked for everywhere."""
    every, room = [], _NAMES_LENGTH
    for each in found:
        names = _packed_names(each)
        room -= len(names)
        every.append(f"{each.mark}{each.print}{names if room >= 0 else ''}")
    return ",".join(every)


def _packed_names(quotation: Quotation) -> str:
    if not quotation.names:
        return ""
    letters = {kind: letter for letter, kind in _LETTERS.items()}
    names = [_NUMBERED.fullmatch(name) for name in sorted(quotation.names)]
    codes = [f"{letters[found[1]]}{found[2]}" for found in names if found]
    if len(codes) < len(names):
        return ""
    return f"{'+' if quotation.is_cited else '-'}{''.join(codes)}"


def unpacked(text: str) -> tuple[Quotation, ...]:
    """What a form carries; nothing of one that carries none."""
    known = (found for each in text.split(",") if (found := _PACKED.fullmatch(each)))
    return tuple(
        Quotation(
            found["marks"][:_MARK],
            found["marks"][_MARK:],
            frozenset(f"{_LETTERS[kind]}{n}" for kind, n in _NAME.findall(found["names"] or "")),
            found["of"] == "+",
        )
        for found in known
    )


def gone_since(opened: Iterable[Quotation], now: Iterable[Line]) -> tuple[Quotation, ...]:
    """Those that no line of ``now`` is any more."""
    marks = {_mark(line.text) for line in now}
    return tuple(each for each in opened if each.mark not in marks)


def without_gone(
    texts: Iterable[str],
    gone: Collection[Quotation],
    now: Iterable[Line],
    here: Iterable[Line] = (),
) -> tuple[str, ...]:
    """Of the sentences that were typed those that bring nothing back. ``now``: the lines that stand; ``here``:
    of these those that the texts may have been made of.
    """
    lines, typed = list(now), list(texts)
    stand, words = {line.text.strip() for line in lines}, {line.words for line in lines} - {""}
    standing = words | {bare(each) for each in words}
    came_of = _came_of(typed, list(here))
    return tuple(
        text
        for text in typed
        if text.strip() in stand
        or not any(
            each.comes_back_in(text, standing=standing, made_of=came_of.get(text)) for each in gone
        )
    )


def _came_of(typed: Sequence[str], here: Sequence[Line]) -> Mapping[str, Line]:
    """Of the texts that are lines in other words, which; none is two."""
    as_typed = [text.strip() for text in typed]
    places = origins([line.text.strip() for line in here], as_typed)
    return {
        text: here[place] for text, place in zip(typed, places, strict=True) if place is not None
    }


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
