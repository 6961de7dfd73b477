"""Which name is meant where no place of the message says it: by what tells the candidates apart, said
anywhere (「応用のほう、エクセルの」), or by how much of one name is said (「システム調達の基礎」)."""

import re
from collections.abc import Iterable, Mapping, Sequence

from language.course_words import CUE, LITTLE_MORE
from language.heard_names import COMMON, Heard
from language.name_coverage import Covered, NameCoverage
from language.name_words import Kind, NameWord
from language.spoken_of import is_asked_of_a_course

_LEAST = 0.3
"""Share of a name, two of its words among it."""
_LEAST_OF_ONE_WORD = 0.6
_NEARLY_AS_MUCH = 0.15
"""A second name that is covered so much less may be meant too."""
_OF_A_COURSE = re.compile(r"編|篇|カリキュラム|のほう|の方|お願い|おねがい|エントリー|申請")


class MeantNames:
    def __init__(self, names: Iterable[str]) -> None:
        self._coverage = NameCoverage(names)

    def told_apart(self, message: Heard, among: Sequence[str]) -> Covered | None:
        """The one whose own words are said, where those of the others are not."""
        return _told_apart([c for c in self._coverage.covered(message) if c.name in among], among)

    def covered(self, message: Heard) -> Covered | None:
        """The one of which enough is said, in a message that speaks of a training."""
        every = [each for each in self._coverage.covered(message) if each.share]
        if not every:
            return None
        near = [c for c in every if c.share >= every[0].share - _NEARLY_AS_MUCH]
        best = near[0] if len(near) == 1 else _told_apart(near, [c.name for c in near])
        if best is None or best.is_beside_others or not _is_enough(best):
            return None
        return best if _speaks_of_a_course(message, best) else None


def _told_apart(candidates: Sequence[Covered], among: Sequence[str]) -> Covered | None:
    """Every word that another has said of it, it has too, and one more."""
    own: Mapping[str, frozenset[NameWord]] = {each.name: each.words for each in candidates}
    shared = frozenset.intersection(*(own.get(name, frozenset()) for name in among))
    apart = {name: own.get(name, frozenset()) - shared for name in among}
    best = [
        each
        for each in candidates
        if all(apart[name] < apart[each.name] for name in among if name != each.name)
    ]
    return best[0] if best and best[0].share else None


def _is_enough(covered: Covered) -> bool:
    words = [word for word in covered.words if word.kind is not Kind.LIGHT]
    return covered.share >= (_LEAST if len(words) > 1 else _LEAST_OF_ONE_WORD)


def _speaks_of_a_course(message: Heard, covered: Covered) -> bool:
    rest = message.text[: covered.start] + " " + message.text[covered.end :]
    return (
        any(word.kind is Kind.LEVEL for word in covered.words)
        or len(rest) <= LITTLE_MORE
        or any(said.search(message.text) for said in (CUE, COMMON, _OF_A_COURSE))
        or is_asked_of_a_course(rest)
    )
