"""The next turn of something that comes every week: when it is told, and why not on its own day."""

from dataclasses import dataclass
from datetime import datetime, time
from itertools import takewhile

from domain.business_calendar import BusinessCalendar, Closure
from domain.japan_time import JAPAN
from domain.office import Office
from domain.weekly_schedule import Occurrence, Skip, WeeklySchedule, due, occurrences


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
    schedule: WeeklySchedule,
    office: Office,
    calendar: BusinessCalendar,
    *,
    since: datetime,
    settled: str | None = None,
    as_of: datetime,
) -> ComingTurn:
    """The first that ``due`` has sent at ``as_of`` or later: a late one that still can be, or the
    next. ``since`` and ``settled`` as there. Raises NeverOpen.
    """
    opens = _opens(as_of.astimezone(JAPAN), calendar)
    late = due(schedule, calendar, since=since, settled=settled, now=opens).send
    every = occurrences(schedule, calendar, since=since, settled=settled)
    one = late or next(each for each in every if each.at > opens and not each.skipped)
    earlier = takewhile(
        lambda each: each.planned < one.planned,
        occurrences(schedule, calendar, since=since, settled=settled),
    )
    return ComingTurn(
        week=one.week,
        planned=one.planned,
        at=office.may_tell_from(max(one.at, opens), calendar),
        closed=calendar.closure(one.planned.date()),
        overtaken=tuple(
            each for each in earlier if each.skipped is Skip.OVERTAKEN and each.at >= as_of
        ),
    )


def _opens(moment: datetime, calendar: BusinessCalendar) -> datetime:
    """``moment``, or the beginning of the next open day: then what is late is sent."""
    day = calendar.next_business_day(moment.date())
    return moment if day == moment.date() else datetime.combine(day, time(), tzinfo=JAPAN)
