"""How many issues came and were closed week by week, for the digest's picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.digest import Period
from domain.digest_issues import IssueLife, is_closed_in

WEEKS = 8


@dataclass(frozen=True, slots=True)
class WeekCount:
    """``monday``: of the week, which may not be over."""

    monday: date
    opened: int
    closed: int


def week_counts(
    lives: Sequence[IssueLife], period: Period, *, weeks: int = WEEKS
) -> tuple[WeekCount, ...]:
    """The week of ``period`` and those before it, the oldest first; counted as the sentences count."""
    periods = [period]
    while len(periods) < weeks:
        periods.append(periods[-1].before())
    return tuple(_counted(lives, each) for each in reversed(periods))


def _counted(lives: Sequence[IssueLife], period: Period) -> WeekCount:
    return WeekCount(
        period.since.date(),
        opened=sum(1 for life in lives if period.holds(life.issue.created_at)),
        closed=sum(1 for life in lives if is_closed_in(life, period)),
    )
