"""The next turn of something that comes every week: when it is told, and why not on its own day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.business_calendar import BusinessCalendar, Closure
from domain.office import Office
from domain.weekly_schedule import Occurrence, WeeklySchedule, occurrences

AHEAD = timedelta(weeks=60)
"""No office is closed for so long: a turn comes within."""


@dataclass(frozen=True, slots=True)
class ComingTurn:
    """``at``: when it is told, which quiet hours may put off. ``closed``: why not on the planned day.

    ``overtaken`` are earlier ones that are left out, since the next comes too soon after.
    """

    week: str
    planned: datetime
    at: datetime
    closed: Closure | None
    overtaken: tuple[Occurrence, ...]


def coming_turn(
    schedule: WeeklySchedule, office: Office, calendar: BusinessCalendar, *, as_of: datetime
) -> ComingTurn:
    """The first at ``as_of`` or later. Raises NeverOpen."""
    before = as_of - timedelta(microseconds=1)
    coming = occurrences(schedule, calendar, after=before, until=as_of + AHEAD)
    number, one = next((n, one) for n, one in enumerate(coming) if one.skipped is None)
    return ComingTurn(
        week=one.week,
        planned=one.planned,
        at=office.may_tell_from(one.at, calendar),
        closed=calendar.closure(one.planned.date()),
        overtaken=coming[:number],
    )
