"""What the file of all issues is laid out from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.countermeasure import SeenCountermeasure
from domain.dx_measure import DxMeasure, DxMeasureRevision
from domain.issue import Issue
from domain.issue_group import ConfirmedGroup
from domain.issue_history import IssueRevision
from domain.issue_link import IssueLink


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCollection:
    """All there is of an organization. ``names`` of all who are in it, by their number."""

    issues: Sequence[Issue]
    revisions: Sequence[tuple[int, IssueRevision]]
    """With the id of the issue, by issue and version."""
    links: Sequence[IssueLink]
    countermeasures: Sequence[SeenCountermeasure]
    """Those that were taken back too; not what came of a case that is not for all."""
    groups: Sequence[ConfirmedGroup]
    """That stand, by number."""
    groups_with_countermeasure: Mapping[int, ConfirmedGroup]
    """By id; also those that stand no more."""
    measures: Sequence[DxMeasure]
    """By number."""
    measure_revisions: Mapping[int, Sequence[DxMeasureRevision]]
    """By the measure's id."""
    names: Mapping[int, str]

    @property
    def numbers(self) -> Mapping[int, int]:
        """Of the issues, by id."""
        return {issue.id: issue.number for issue in self.issues}
