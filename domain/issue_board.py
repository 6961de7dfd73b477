"""課題一覧: which issues, and since when one counts as stalled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.issue import OPEN, Issue, IssueState

STALLED_AFTER = timedelta(days=30)
"""Without a new version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFilter:
    """All that are open, of everybody, where nothing is said. Empty words narrow nothing down."""

    department: str = ""
    section: str = ""
    state: IssueState | None = None
    """None: those that are open."""
    is_any_state: bool = False
    stage: str = ""
    is_stalled: bool = False

    @property
    def states(self) -> frozenset[IssueState]:
        if self.state is not None:
            return frozenset({self.state})
        return frozenset(IssueState) if self.is_any_state else OPEN

    def touched_before(self, now: datetime) -> datetime | None:
        return now - STALLED_AFTER if self.is_stalled else None


def days_untouched(issue: Issue, *, now: datetime) -> int:
    return max((now - issue.touched_at).days, 0)


def is_stalled(issue: Issue, *, now: datetime) -> bool:
    return issue.is_open and now - issue.touched_at >= STALLED_AFTER


def departments_of(issues: Iterable[Issue]) -> tuple[str, ...]:
    """Each once, as they come."""
    return tuple(dict.fromkeys(issue.department for issue in issues))
