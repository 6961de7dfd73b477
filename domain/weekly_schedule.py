"""毎週月曜日 9:00: when something that comes every week falls due, and when it is left out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from domain.business_calendar import BusinessCalendar
from domain.day_words import clock_time
from domain.iso_week import WEEK, monday_of, week_of
from domain.japan_time import JAPAN

LATEST = timedelta(days=3)
"""So long a turn may be late: what was to come on Monday is no news on Friday."""


class Weekday(StrEnum):
    MONDAY = "月曜日"
    TUESDAY = "火曜日"
    WEDNESDAY = "水曜日"
    THURSDAY = "木曜日"
    FRIDAY = "金曜日"
    SATURDAY = "土曜日"
    SUNDAY = "日曜日"

    @property
    def days_after_monday(self) -> int:
        return tuple(Weekday).index(self)


class Skip(StrEnum):
    """Why an occurrence is left out."""

    OVERTAKEN = "overtaken"
    """The next one comes on the same day, or on the next 開庁日 and within a week of it: one is enough."""
    TOO_OLD = "too_old"
    """It could not be sent in time, and is no news any more."""
    CHANGED = "changed"
    """The weekday or the time was changed; by the new one it would have come before that."""


def every_week(weekday: Weekday, at: time) -> str:
    """毎週月曜日 9:00."""
    return f"毎週{weekday} {clock_time(at)}"


@dataclass(frozen=True, slots=True)
class WeeklySchedule:
    """``at`` is the time of day in Japan. A turn is known by ``name`` and its week."""

    name: str
    weekday: Weekday
    at: time

    def __str__(self) -> str:
        return every_week(self.weekday, self.at)

    def in_week_of(self, day: date) -> datetime:
        """Its moment in that ISO week, whether the office is open or not."""
        days = self.weekday.days_after_monday - day.weekday()
        return datetime.combine(day + timedelta(days=days), self.at, tzinfo=JAPAN)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One week's turn of a schedule.

    ``week`` is the ISO week of ``planned`` (2026-W47) and stays the same wherever closed days, or a
    changed weekday or time, move the turn to. ``at`` is ``planned`` or the same time on the next 開庁日.
    """

    schedule: str
    week: str
    planned: datetime
    at: datetime
    skipped: Skip | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be settled now; everything older is in here or was settled before."""

    send: Occurrence | None
    skipped: tuple[Occurrence, ...]


def occurrences(
    schedule: WeeklySchedule,
    calendar: BusinessCalendar,
    *,
    since: datetime,
    settled: str | None = None,
) -> Iterator[Occurrence]:
    """Every week's, in their order and without end.

    The first is that of the week after ``settled``, the newest week that is settled; without one,
    the first whose ``at`` is later than ``since``, from when the schedule holds. Those that would
    have come by then are skipped. Where closed days bring two to one day, or to two that follow
    each other, the older is skipped. Raises NeverOpen.
    """
    planned = _first_planned(schedule, calendar, since=since, settled=settled)
    while True:
        yield _occurrence(schedule.name, calendar, planned, since=since)
        planned += WEEK


def due(
    schedule: WeeklySchedule,
    calendar: BusinessCalendar,
    *,
    since: datetime,
    settled: str | None = None,
    now: datetime,
    limit: timedelta = LATEST,
) -> Due:
    """What came due after the week ``settled``: at most one to send, and the others with the reason.

    ``limit`` is how late one may still be sent. A late one waits while the office is closed, and
    gives way to one that comes on the day on which it could be told, or on the next 開庁日.
    Raises NeverOpen.
    """
    every = occurrences(schedule, calendar, since=since, settled=settled)
    come = takewhile(lambda one: one.at <= now, every)
    judged = [_late(one, calendar, now=now, limit=limit) for one in come]
    left = next((one for one in judged if one.skipped is None), None)
    return Due(
        send=left if calendar.is_open(_day(now)) else None,
        skipped=tuple(one for one in judged if one.skipped),
    )


def _first_planned(
    schedule: WeeklySchedule, calendar: BusinessCalendar, *, since: datetime, settled: str | None
) -> datetime:
    if settled is not None:
        return schedule.in_week_of(monday_of(settled)) + WEEK
    planned = schedule.in_week_of(_day(since))
    while calendar.shift(planned - WEEK) > since:
        planned -= WEEK
    while calendar.shift(planned) <= since:
        planned += WEEK
    return planned


def _occurrence(
    schedule: str, calendar: BusinessCalendar, planned: datetime, *, since: datetime
) -> Occurrence:
    one = Occurrence(schedule, week_of(planned.date()), planned, at=calendar.shift(planned))
    if one.at <= since:
        return replace(one, skipped=Skip.CHANGED)
    return _overtaken(one, calendar, told=_day(one.at))


def _late(
    one: Occurrence, calendar: BusinessCalendar, *, now: datetime, limit: timedelta
) -> Occurrence:
    if one.skipped:
        return one
    if now - one.at > limit:
        return replace(one, skipped=Skip.TOO_OLD)
    return _overtaken(one, calendar, told=calendar.next_business_day(_day(now)))


def _overtaken(one: Occurrence, calendar: BusinessCalendar, *, told: date) -> Occurrence:
    """Skipped if the next week's comes by the 開庁日 after the day ``told``.

    Not where a week lies between them, or an office that opens once a week would never be told.
    """
    following = _day(calendar.shift(one.planned + WEEK))
    is_close = following - told < WEEK
    if is_close and following <= calendar.next_business_day(told + timedelta(days=1)):
        return replace(one, skipped=Skip.OVERTAKEN)
    return one


def _day(moment: datetime) -> date:
    return moment.astimezone(JAPAN).date()
