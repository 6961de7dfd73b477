"""When somebody's next weekly message comes: the next whole one, what 必須 brings before it, or why none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.business_calendar import BusinessCalendar, Closure
from domain.coming_turn import ComingTurn
from domain.people import Attendance
from domain.reminder import Silence
from domain.reminder_preference import ReminderPreference

MustBeTold = Callable[[datetime, Silence], bool]
"""Whether there is something at that moment which the silence does not hold back."""


class Held(StrEnum):
    """Why nothing comes, whatever they have asked for."""

    LEAVE = "休職"
    PARENTAL_LEAVE = "育休"
    PAUSED = "paused"
    NEVER_OPEN = "never_open"

    @property
    def is_leave(self) -> bool:
        return self in (Held.LEAVE, Held.PARENTAL_LEAVE)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which it would have come."""

    day: date
    why: Closure


@dataclass(frozen=True, slots=True)
class Coming:
    """``instead_of``: where closed days have moved it, or taken the place of the one before it."""

    at: datetime
    instead_of: ClosedDay | None = None


def coming_of(turn: ComingTurn, calendar: BusinessCalendar) -> Coming:
    """When ``turn`` is told, and which closed day has moved it."""
    planned = turn.planned.date()
    if turn.closed and turn.at.date() != planned:
        return Coming(turn.at, ClosedDay(planned, turn.closed))
    for left_out in reversed(turn.overtaken):
        if why := calendar.closure(left_out.planned.date()):
            return Coming(turn.at, ClosedDay(left_out.planned.date(), why))
    return Coming(turn.at)


@dataclass(frozen=True, slots=True)
class NextReminder:
    """``whole``: the next with all that there is to say; None where they want none, or none comes.

    ``required``: before it, in spite of the silence that they have asked for. ``held``: why there is
    neither. ``leaves_this_week_out``: by their time before they would have had one this week, and now
    have none.
    """

    whole: Coming | None = None
    required: Coming | None = None
    held: Held | None = None
    leaves_this_week_out: bool = False


def held_by_attendance(attendance: Attendance) -> Held | None:
    return Held(attendance.value) if attendance.is_on_leave else None


def next_turns_told(
    turns: Iterable[ComingTurn], preference: ReminderPreference, must_be_told: MustBeTold
) -> tuple[ComingTurn | None, ComingTurn | None]:
    """Of ``turns``, in their order: the first that says all, and one before it that only says what the
    silence does not hold back.
    """
    required: ComingTurn | None = None
    for turn in turns:
        silence = preference.silence(today=turn.at.date())
        if silence is None:
            return turn, required
        if required is None and must_be_told(turn.at, silence):
            required = turn
        if required and silence.until is None:
            break
    return None, required
