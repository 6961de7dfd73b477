"""Finding which course a message names, however it is written.

A wrong course is worse than none: a message that names a theme (「データの研修は？」 where five
courses have it in their name) or only says 研修 finds nothing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from language.course_name import (
    LEVEL_SOUNDS,
    SHORTEST_PART,
    CourseName,
    Place,
    course_name,
    has_brackets,
    sounded_place,
    written_place,
)
from language.course_words import Telling, is_spoken_of
from language.denied import without_denied
from language.heard_names import COMMON, Heard, heard
from language.in_japanese import in_japanese
from language.likely_names import LikelyNames
from language.meant_names import MeantNames
from language.name_match import CERTAIN, PART, NameMatch, placed, placed_around
from language.near_forms import NearForms
from language.near_names import MOST_MISTAKES, Slip, slip_of
from language.normalise import normalise
from language.numbered_parts import NumberedParts, part_said
from language.said_words import Said, Vocabulary
from language.spoken_of import goes_on, is_of_the_thing, is_part_of_a_thing, is_said_by_the_way

_MISTYPED = 90.0
_SHORTEST = 2
_SHORTEST_OTHER = 4
_ANY_KIND = frozenset({"研修", "オンライン", "動画"})
_JOINS = frozenset({"の", "と", "や"})
_BETWEEN_NAME_AND_LEVEL = 4
"""Sounds."""


class CourseNames:
    """The names of one catalogue."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parts = NumberedParts(names)
        named = (course_name(name) for name in self._parts.names)
        self._names = tuple(name for name in named if len(name.forms[0].written) >= _SHORTEST)
        self._written = NearForms((f.written, name) for name in self._names for f in name.forms)
        self._sounded = NearForms((f.sounded, name) for name in self._names for f in name.forms)
        self._likely_names = LikelyNames(name.name for name in self._names)
        self._meant_names = MeantNames(name.name for name in self._names)
        self._vocabulary = Vocabulary(self._names)
        self._levels = {
            name.name: [word.sounded for word in name.words if word.is_level]
            for name in self._names
        }
        words = (word for name in self._names for word in name.words)
        telling = {w.sounded for w in words if len(w.sounded) >= _SHORTEST_OTHER and not w.is_vague}
        self._other_words = telling | LEVEL_SOUNDS

    def find(self, text: str, *, limit: int = 3) -> tuple[NameMatch, ...]:
        """The courses that ``text`` names, best first; several where it is ambiguous."""
        meant, gone_on = without_denied(text)
        for rest in filter(None, (meant, gone_on)):
            if len(found := self._find_part(rest, limit=limit)) == 1:
                return (placed(found[0], heard(text).text, rest, meant),)
        found = self._find_part(text, limit=limit)
        is_found = len(found) == 1 and found[0].is_whole
        if is_found or (said := in_japanese(text)) == normalise(text):
            return found
        again = placed_around(self._find_part(said, limit=limit), said, heard(text).text)
        return found if len(found) == 1 < len(again) else again or found

    def _find_part(self, text: str, *, limit: int) -> tuple[NameMatch, ...]:
        """キントーンのパート1: the training without the number, then its part."""
        said = part_said(text) if self._parts.are_any else None
        found = self._find(said.rest, limit=limit) if said else ()
        if said and any(self._parts.has_parts(match.name) for match in found):
            found = placed_around(found, heard(said.rest).text, heard(text).text)
            meant = [m for m in found if self._parts.has_parts(m.name)]
            return self._in_parts(meant, number=said.number, limit=limit)
        return self._in_parts(self._find(text, limit=limit), number=None, limit=limit)

    def _in_parts(
        self, found: Sequence[NameMatch], *, number: int | None, limit: int
    ) -> tuple[NameMatch, ...]:
        parts = tuple(
            replace(match, name=name)
            for match in found
            for name in self._parts.parts(match.name, number)
        )
        return parts if len(parts) <= limit else ()

    def _find(self, text: str, *, limit: int) -> tuple[NameMatch, ...]:
        message = heard(text)
        said = self._vocabulary.said(message)
        in_part = _holding(self._names, said)
        in_full = self._said_in_full(message)
        found = (
            [match for match, name in in_full if _holding([name], said)]
            or ([] if in_part else [match for match, _ in in_full])
            or self._mistyped(message, [name for _, name in in_full if not in_part])
            or _partly(in_part, said, message)
        )
        if not found and not said.words:
            found = self._of_the_kind(message)
        if len(found) > 1:
            found = self._of_the_level_said(message, found) or found
        if len(found) != 1:
            found = self._likely(message, found) or found
        if len(found) == 1 and self._meant_names.says_only_a_part(message, found[0]):
            found = []
        found = [match for match in found if not self._is_another(message, match)]
        if len(found) != 1 or not self._is_all_said(found[0]):
            found = self._meant(message, found) or found
        meant = [each for each in found if not is_of_the_thing(message, each.start, each.end)]
        return tuple(meant) if len(meant) <= limit else ()

    def _said_in_full(self, message: Heard) -> list[tuple[NameMatch, CourseName]]:
        """Of 「データ分析」 and 「データ分析実践」 only the longer one, if that is said."""
        places: dict[CourseName, list[Place]] = defaultdict(list)
        for form, name in self._written.near(message.written.text, mistakes=0):
            if (place := written_place(form, message)) and not goes_on(message, place[1]):
                places[name].append(place)
        for form, name in self._sounded.near(message.sounded.text, mistakes=0):
            if (place := sounded_place(form, message)) and not goes_on(message, place[1]):
                places[name].append(place)
        said = [
            (NameMatch(name.name, CERTAIN, *max(found, key=_length)), name)
            for name, found in places.items()
        ]
        said.sort(key=lambda pair: pair[0].start)
        return [pair for pair in said if not any(_is_within(pair[0], other) for other, _ in said)]

    def _of_the_kind(self, message: Heard) -> list[NameMatch]:
        """管理職向けのセミナー, where only one that is called a セミナー is for them."""
        for kind in COMMON.finditer(message.text):
            before = _sounds_before(message, kind.start())
            found = [
                NameMatch(name.name, PART, 0, kind.start())
                for name in self._names
                if kind[0] in name.name and kind[0] not in _ANY_KIND
                if any(before.endswith(word.sounded) for word in name.words if _is_topical(word))
            ]
            if len(found) == 1:
                return found
        return []

    def _of_the_level_said(self, message: Heard, found: Sequence[NameMatch]) -> list[NameMatch]:
        """Microsoft 365しょきゅう, Power BI起訴: the level as it sounds, at the words."""
        return [
            match
            for match in found
            if any(_is_at(match, message, level) for level in self._levels[match.name])
        ]

    def _likely(self, message: Heard, found: Sequence[NameMatch]) -> list[NameMatch]:
        """By its sound the one that is meant of those that may be; of several that are said, none."""
        if len({(match.start, match.end) for match in found}) > 1:
            return []
        likely = self._likely_names.find(message, among=[match.name for match in found])
        if found and len(likely) > 1:
            return []
        return [
            NameMatch(each.name, _MISTYPED if each.is_whole else PART, each.start, each.end)
            for each in likely
        ]

    def _is_another(self, message: Heard, match: NameMatch) -> bool:
        """What is said is no name of a course, or may be many."""
        place = (match.start, match.end)
        if match.score < CERTAIN and is_said_by_the_way(message, *place):
            return True
        if not match.is_whole and (
            is_part_of_a_thing(message, match.end)
            or self._meant_names.is_beside_others(message, match.name, *place)
        ):
            return True
        return not self._is_all_said(match) and self._meant_names.says_only_for_whom(
            message, match.name, *place
        )

    @staticmethod
    def _is_all_said(match: NameMatch) -> bool:
        """What it has in brackets too."""
        return match.is_whole and not has_brackets(match.name)

    def _meant(self, message: Heard, found: Sequence[NameMatch]) -> list[NameMatch]:
        """The one whose own words are said anywhere."""
        names = [match.name for match in found]
        if len(names) == 1:
            covered = self._meant_names.better(message, names[0])
        elif names:
            covered = self._meant_names.told_apart(
                message, names, are_said=all(match.is_whole for match in found)
            )
        else:
            covered = self._meant_names.covered(message)
        if covered is None or is_part_of_a_thing(message, covered.end):
            return []
        return [NameMatch(covered.name, PART, covered.start, covered.end)]

    def _mistyped(self, message: Heard, in_full: Sequence[CourseName]) -> list[NameMatch]:
        """Those with the fewest mistakes. A wrong word is another name: 初級, 中級."""
        slips: list[tuple[Slip, CourseName]] = []
        for forms, view in (
            (self._written, message.written),
            (self._sounded, message.sounded),
        ):
            for form, name in forms.near(view.text, mistakes=MOST_MISTAKES):
                slip = slip_of(form, view, message)
                if (
                    slip
                    and (slip.mistakes or name in in_full)
                    and not goes_on(message, slip.end)
                    and not self._says_other_word(name, message.text[slip.start : slip.end])
                ):
                    slips.append((slip, name))
        fewest = min((slip.mistakes for slip, _ in slips), default=0)
        nearest = {
            name.name: NameMatch(name.name, _MISTYPED, slip.start, slip.end)
            for slip, name in slips
            if slip.mistakes == fewest
        }
        return list(nearest.values())

    def _says_other_word(self, name: CourseName, words: str) -> bool:
        """A level, or a word of another name, that this one has not."""
        said, own = heard(words).sounded.text, name.forms[0].sounded
        return any(other in said and other not in own for other in self._other_words)


def _sounds_before(message: Heard, end: int) -> str:
    said = message.sounded.text[: bisect_left(message.sounded.starts, end)]
    return said.removesuffix("の").removesuffix("むけ")


def _is_topical(word: Telling) -> bool:
    return word.is_vague and len(word.sounded) >= _SHORTEST_OTHER


def _is_at(match: NameMatch, message: Heard, level: str) -> bool:
    """A short one, きそ, right behind what is said of the name."""
    view = message.sounded
    first, last = bisect_left(view.starts, match.start), bisect_left(view.starts, match.end)
    if len(level) < SHORTEST_PART:
        return view.text.startswith(level, last)
    return level in view.text[first : last + len(level) + _BETWEEN_NAME_AND_LEVEL]


def _length(place: Place) -> int:
    return place[1] - place[0]


def _is_within(match: NameMatch, other: NameMatch) -> bool:
    place, outer = (match.start, match.end), (other.start, other.end)
    return place != outer and outer[0] <= place[0] and place[1] <= outer[1]


def _holding(names: Sequence[CourseName], said: Said) -> list[CourseName]:
    """Those with every one of the words; none where there is no word."""
    return [
        name
        for name in names
        if said.words
        and all(name.has(word) for word in said.words)
        and all(name.has_level(*pair) for pair in said.levels)
    ]


def _partly(names: Sequence[CourseName], said: Said, message: Heard) -> list[NameMatch]:
    """The one that has the vague words too, or of which nothing else is left, where there is one."""
    if not names or not is_spoken_of(message, said.words):
        return []
    if len(said.words) == 1 and _is_of_another(said.words[0], said.unknown, message.text):
        return []
    if any(word.is_topic and not any(name.has(word) for name in names) for word in said.weak):
        return []
    with_weak = [name for name in names if all(name.has(word) for word in said.weak)]
    whole = [name for name in names if name.is_said_by((*said.words, *said.weak))]
    chosen = next((few for few in (with_weak, whole) if len(few) == 1), names)
    return [NameMatch(name.name, PART, *_place(said.words)) for name in chosen]


def _is_of_another(word: Telling, unknown: Sequence[Place], text: str) -> bool:
    """財務会計システムの操作研修: what it is about has no name here, and 操作 alone tells none."""
    return any(end <= word.start and text[end : word.start] in _JOINS for _, end in unknown)


def _place(words: Sequence[Telling]) -> tuple[int, int]:
    return min(word.start for word in words), max(word.end for word in words)
