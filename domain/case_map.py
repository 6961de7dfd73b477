"""横展開マップ: which departments began with what, and which did the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.case_totals import is_elsewhere
from domain.improvement_case import Adoption, PublishedCase


@dataclass(frozen=True, slots=True)
class MapRow:
    """``followed``: how many sections of each department do the same, in the map's order."""

    case: PublishedCase
    followed: Mapping[str, int]

    @property
    def began(self) -> str:
        return self.case.department

    @property
    def places(self) -> int:
        return sum(self.followed.values())


@dataclass(frozen=True, slots=True)
class CaseMap:
    """``departments``: those that are in a row, in the order of the roster (建制順).

    ``left_out``: cases that have spread less than all of these.
    """

    departments: tuple[str, ...]
    rows: tuple[MapRow, ...]
    left_out: int = 0

    def page(self, number: int, *, size: int) -> "CaseMap":
        """The ``number``th, from 0, with its own departments."""
        return _map(self.rows[number * size : (number + 1) * size], self.departments)


def case_map(
    cases: Iterable[PublishedCase],
    adoptions: Iterable[Adoption],
    departments: Sequence[str],
    *,
    left_out: int = 0,
) -> CaseMap:
    """In the order of ``cases``. A department that the roster has lost comes behind."""
    known = {case.id: case for case in cases}
    followed: dict[int, Counter[str]] = {case_id: Counter() for case_id in known}
    for each in adoptions:
        case = known.get(each.case_id)
        if case is not None and is_elsewhere(each, case):
            followed[case.id][each.department] += 1
    named = dict.fromkeys(departments)
    lost = (name for counts in followed.values() for name in counts)
    order = [*dict.fromkeys((*named, *(case.department for case in known.values()), *lost))]
    rows = [MapRow(case, _ordered(followed[case.id], order)) for case in known.values()]
    return replace(_map(rows, order), left_out=left_out)


def _ordered(counts: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    return {name: counts[name] for name in order if counts.get(name)}


def _map(rows: Sequence[MapRow], order: Sequence[str]) -> CaseMap:
    inside = {name for row in rows for name in (row.began, *row.followed)}
    return CaseMap(tuple(name for name in order if name in inside), tuple(rows))
