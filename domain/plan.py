"""「今年度の計画」: the fewest hours that close the gap within the fiscal year, 必須 first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from domain import fiscal_year
from domain.recommendation import Recommendation
from domain.set_cover import Bundle, Cover
from domain.training import Course, Obligation, Session


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course of the plan. ``on`` is the day of its session; None where one can begin any time."""

    course: Course
    on: date | None
    deadline: date | None
    scheduled: bool
    """False where it cannot be begun at any time and no session fits: none is registered, or each is
    before a course that it needs has ended, or while another course of the plan is on."""
    is_full: bool = False
    """The session has no seat left, and there is no other in time."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``hours`` adds up the known hours; ``hours_unknown`` counts the courses without any."""

    year: int
    courses: tuple[PlannedCourse, ...]
    hours: float
    hours_unknown: int
    not_covered: tuple[str, ...]
    """Missing skills that no course open to the person gives."""
    next_year: tuple[Course, ...]
    """What is suggested, but all of whose sessions (or of a course it needs) are after this year."""
    proven_shortest: bool


def plan(
    recommendation: Recommendation,
    *,
    open_courses: tuple[Course, ...],
    now: datetime,
) -> Plan:
    """The plan for the fiscal year that ``now`` lies in."""
    year = _Year(recommendation, open_courses=open_courses, now=now)
    required = year.with_needs(c.code for c in year.courses.values() if year.is_required(c))
    wanted = frozenset(recommendation.gap) - recommendation.awaited - year.gives(required)
    cover = Cover(
        year.bundles(wanted, besides=required),
        hours={code: course.hours for code, course in year.courses.items()},
        gives={code: wanted.intersection(c.skills) for code, c in year.courses.items()},
    )
    courses = year.in_order(required, frozenset(cover.codes))
    return Plan(
        year=fiscal_year.fiscal_year(now.date()),
        courses=year.scheduled(courses),
        hours=sum(course.hours or 0.0 for course in courses),
        hours_unknown=sum(course.hours is None for course in courses),
        not_covered=recommendation.without_course,
        next_year=tuple(s.course for s in recommendation.next if s.course.code not in year.courses),
        proven_shortest=cover.is_exact,
    )


class _Span(NamedTuple):
    """When a session is on; ``end`` is the first moment after it."""

    start: datetime
    end: datetime

    def meets(self, other: "_Span") -> bool:
        return self.start < other.end and other.start < self.end


def _span(session: Session, course: Course) -> _Span:
    """By the registered times, else by the hours of the course; the rest of the day where the length
    is not known, and all of it where no time is registered (midnight).
    """
    start = session.starts_at
    if session.ends_at is not None:
        return _Span(start, session.ends_at)
    if course.hours is not None and start.time() != time.min:
        return _Span(start, start + timedelta(hours=course.hours))
    midnight = datetime.combine(start.date() + timedelta(days=1), time.min, start.tzinfo)
    return _Span(start, midnight)


class _Year:
    """What the person can take until 31 March. ``courses`` by code."""

    def __init__(
        self,
        recommendation: Recommendation,
        *,
        open_courses: tuple[Course, ...],
        now: datetime,
    ) -> None:
        self._now = now
        self._last = fiscal_year.last_day(fiscal_year.fiscal_year(now.date()))
        self._known = {s.course.code: s for s in recommendation.next}
        acquired = recommendation.acquired
        self._done = acquired.completed | acquired.waiting
        self._open = {course.code: course for course in open_courses}
        self.courses = self._possible()

    def is_required(self, course: Course) -> bool:
        return course.obligation is Obligation.REQUIRED and course.id not in self._done

    def with_needs(self, codes: Iterable[str]) -> frozenset[str]:
        """The courses named and all that has to be taken before them."""
        found: set[str] = set()
        waiting = list(codes)
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                waiting.extend(self._needs(self._open[code]))
        return frozenset(found)

    def gives(self, codes: Iterable[str]) -> frozenset[str]:
        return frozenset(skill for code in codes for skill in self._open[code].skills)

    def bundles(self, wanted: frozenset[str], *, besides: frozenset[str]) -> list[Bundle]:
        """For every optional way to one of the skills, what it takes beyond ``besides``."""
        useful = (
            code
            for code, course in self.courses.items()
            if code not in besides and not wanted.isdisjoint(course.skills)
        )
        taken = (self.with_needs([code]) - besides for code in useful)
        return [Bundle(codes, wanted & self.gives(codes)) for codes in taken]

    def in_order(self, required: frozenset[str], chosen: frozenset[str]) -> tuple[Course, ...]:
        """必須 and what they need first, then the others; within each the recommendation's order.

        A course that it does not list stands just before what needs it.
        """
        codes = required | chosen
        place = {code: index for index, code in enumerate(self._known)}
        ordered: dict[str, Course] = {}

        def add(code: str, way: tuple[str, ...]) -> None:
            for needed in self._needs(self._open[code]):
                if needed in codes and needed not in way:
                    add(needed, (*way, needed))
            ordered.setdefault(code, self._open[code])

        for group in (required, chosen):
            for code in sorted(group, key=lambda code: (place.get(code, len(place)), code)):
                add(code, (code,))
        return tuple(ordered.values())

    def scheduled(self, courses: tuple[Course, ...]) -> tuple[PlannedCourse, ...]:
        """Each at its first session that begins when the courses that it needs have ended, and that
        meets no other of the plan; those that come first in the plan choose first.
        """
        planned: list[PlannedCourse] = []
        ended: dict[str, datetime] = {}
        taken: list[_Span] = []
        undated: set[str] = set()
        for course in courses:
            needs = self._needs(course)
            begin = max((ended[code] for code in needs if code in ended), default=self._now)
            if not undated.isdisjoint(needs):
                undated.add(course.code)
                planned.append(self._undated(course))
                continue
            session = None if course.on_demand else self._fitting(course, begin=begin, taken=taken)
            if session is None and not course.on_demand:
                undated.add(course.code)
            if session is not None:
                taken.append(_span(session, course))
                begin = taken[-1].end
            ended[course.code] = begin
            planned.append(self._planned(course, session))
        return tuple(planned)

    def _fitting(self, course: Course, *, begin: datetime, taken: list[_Span]) -> Session | None:
        """The first session from ``begin`` on that meets nothing ``taken``, with a seat if any has."""
        fitting = [
            session
            for session in self._coming(course)
            if session.starts_at >= begin
            and session.starts_at.date() <= self._last
            and not any(_span(session, course).meets(span) for span in taken)
        ]
        with_seat = (session for session in fitting if session.seats_left != 0)
        return next(with_seat, fitting[0] if fitting else None)

    def _undated(self, course: Course) -> PlannedCourse:
        """What it needs has no day yet, so it has none, either."""
        suggestion = self._known.get(course.code)
        deadline = suggestion.deadline if suggestion else None
        return PlannedCourse(course, None, deadline, scheduled=False)

    def _planned(self, course: Course, session: Session | None) -> PlannedCourse:
        suggestion = self._known.get(course.code)
        return PlannedCourse(
            course,
            session.starts_at.date() if session else None,
            suggestion.deadline if suggestion else None,
            scheduled=course.on_demand or session is not None,
            is_full=session is not None and session.seats_left == 0,
        )

    def _possible(self) -> dict[str, Course]:
        """Not those held next year only, nor those that need one which is."""
        possible = {
            code: course for code, course in self._open.items() if not self._is_next_year(course)
        }
        while blocked := [
            c for c, each in possible.items() if not self._needs(each) <= {*possible}
        ]:
            for code in blocked:
                del possible[code]
        return possible

    def _is_next_year(self, course: Course) -> bool:
        coming = self._coming(course)
        first = min((session.starts_at.date() for session in coming), default=date.min)
        return not course.on_demand and first > self._last

    def _coming(self, course: Course) -> list[Session]:
        today = self._now.date()
        return [
            session
            for session in course.sessions
            if session.starts_at > self._now
            and (session.apply_by is None or session.apply_by >= today)
        ]

    def _needs(self, course: Course) -> set[str]:
        """Codes of its prerequisites that are still to be done."""
        needed = (self._open.get(code) for code in course.prerequisites if code != course.code)
        return {each.code for each in needed if each is not None and each.id not in self._done}
