"""Which words of a catalogue's names a message says anywhere: as written, by sound, by another word."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from language.course_name import is_inside_latin
from language.course_words import LEVELS, differs_in_one
from language.heard_names import Heard, Token, View
from language.name_words import Kind, NameWord, every_level, said_otherwise
from language.normalise import fold_kana
from language.sounds import PLAIN
from language.words import words_of

Place = tuple[int, int]
"""In ``Heard.text``."""
_BASIC = frozenset({"基礎", "基本"})
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
    view = _every_character(message.text)
    unvoiced = message.sounded.text.translate(PLAIN)
    own = {word.written for word in vocabulary}
    found: dict[NameWord, Place] = {}
    for word in vocabulary:
        others = (other for other in said_otherwise(word) if other.written not in own)
        for way in (word, *others):
            if way.written not in view.text and way.unvoiced not in unvoiced:
                continue
            if place := _written(way, message, view, bounds) or _heard(way, message, unvoiced):
                found[word] = place
                break
    return found


def _every_character(text: str) -> View:
    """ノ of ノーコード is no particle."""
    kept = [(c, place) for place, c in enumerate(fold_kana(text)) if c not in "ー "]
    return View(
        "".join(character for character, _ in kept),
        tuple(place for _, place in kept),
        tuple(place + 1 for _, place in kept),
    )


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


def _written(word: NameWord, message: Heard, view: View, bounds: _Bounds) -> Place | None:
    at = -1
    if len(word.written) < _SHORTEST_WRITTEN:
        return None
    while (at := view.text.find(word.written, at + 1)) >= 0:
        start, end = view.places(at, at + len(word.written))
        if message.text[end : end + 1] == "ー":
            end += 1
        begins = start in bounds.starts or (
            end in bounds.ends and not _goes_on(message.text, start)
        )
        is_inside = is_inside_latin(message.text, start, end)
        if begins and not is_inside and _ends(message.text, end, bounds):
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
    if not is_long or word.kind is Kind.LEVEL or word.written.isascii():
        return None
    place = _voiced(word, view, unvoiced)
    return place if place and not _is_kana(message.text[slice(*place)]) else None


def _voiced(word: NameWord, view: View, unvoiced: str) -> Place | None:
    """初速 for 所属, マインドセッド: か and が are nearly one."""
    at = unvoiced.find(word.unvoiced)
    end = at + len(word.sounded)
    return view.places(at, end) if at >= 0 and _is_bounded(view, at, end) else None


def _is_bounded(view: View, start: int, end: int) -> bool:
    begins = start == 0 or view.starts[start - 1] != view.starts[start]
    return begins and (end == len(view.text) or view.starts[end] != view.starts[end - 1])


def _is_kana(text: str) -> bool:
    return all("ぁ" <= character <= "ゖ" or character == "ー" for character in text)


def levels_said(message: Heard, said: Iterable[NameWord]) -> frozenset[str]:
    """As the names have them, and those that no name has; 入問 is 入門."""
    of_names = {word.written for word in said if word.kind is Kind.LEVEL}
    others = {level.written for level in words_said(message, every_level())}
    others |= {level for token in pairwise(message.tokens) if (level := _level_meant(*token))}
    if of_names & _BASIC:
        others -= _BASIC
    return frozenset(of_names | others)


def _level_meant(one: Token, other: Token) -> str:
    """Two words of one character that no level is, but for one of them."""
    pair = one.surface + other.surface
    if len(pair) != _SHORTEST_WRITTEN or one.end != other.start:
        return ""
    near = [level for level in LEVELS if len(level) == len(pair) and differs_in_one(pair, level)]
    return near[0] if len(near) == 1 else ""
