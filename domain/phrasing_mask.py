"""Personal data in texts that leave the house: a mark stands for it, and only that very mark becomes it again."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from string import ascii_uppercase

from domain.characters import HYPHENS, UNSEEN
from domain.figures import plain


class Masked(StrEnum):
    """What a mark says it is."""

    NAME = "氏名"
    MAIL = "メール"
    PHONE = "電話"
    NUMBER = "番号"
    ADDRESS = "住所"
    SECRET = "秘密"  # noqa: S105 - what it is called


@dataclass(frozen=True, slots=True, order=True)
class MaskedSpan:
    """From ``start`` to ``end`` of a text."""

    start: int
    end: int
    kind: Masked


_MARK = re.compile(r"〔[^〔〕]*〕")
_HYPHEN = re.compile(rf"(?<=\d)[{HYPHENS}ー-](?=\d)")
_SENTENCE_END = re.compile(r"[。!?]+[」』)]*")
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Which of the ways to draw the character before it: 辻󠄀 is 辻 to whoever looks for the name."""
_BRACKETS = str.maketrans("〔〕", "[]")


def as_sent(text: str) -> str:
    """Plain, without what is not seen, with one kind of hyphen between digits: a telephone number written
    otherwise would not be known as one. What only an office's own fonts draw (外字) stays.
    """
    seen = (each for each in text if each.isspace() or unicodedata.category(each) not in UNSEEN)
    return _HYPHEN.sub("-", plain(_VARIANT.sub("", "".join(seen))))


def whole_sentences(masked: str, *, within: int) -> str:
    """As many as there is room for, none of them cut; empty where the first one is longer."""
    if len(masked) <= within:
        return masked
    ends = (each.end() for each in _SENTENCE_END.finditer(masked[:within]))
    return masked[: max(ends, default=0)]


def without_brackets(text: str) -> str:
    """Of people's own words none looks like a mark. As long as before."""
    return text.translate(_BRACKETS)


@dataclass
class Marks:
    """Of one request: the same words get the same mark, 〔氏名A〕. Never in a log: not in the repr."""

    _marks: dict[tuple[Masked, str], str] = field(default_factory=dict, repr=False)
    _words: dict[str, str] = field(default_factory=dict, repr=False)

    def masked(self, text: str, spans: Iterable[MaskedSpan]) -> str:
        """``text`` without brackets of its own. Of spans one over the other, they are masked as one."""
        told: list[str] = []
        at = 0
        for span in _joined(spans):
            told += [text[at : span.start], self._mark(span.kind, text[span.start : span.end])]
            at = span.end
        return "".join([*told, text[at:]])

    def restored(self, text: str) -> str:
        """With the words again; what only looks like a mark stays as it is."""
        return _MARK.sub(lambda match: self._words.get(match[0], match[0]), text)

    def _mark(self, kind: Masked, words: str) -> str:
        known = self._marks.get((kind, words))
        if known is None:
            number = sum(1 for each, _ in self._marks if each is kind)
            known = f"〔{kind}{_letters(number)}〕"
            self._marks[kind, words] = known
            self._words[known] = words
        return known


def masked_alike(text: str, spans: Iterable[MaskedSpan]) -> str:
    """With 〔氏名〕 for whoever it is: nothing of it can be turned back."""
    told: list[str] = []
    at = 0
    for span in _joined(spans):
        told += [text[at : span.start], f"〔{span.kind}〕"]
        at = span.end
    return "".join([*told, text[at:]])


def _joined(spans: Iterable[MaskedSpan]) -> Iterable[MaskedSpan]:
    joined: list[MaskedSpan] = []
    for span in sorted(spans, key=lambda each: each.start):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            joined[-1] = MaskedSpan(last.start, max(last.end, span.end), last.kind)
        elif span.start < span.end:
            joined.append(span)
    return joined


def _letters(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA. No figure: figures are held against others."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters


def where_places_stand(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """From where to where, of those that are called as nobody is: 山口 and 中央 are names of people, too."""
    return [
        match.span()
        for place in map(as_sent, names)
        if _IS_NO_PERSON.search(place)
        for match in re.finditer(re.escape(place), text)
    ]


_IS_NO_PERSON = re.compile(r"(?:[課係局室所館園校署院場会]|.[部班]|センター|チーム|グループ|担当)$")


def but_places(span: MaskedSpan, places: Sequence[tuple[int, int]]) -> MaskedSpan:
    """建設 of 建設課長 is nobody, and of 建設課鬼頭係長 only the name is hidden. ``places``: where they stand."""
    if span.kind is not Masked.NAME:
        return span
    ends = [end for start, end in places if start <= span.start < end]
    return replace(span, start=min(max(ends, default=span.start), span.end))
