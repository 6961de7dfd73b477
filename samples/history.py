"""What the staff have done in the last fiscal year and in this one so far.

Each person's whole year is planned from a fixed seed and then cut at today, so that tomorrow's
records are today's and some more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from domain import fiscal_year
from domain.training import Obligation, RecordState
from samples import contents
from samples.contents import CourseEntry, PastEvent
from samples.dates import day_of, months_before, training_day
from samples.projects import ProjectHeld, projects_of
from samples.staff import CHIEF, LEADER, PROMOTER, Employee

INDUCTION = "NEW-01"
"""The training after joining: its records are kept from when people joined, years ago."""
_MANAGERS = frozenset({"部長級", "次長級", "課長級"})
_SUPERVISORS = _MANAGERS | {"課長補佐級", "係長級"}
_SPECIALISTS = frozenset({"情報政策課", "情報システム課"})
_CONFIRMATION_TAKES = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class CourseTaken:
    code: str
    on: date
    state: RecordState = RecordState.COMPLETED


@dataclass(frozen=True, slots=True)
class QualificationPassed:
    name: str
    on: date
    expires_on: date | None = None


Event = CourseTaken | QualificationPassed | ProjectHeld


def history(person: Employee, *, today: date) -> tuple[Event, ...]:
    """All that one person has done, up to today."""
    events = [*_told(person, today), *_qualification(person, today), *projects_of(person, today)]
    told = {event.code: event.on for event in events if isinstance(event, CourseTaken)}
    events += _Years(person, today, done=told).taken()
    return tuple(event for event in events if event.on <= today)


def is_in_audience(person: Employee, audience: contents.Audience) -> bool:
    roles = {held.name for held in person.team_roles}
    match audience:
        case "everyone":
            return True
        case "ict":
            return person.ict
        case "newcomers":
            return person.grade == "主事級"
        case "managers":
            return person.grade in _MANAGERS
        case "supervisors":
            return person.grade in _SUPERVISORS
        case "specialists":
            return person.section in _SPECIALISTS
        case _:
            return not roles.isdisjoint(_ROLES[audience])


_ROLES = {
    "team": (CHIEF, LEADER, PROMOTER),
    "promoters": (LEADER, PROMOTER),
    "leaders": (LEADER,),
    "chiefs": (CHIEF,),
}


@dataclass(slots=True)
class _Years:
    """The two years of one person. ``done`` is the latest day of each course, told or planned."""

    person: Employee
    today: date
    done: dict[str, date]
    told: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        left_out = self.person.cast.without if self.person.cast else ()
        self.told = frozenset((*self.done, *left_out))

    def taken(self) -> Iterator[CourseTaken]:
        diligence = _diligence(self.person)
        if not diligence:
            return
        yield from self._induction()
        this_year = fiscal_year.fiscal_year(self.today)
        for year in (this_year - 1, this_year):
            # Whoever is on leave has been since the year began.
            if year == this_year and self.person.attendance.is_on_leave:
                return
            yield from self._year(year, diligence)

    def _induction(self) -> Iterator[CourseTaken]:
        course = next(c for c in contents.catalogue().courses if c.code == INDUCTION)
        if INDUCTION in self.told or not is_in_audience(self.person, course.audience):
            return
        rng = Random(f"induction {self.person.number}")
        joined = self.person.joined_on
        days = [d for d in days_held(course, fiscal_year.fiscal_year(joined)) if d >= joined]
        if days and rng.random() < course.popularity:
            yield self._recorded(course, rng.choice(days[:2]))

    def _year(self, year: int, diligence: float) -> Iterator[CourseTaken]:
        rng = Random(f"{self.person.number} {year}")
        for course in contents.catalogue().courses:
            if not self._is_due(course) or rng.random() >= _chance(course, diligence):
                continue
            days = self._possible_days(course, year, rng)
            if not days:
                continue
            day = days[0] if diligence > 1 else rng.choice(days)
            if not course.on_demand and diligence < 1 and rng.random() < 0.06:
                yield CourseTaken(course.code, day, RecordState.ABSENT)
            else:
                yield self._recorded(course, day)

    def _is_due(self, course: CourseEntry) -> bool:
        return (
            course.code != INDUCTION
            and course.code not in self.told
            and (course.every_year or course.code not in self.done)
            and is_in_audience(self.person, course.audience)
        )

    def _possible_days(self, course: CourseEntry, year: int, rng: Random) -> list[date]:
        """Days after joining and after every prerequisite; none while one is missing."""
        if any(code not in self.done for code in course.prerequisites):
            return []
        earliest = max([self.person.joined_on, *(self.done[c] for c in course.prerequisites)])
        days = [_any_day(course, year, rng)] if course.on_demand else days_held(course, year)
        return [day for day in days if day > earliest]

    def _recorded(self, course: CourseEntry, day: date) -> CourseTaken:
        self.done[course.code] = day
        waits = course.confirmation and day > self.today - _CONFIRMATION_TAKES
        return CourseTaken(
            course.code, day, RecordState.REPORTED if waits else RecordState.COMPLETED
        )


def days_held(course: CourseEntry, year: int) -> list[date]:
    """The days of a fiscal year on which the course is held, apart from those that follow today."""
    return sorted(training_day(day_of(year, plan.day)) for plan in course.sessions if plan.day)


def _chance(course: CourseEntry, diligence: float) -> float:
    """Of taking it this year; the less diligent keep up best with what is 必須."""
    if course.obligation is Obligation.REQUIRED:
        return course.popularity * (1 + diligence) / 2
    return course.popularity * diligence


def _any_day(course: CourseEntry, year: int, rng: Random) -> date:
    """Most come in the first half of the year and keep their deadlines; the others come late."""
    span = 165 if rng.random() < (0.9 if course.deadline else 0.6) else 340
    return training_day(fiscal_year.first_day(year) + timedelta(days=rng.randrange(7, span)))


def _diligence(person: Employee) -> float:
    """0 takes nothing; above 1 takes everything on the first possible day."""
    if person.cast:
        return {"nothing": 0.0, "usual": 0.9, "everything": 1_000.0}[person.cast.history]
    rng = Random(f"diligence {person.number}")
    if rng.random() < 0.06:
        return 0.0
    return rng.uniform(0.65, 0.99) * (1 if person.ict else 0.4)


def _qualification(person: Employee, today: date) -> Iterator[QualificationPassed]:
    rng = Random(f"qualification {person.number}")
    if person.cast or rng.random() > 0.16:
        return
    held = contents.projects().qualifications
    name = rng.choices(list(held), weights=list(held.values()))[0]
    year = fiscal_year.fiscal_year(today) - rng.randrange(2)
    day = fiscal_year.first_day(year) + timedelta(days=rng.randrange(10, 350))
    if day > person.joined_on:
        yield QualificationPassed(name, day)


def _told(person: Employee, today: date) -> Iterator[Event]:
    """What ``cast.yaml`` says of a member of the cast."""
    for event in person.cast.records if person.cast else ():
        on = _day(event, today)
        if event.course:
            yield CourseTaken(event.course, on, event.state)
        elif event.qualification:
            expires = on.replace(year=on.year + event.valid_years) if event.valid_years else None
            yield QualificationPassed(event.qualification, on, expires)
        else:
            yield _project(event, on, today)


def _project(event: PastEvent, on: date, today: date) -> ProjectHeld:
    ended = None
    if event.months is not None and event.months_ago is not None:
        ended = months_before(today, event.months_ago - event.months)
    return ProjectHeld(event.project, on, ended, event.led, event.mentoring)


def _day(event: PastEvent, today: date) -> date:
    year = fiscal_year.fiscal_year(today)
    if event.last:
        return training_day(day_of(year - 1, event.last))
    if event.this:
        return training_day(day_of(year, event.this))
    if event.days_ago is not None:
        return today - timedelta(days=event.days_ago)
    return months_before(today, event.months_ago or 0)
