"""Which name is meant where no place of the message says it: by what tells the candidates apart, said
anywhere (「応用のほう、エクセルの」), or by how much of one name is said (「システム調達の基礎」)."""

import re
from collections.abc import Iterable, Mapping, Sequence

from language.course_words import CUE, LITTLE_MORE
from language.heard_names import COMMON, Heard
from language.name_coverage import Covered, NameCoverage
from language.name_match import NameMatch
from language.name_words import Kind, NameWord
from language.spoken_of import is_asked_of_a_course
from language.words_said import Place

_LEAST = 0.3
"""Share of a name, two of its words among it."""
_LEAST_OF_ONE_WORD = 0.6
_NEARLY_AS_MUCH = 0.15
"""A second name that is covered so much less may be meant too."""
_JOINS = re.compile(r"(?:向け|むけ|のため|用)?の?")
_LITTLE = 0.4
_PART = re.compile("[編篇]")
_NEARLY_ALL = 0.9
_OF_A_COURSE = re.compile(r"編|篇|カリキュラム|のほう|お願い|おねがい|エントリー|申請")


class MeantNames:
    def __init__(self, names: Iterable[str]) -> None:
        self._coverage = NameCoverage(names)

    def told_apart(self, message: Heard, among: Sequence[str], *, are_said: bool) -> Covered | None:
        """The one whose own words are said, where those of the others are not. ``are_said``: what
        they share is, with a slip perhaps, that looks like another word."""
        covered = [each for each in self._coverage.covered(message) if each.name in among]
        return _told_apart(covered, among, are_said=are_said)

    def covered(self, message: Heard) -> Covered | None:
        """The one of which enough is said, in a message that speaks of a training."""
        return _enough_of_one(message, self._coverage.covered(message))

    def says_only_for_whom(self, message: Heard, name: str, start: int, end: int) -> bool:
        """管理職研修, of a name that has 管理職 in brackets; 管理者編 is enough. From ``start`` to ``end``
        it is said."""
        own = next((each for each in self._coverage.covered(message) if each.name == name), None)
        if own is None or not own.is_only_for_whom:
            return False
        return own.start <= start and end <= own.end and not _PART.match(message.text, own.end)

    def is_beside_others(self, message: Heard, name: str, start: int, end: int) -> bool:
        """避難所の|開設訓練: no more of ``name`` is said than stands from ``start`` to ``end``, and that
        is little of it."""
        own = next((each for each in self._coverage.covered(message) if each.name == name), None)
        if own is None or (own.start, own.end) != (start, end):
            return False
        return own.is_beside_others and own.share < _LITTLE

    def says_only_a_part(self, message: Heard, match: NameMatch) -> bool:
        """契約 of 電子契約導入: one word, that another makes narrower in the name."""
        covered = () if match.is_whole else self._coverage.covered(message)
        own = next((each for each in covered if each.name == match.name), None)
        if own is None or not own.is_narrower:
            return False
        is_there = (own.start, own.end) == (match.start, match.end)
        return is_there and own.share < _LITTLE and "一" <= message.text[own.start] <= "龠"

    def better(self, message: Heard, name: str) -> Covered | None:
        """Where a part of ``name`` is said, but with a level that it has not, or with a word of
        another right before it: 管理職向けの情報セキュリティ."""
        every = self._coverage.covered(message)
        own = next((each for each in every if each.name == name), None)
        if own is None:
            return None
        if not own.share:
            return _enough_of_one(message, every)
        more = [each for each in every if each.share and _says_more(message, each, own)]
        return more[0] if len(more) == 1 else None


def _enough_of_one(message: Heard, covered: Sequence[Covered]) -> Covered | None:
    every = [each for each in covered if each.share]
    if not every:
        return None
    near = [each for each in every if each.share >= every[0].share - _NEARLY_AS_MUCH]
    best = near[0] if len(near) == 1 else _told_apart(near, [n.name for n in near], are_said=False)
    if best is None or best.is_beside_others or best.is_only_for_whom or not _is_enough(best):
        return None
    return best if _speaks_of_a_course(message, best) else None


def _says_more(message: Heard, covered: Covered, own: Covered) -> bool:
    if covered.is_beside_others or not covered.words > own.words:
        return False
    more = [word for word in covered.words - own.words if word.kind in (Kind.TELLING, Kind.VAGUE)]
    return any(
        covered.places[word][1] <= own.start
        and _JOINS.fullmatch(message.text, covered.places[word][1], own.start)
        for word in more
    )


def _told_apart(
    candidates: Sequence[Covered], among: Sequence[str], *, are_said: bool
) -> Covered | None:
    """Every word that another has said of it, it has too, and one more."""
    own: Mapping[str, frozenset[NameWord]] = {each.name: each.words for each in candidates}
    shared = frozenset.intersection(*(own.get(name, frozenset()) for name in among))
    apart = {name: own.get(name, frozenset()) - shared for name in among}
    best = [
        each
        for each in candidates
        if all(apart[name] < apart[each.name] for name in among if name != each.name)
    ]
    if not best or not best[0].share or (best[0].is_beside_others and not are_said):
        return None
    return best[0]


def _is_enough(covered: Covered) -> bool:
    words = [word for word in covered.words if word.kind is not Kind.LIGHT]
    return covered.share >= (_LEAST if len(words) > 1 else _LEAST_OF_ONE_WORD)


def _speaks_of_a_course(message: Heard, covered: Covered) -> bool:
    rest = _without(message.text, covered.places.values())
    return (
        any(word.kind is Kind.LEVEL for word in covered.words)
        or len(message.text) - (covered.end - covered.start) <= LITTLE_MORE
        or COMMON.search(message.text) is not None
        or any(said.search(rest) for said in (CUE, _OF_A_COURSE))
        or (covered.share >= _NEARLY_ALL and is_asked_of_a_course(rest))
    )


def _without(text: str, places: Iterable[Place]) -> str:
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
