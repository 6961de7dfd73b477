"""What somebody has asked for of their weekly message: its day and time, silence for a while, or for good."""

from dataclasses import dataclass
from datetime import date, time

from domain.day_words import clock_time
from domain.errors import DomainError
from domain.office import Office, QuietHours
from domain.reminder import Silence
from domain.weekly_schedule import Weekday, WeeklySchedule, every_week


@dataclass(frozen=True, slots=True)
class OwnTime:
    """Instead of the organization's; ``at`` is the time of day in Japan."""

    weekday: Weekday
    at: time

    def __str__(self) -> str:
        return every_week(self.weekday, self.at)

    def schedule(self, kind: str) -> WeeklySchedule:
        """By its name in the ledger: that of everybody who has chosen the same."""
        day = self.weekday.days_after_monday + 1
        return WeeklySchedule(f"{kind}{_AT}{day}-{self.at:%H%M}", self.weekday, self.at)


_AT = "@"
_DAY = 24 * 60
TIMES_OFFERED = 3


def kind_of(schedule: str) -> str:
    """Of a schedule's name, be it the office's or an own time's."""
    return schedule.partition(_AT)[0]


class QuietTime(DomainError):
    """A time at which nothing is sent."""

    def __init__(self, at: time, quiet: QuietHours) -> None:
        self.why = f"{clock_time(at)}は、お知らせを送らない時間帯（{quiet}）の中です。"
        super().__init__(f"{self.why}ほかの時刻を選んでください。")


def time_of_office(office: Office) -> OwnTime:
    """What holds for whoever has chosen none."""
    return OwnTime(office.weekday, office.at)


def own_time(weekday: Weekday, at: time, office: Office) -> OwnTime:
    """Raises QuietTime."""
    if office.quiet and at in office.quiet:
        raise QuietTime(at, office.quiet)
    return OwnTime(weekday, at)


def loud_times_near(at: time, quiet: QuietHours) -> tuple[time, ...]:
    """Those half hours that are nearest to a quiet ``at`` and are not quiet, the nearest first."""
    asked = at.hour * 60 + at.minute
    half_hours = (time(minutes // 60, minutes % 60) for minutes in range(0, _DAY, 30))
    loud = (half for half in {*half_hours, quiet.ends} if half not in quiet)

    def far(other: time) -> tuple[int, time]:
        apart = abs(other.hour * 60 + other.minute - asked)
        return min(apart, _DAY - apart), other

    return tuple(sorted(loud, key=far)[:TIMES_OFFERED])


@dataclass(frozen=True, slots=True)
class ReminderPreference:
    """``snoozed_until`` is the last day on which they want to hear nothing."""

    own_time: OwnTime | None = None
    snoozed_until: date | None = None
    opted_out: bool = False

    def silence(self, *, today: date) -> Silence | None:
        """What they have asked for and is not over."""
        if self.opted_out:
            return Silence(None)
        if self.snoozed_until is not None and today <= self.snoozed_until:
            return Silence(self.snoozed_until)
        return None


AS_THE_OFFICE_HAS_IT = ReminderPreference()
