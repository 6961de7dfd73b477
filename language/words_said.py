"""Which words of a catalogue's names a message says anywhere: as written, by sound, by another word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from language.course_name import is_inside_latin
from language.heard_names import Heard, View
from language.name_words import Kind, NameWord, said_otherwise
from language.sounds import PLAIN
from language.words import words_of

Place = tuple[int, int]
"""In ``Heard.text``."""
_SHORTEST_WRITTEN = 2
_SHORTEST_HEARD = 4
"""Sounds that may stand anywhere; fewer only where they are whole words."""
_SHORTEST_KANA = 3


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Where words of the message begin and end; 管理 of 管理職 does not end."""

    starts: frozenset[int]
    ends: frozenset[int]


def words_said(message: Heard, vocabulary: Collection[NameWord]) -> Mapping[NameWord, Place]:
    """Where each is said; those that are not are left out. 基本 is 基礎 where no name has 基本."""
    bounds = _bounds(message)
    unvoiced = message.sounded.text.translate(PLAIN)
    own = {word.written for word in vocabulary}
    found: dict[NameWord, Place] = {}
    for word in vocabulary:
        others = (other for other in said_otherwise(word) if other.written not in own)
        for way in (word, *others):
            if place := _written(way, message, bounds) or _heard(way, message, unvoiced):
                found[word] = place
                break
    return found


def _bounds(message: Heard) -> _Bounds:
    starts, ends, at = set[int](), set[int](), 0
    for word in words_of(message.text):
        at = message.text.index(word.surface, at)
        starts.add(at)
        for part, following in pairwise(word.parts):
            at += len(part.surface)
            if min(len(part.surface), len(following.surface)) > 1:
                starts.add(at)
                ends.add(at)
        at += len(word.parts[-1].surface if word.parts else word.surface)
        ends.add(at)
    return _Bounds(frozenset(starts), frozenset(ends))


def _written(word: NameWord, message: Heard, bounds: _Bounds) -> Place | None:
    view, at = message.written, -1
    if len(word.written) < _SHORTEST_WRITTEN:
        return None
    while (at := view.text.find(word.written, at + 1)) >= 0:
        start, end = view.places(at, at + len(word.written))
        if message.text[end : end + 1] == "ー":
            end += 1
        if start in bounds.starts or (end in bounds.ends and not _goes_on(message.text, start)):
            if not is_inside_latin(message.text, start, end) and _ends(message.text, end, bounds):
                return start, end
    return None


def _goes_on(text: str, start: int) -> bool:
    """ワード of パスワード."""
    return start > 0 and all("ァ" <= character <= "ー" for character in text[start - 1 : start + 1])


def _ends(text: str, end: int, bounds: _Bounds) -> bool:
    """管理 of 管理職 does not."""
    return end in bounds.ends or not "一" <= text[end - 1] <= "龠"


def _heard(word: NameWord, message: Heard, unvoiced: str) -> Place | None:
    view, length = message.sounded, len(word.sounded)
    if length < _SHORTEST_WRITTEN:
        return None
    at = -1
    while (at := view.text.find(word.sounded, at + 1)) >= 0:
        start, end = view.places(at, at + length)
        is_kana = _is_kana(message.text[start:end])
        if _is_bounded(view, at, at + length):
            if not is_kana or length >= _SHORTEST_KANA or word.kind is Kind.LEVEL:
                return start, end
        elif is_kana and length >= _SHORTEST_HEARD:
            return start, end
    is_long = length >= _SHORTEST_HEARD or (length >= _SHORTEST_KANA and _is_kana(word.written))
    return _voiced(word, view, unvoiced) if is_long and word.kind is not Kind.LEVEL else None


def _voiced(word: NameWord, view: View, unvoiced: str) -> Place | None:
    """初速 for 所属, マインドセッド: か and が are nearly one."""
    at = unvoiced.find(word.sounded.translate(PLAIN))
    end = at + len(word.sounded)
    return view.places(at, end) if at >= 0 and _is_bounded(view, at, end) else None


def _is_bounded(view: View, start: int, end: int) -> bool:
    begins = start == 0 or view.starts[start - 1] != view.starts[start]
    return begins and (end == len(view.text) or view.starts[end] != view.starts[end - 1])


def _is_kana(text: str) -> bool:
    return all("ぁ" <= character <= "ゖ" or character == "ー" for character in text)
