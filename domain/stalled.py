"""What nobody has dealt with for 30 days: the 統括リーダー hears of it once, then the secretariat."""

from dataclasses import dataclass
from datetime import datetime

from domain.business_calendar import BusinessCalendar
from domain.case_review import open_days_since
from domain.dx_measure import Measure
from domain.issue import Issue
from domain.issue_board import STALLED_AFTER


@dataclass(frozen=True, slots=True)
class StalledNotice:
    """``touched_at``: of what was told, as it stood then. What has moved since may stall anew."""

    touched_at: datetime
    chief_told_at: datetime
    office_told_at: datetime | None = None


def department_of(about: Issue | Measure) -> str:
    """Whose 統括リーダー answers for it."""
    return about.department if isinstance(about, Issue) else about.text.lead_department


def has_stalled(about: Issue | Measure, *, now: datetime) -> bool:
    """Of what is open."""
    return now - about.touched_at >= STALLED_AFTER


def is_for_the_office(
    notice: StalledNotice, calendar: BusinessCalendar, *, after: int, now: datetime
) -> bool:
    """``after``: so many 開庁日 after the 統括リーダー was told."""
    days = open_days_since(notice.chief_told_at, calendar, today=now.date())
    return notice.office_told_at is None and days >= after
