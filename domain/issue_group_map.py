"""課題マップ: which departments have issues in which group."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.issue import Issue
from domain.issue_group import Candidate, Grouping, GroupSeen


@dataclass(frozen=True, slots=True)
class GroupMapRow:
    """``name``: 「まとまり3」, empty of a candidate. ``issues``: how many each department has, in the
    map's order. ``first``: whose issue came first.
    """

    name: str
    label: str
    issues: Mapping[str, int]
    first: str
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class GroupMap:
    """``departments``: those that are in a row, in the order of the roster (建制順)."""

    departments: tuple[str, ...]
    rows: tuple[GroupMapRow, ...]

    def page(self, number: int, *, size: int) -> "GroupMap":
        """The ``number``th, from 0, with its own departments."""
        return _map(self.rows[number * size : (number + 1) * size], self.departments)


def group_map(grouping: Grouping, departments: Sequence[str]) -> GroupMap:
    """Confirmed groups first. A department that the roster has lost comes behind."""
    both: tuple[GroupSeen | Candidate, ...] = (*grouping.confirmed, *grouping.candidates)
    items = [each for each in both if each.issues]
    lost = (issue.department for item in items for issue in item.issues)
    order = [*dict.fromkeys((*departments, *lost))]
    return _map([_row(item, order) for item in items], order)


def _row(item: GroupSeen | Candidate, order: Sequence[str]) -> GroupMapRow:
    counted = Counter(issue.department for issue in item.issues)
    issues = {name: counted[name] for name in order if counted[name]}
    first: Issue = min(item.issues, key=lambda issue: issue.number)
    if isinstance(item, Candidate):
        return GroupMapRow("", item.label, issues, first.department)
    group = item.group
    return GroupMapRow(group.name, group.label, issues, first.department, group.id)


def _map(rows: Sequence[GroupMapRow], order: Sequence[str]) -> GroupMap:
    inside = {name for row in rows for name in row.issues}
    return GroupMap(tuple(name for name in order if name in inside), tuple(rows))
