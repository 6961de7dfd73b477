"""The catalogue of trainings and what people have done of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain import fiscal_year
from domain.japan_time import JAPAN

OLDEST_REPORT_YEARS = 10
"""Fiscal years that lie behind the current one; what is older, the office enters."""


class Obligation(StrEnum):
    """必須と選択 (岡山市 ４（２）)."""

    REQUIRED = "必須"
    OPTIONAL = "選択"


class RecordState(StrEnum):
    """修了 counts; 申告 waits for the person in charge to confirm; 欠席 is kept and does not count."""

    COMPLETED = "修了"
    REPORTED = "申告"
    REJECTED = "差戻し"
    ABSENT = "欠席"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a course is for. Several lists are alternatives; all empty means all staff."""

    talent_types: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    """Grade words as the roster has them; a grade of the policy stands for all that it covers."""
    team_roles: frozenset[str] = frozenset()
    ict_equipment_only: bool = False

    @property
    def is_everyone(self) -> bool:
        return not (self.talent_types or self.grades or self.team_roles or self.ict_equipment_only)


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a completion counts: once for all, within its fiscal year, or for some years."""

    fiscal_year_only: bool = False
    years: int | None = None

    def counts_from(self, today: date) -> date:
        """The earliest day of completion that still counts today."""
        if self.fiscal_year_only:
            return fiscal_year.first_day(fiscal_year.fiscal_year(today))
        if self.years is None:
            return date.min
        return _months_later(today, -12 * self.years) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a course has to be done: a date, a day of every fiscal year, or months after joining."""

    on: date | None = None
    yearly: tuple[int, int] | None = None
    """(month, day)."""
    months_after_joining: int | None = None

    def date_for(self, *, joined_on: date | None, today: date) -> date | None:
        """The date that binds someone who joined then; None where it cannot be known.

        A date before they joined does not bind them. Months after joining bind until the end of the
        fiscal year after the one in which they run out: the catalogue does not say since when a
        course is there, and those who joined long before it are not late for it.
        """
        due = self._date(joined_on=joined_on, today=today)
        if due is None or (joined_on is not None and due < joined_on):
            return None
        if self.months_after_joining is not None and due < _last_fiscal_year_began(today):
            return None
        return due

    def _date(self, *, joined_on: date | None, today: date) -> date | None:
        if self.on is not None:
            return self.on
        if self.yearly is not None:
            return fiscal_year.day_in(fiscal_year.fiscal_year(today), *self.yearly)
        if self.months_after_joining is not None and joined_on is not None:
            return _months_later(joined_on, self.months_after_joining)
        return None


@dataclass(frozen=True, slots=True)
class Session:
    """開催回. ``seats_left`` is None where no capacity is set."""

    id: int
    course_id: int
    starts_at: datetime
    ends_at: datetime | None
    place: str
    capacity: int | None
    taken: int = 0
    apply_by: date | None = None

    @property
    def seats_left(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Course:
    """研修・講座. ``hours`` is None where the catalogue does not say (未登録, never guessed)."""

    id: int
    code: str
    name: str
    summary: str
    method: str
    provider: str
    hours: float | None
    obligation: Obligation
    skills: tuple[str, ...]
    target: str
    """The office's own words for the audience."""
    audience: Audience = field(default_factory=Audience)
    prerequisites: tuple[str, ...] = ()
    """Course codes."""
    validity: Validity = field(default_factory=Validity)
    deadline: Deadline | None = None
    needs_confirmation: bool = False
    on_demand: bool = False
    """Can be begun at any time; needs no session."""
    url: str = ""
    sample: bool = False
    withdrawn: bool = False
    """Not on offer any more; completions of it still count."""
    sessions: tuple[Session, ...] = ()
    """All that are known, sooner first; the reader of the catalogue sorts them."""
    listed_at: datetime | None = None
    """When it came into a catalogue that was there already; None where it is not known as new."""

    def next_session(self, *, now: datetime) -> Session | None:
        """The first session to come that can still be applied for, one with a seat if there is any."""
        today = now.astimezone(JAPAN).date()
        open_sessions = [
            s
            for s in self.sessions
            if s.starts_at > now and (s.apply_by is None or s.apply_by >= today)
        ]
        with_seat = [s for s in open_sessions if s.seats_left != 0]
        return next(iter(with_seat or open_sessions), None)


class TrainingRecord(NamedTuple):
    """受講記録: one completion (or report, or absence) of one course.

    A tuple, since half a million of them are read for a prefecture.
    """

    course_id: int
    completed_on: date
    state: RecordState = RecordState.COMPLETED


class Attended(NamedTuple):
    """One record, and everyone who has just that: half a million rows are some thousands of these."""

    record: TrainingRecord
    people: Sequence[int]


@dataclass(frozen=True, slots=True)
class QualificationHeld:
    name: str
    acquired_on: date
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A DX project that someone led or joined (OJT, 区市町村テンプレート 第4章3)."""

    name: str
    led: bool
    started_on: date
    ended_on: date | None = None
    mentoring: bool = False


@dataclass(frozen=True, slots=True)
class Achievements:
    """All that one person has done, as the records say."""

    records: tuple[TrainingRecord, ...] = ()
    qualifications: tuple[QualificationHeld, ...] = ()
    projects: tuple[ProjectRecord, ...] = ()


def _last_fiscal_year_began(today: date) -> date:
    return fiscal_year.first_day(fiscal_year.fiscal_year(today) - 1)


def earliest_report(*, today: date, joined_on: date | None) -> date:
    """The first day of completion that someone may report themself: not before they joined."""
    oldest = fiscal_year.first_day(fiscal_year.fiscal_year(today) - OLDEST_REPORT_YEARS)
    return oldest if joined_on is None else max(oldest, min(joined_on, today))


def _months_later(day: date, months: int) -> date:
    """The same day ``months`` later (or before), or that month's last day where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
