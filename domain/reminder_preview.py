"""What the next week's messages would be: to whom, when, and why the others get none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.business_calendar import BusinessCalendar, Closure
from domain.catalogue import Catalogue
from domain.office import Office
from domain.people import Person
from domain.reminder import Reminder, Silence
from domain.section_reminder import SectionReminder
from domain.weekly_schedule import Occurrence, WeeklySchedule, occurrences

AHEAD = timedelta(weeks=60)
"""No office is closed for so long: a turn comes within."""


@dataclass(frozen=True, slots=True)
class ComingTurn:
    """``at``: when it is told, which quiet hours may put off. ``closed``: why not on the planned day.

    ``overtaken`` are earlier ones that are left out, since another comes on the same day.
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


class Spared(StrEnum):
    NOTHING_NEW = "今週は知らせることがない"
    ON_LEAVE = "休職・育休"
    SNOOZED = "止めている"
    OPTED_OUT = "送らないでほしい"
    TOLD_ALREADY = "その週のお知らせはもう作ってある"


@dataclass(frozen=True, slots=True)
class SparedFor:
    """``until``: the last day of a snooze."""

    reason: Spared
    until: date | None = None


def spared_for(silence: Silence) -> SparedFor:
    if silence.until is None:
        return SparedFor(Spared.OPTED_OUT)
    return SparedFor(Spared.SNOOZED, silence.until)


@dataclass(frozen=True, slots=True)
class ForPerson:
    person: Person
    turn: ComingTurn
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class ForManager:
    person: Person
    turn: ComingTurn
    reminder: SectionReminder


@dataclass(frozen=True, slots=True)
class ReminderPreview:
    """``turn`` is by the office's own time."""

    office: Office
    turn: ComingTurn
    catalogue: Catalogue
    people: tuple[ForPerson, ...]
    managers: tuple[ForManager, ...]
    spared: Mapping[SparedFor, int]
    """How many get none for themselves."""
    spared_managers: Mapping[SparedFor, int]
    """How many of those who lead somebody are told nothing of them."""
