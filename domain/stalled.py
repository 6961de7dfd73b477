"""What nobody has dealt with for 30 days: the 統括リーダー hears of it once, then the secretariat.

The one rule of what has moved, for the board, the notices, the weekly exchange and the digest:
``touched_at`` moves with a new version, with a word in the issue's thread, and with an answer in the
weekly exchange that says so (「進んだ」「困っている」, not 「変わりなし」).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.business_calendar import BusinessCalendar
from domain.dx_measure import DxMeasure
from domain.issue import Issue
from domain.japan_time import JAPAN

STALLED_AFTER = timedelta(days=30)
_FURTHEST = timedelta(days=366)
"""A calendar of closed days only ends somewhere."""


@dataclass(frozen=True, slots=True)
class StalledNotice:
    """``touched_at``: of what was told, as it stood then. What has moved since may stall anew."""

    touched_at: datetime
    chief_told_at: datetime
    office_told_at: datetime | None = None


def department_of(about: Issue | DxMeasure) -> str:
    """Whose 統括リーダー answers for it."""
    return about.department if isinstance(about, Issue) else about.text.lead_department


def has_stalled(about: Issue | DxMeasure, *, now: datetime) -> bool:
    """Of what is open."""
    return about.touched_at <= stalled_before(now)


def stalled_before(now: datetime) -> datetime:
    """What was touched then or earlier, and is open, has stalled."""
    return now - STALLED_AFTER


def days_untouched(about: Issue | DxMeasure, *, now: datetime) -> int:
    return max((now - about.touched_at).days, 0)


def is_stalled(issue: Issue, *, now: datetime) -> bool:
    return issue.is_open and has_stalled(issue, now=now)


def told_before(calendar: BusinessCalendar, *, after: int, now: datetime) -> datetime:
    """Of what the 統括リーダー was told before then, ``after`` 開庁日 or more ago, the secretariat hears."""
    day, left = now.astimezone(JAPAN).date(), after
    first = day - _FURTHEST
    while left and day > first:
        left -= calendar.is_open(day)
        day -= timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), JAPAN)


def of_this_time(about: Issue | DxMeasure, notice: StalledNotice | None) -> StalledNotice | None:
    """None where nobody was told of it, or it has moved since."""
    return notice if notice and notice.touched_at >= about.touched_at else None


def is_due(notice: StalledNotice | None, *, before: datetime) -> bool:
    """Somebody is to hear of it: the 統括リーダー, or after them the secretariat. ``before``: ``told_before``."""
    if notice is None:
        return True
    return notice.office_told_at is None and notice.chief_told_at < before
