"""「今年度の計画」: the fewest hours that close the gap within the fiscal year, 必須 first.

Choosing the optional courses is a weighted set cover. It is solved exactly by branch and bound, which
is quick at the size of one person's gap; beyond ``NODE_LIMIT`` steps the greedy order of
``recommendation`` stands, and the plan says that it is not proven shortest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from domain import fiscal_year
from domain.catalogue import Catalogue
from domain.recommendation import Recommendation, Suggestion
from domain.training import Course, Obligation

NODE_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course of the plan. ``on`` is the day of its session; None where one can begin any time."""

    course: Course
    on: date | None
    deadline: date | None
    scheduled: bool
    """False where neither a session is known nor the course can be begun at any time: 日程未登録."""


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
    """Courses of which every known session is later than this fiscal year."""
    proven_shortest: bool


@dataclass(frozen=True, slots=True)
class _Bundle:
    """An optional course with the prerequisites it brings along."""

    courses: frozenset[str]
    skills: frozenset[str]


_Cost = tuple[int, float]
"""(courses of unknown hours, hours): unknown hours are never preferred to known ones."""


def plan(
    recommendation: Recommendation,
    *,
    catalogue: Catalogue,
    open_courses: tuple[Course, ...],
    now: datetime,
) -> Plan:
    """The plan for the fiscal year that ``now`` lies in."""
    year = fiscal_year.fiscal_year(now.date())
    last = fiscal_year.last_day(year)
    known = {s.course.code: s for s in recommendation.next}
    later = tuple(course for course in open_courses if _only_after(course, last, now=now))
    required = [c for c in _required(known, open_courses) if c not in later]
    covered = {skill for c in required for skill in c.skills}
    wanted = frozenset(recommendation.gap) - covered
    done = recommendation.acquired.completed | recommendation.acquired.waiting
    bundles = tuple(
        _bundles(open_courses, catalogue, wanted=wanted, skip=(*required, *later), done=done)
    )
    search = _Search(catalogue, bundles)
    chosen = search.cover(wanted & {skill for b in bundles for skill in b.skills})
    courses = _in_order([*required, *(catalogue.by_code[code] for code in chosen)], known)
    return Plan(
        year=year,
        courses=tuple(_planned(c, known.get(c.code), last, now=now) for c in courses),
        hours=sum(course.hours or 0.0 for course in courses),
        hours_unknown=sum(course.hours is None for course in courses),
        not_covered=recommendation.without_course,
        next_year=tuple(course for course in later if course.code in known),
        proven_shortest=search.is_exact,
    )


def _required(known: dict[str, Suggestion], open_courses: tuple[Course, ...]) -> list[Course]:
    """必須 courses still to be done and the prerequisites that come with them, in order."""
    wanted = {c for c, s in known.items() if s.course.obligation is Obligation.REQUIRED}
    by_code = {course.code: course for course in open_courses}
    waiting = list(wanted)
    while waiting:
        for code in by_code[waiting.pop()].prerequisites:
            if code in known and code not in wanted:
                wanted.add(code)
                waiting.append(code)
    return [s.course for c, s in known.items() if c in wanted]


def _only_after(course: Course, last: date, *, now: datetime) -> bool:
    session = course.next_session(now=now)
    return session is not None and not course.on_demand and session.starts_at.date() > last


def _bundles(
    open_courses: tuple[Course, ...],
    catalogue: Catalogue,
    *,
    wanted: frozenset[str],
    skip: tuple[Course, ...],
    done: frozenset[int],
) -> Iterator[_Bundle]:
    allowed = {c.code for c in open_courses if c.id not in done and c not in skip}
    already = {c.code for c in catalogue.courses if c.id in done} | {c.code for c in skip}
    for course in open_courses:
        if course.code not in allowed or wanted.isdisjoint(course.skills):
            continue
        codes = _with_prerequisites(course, catalogue, allowed=allowed) - already
        skills = {skill for code in codes for skill in catalogue.by_code[code].skills}
        yield _Bundle(frozenset(codes), wanted & skills)


def _with_prerequisites(course: Course, catalogue: Catalogue, *, allowed: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = [course.code]
    while waiting:
        code = waiting.pop()
        if code in found or code not in allowed:
            continue
        found.add(code)
        waiting.extend(catalogue.by_code[code].prerequisites)
    return found


class _Search:
    """Branch and bound over the bundles that give the skill with the fewest choices."""

    def __init__(self, catalogue: Catalogue, bundles: tuple[_Bundle, ...]) -> None:
        self._hours = {course.code: course.hours for course in catalogue.courses}
        self._bundles = sorted(bundles, key=lambda b: (self._cost(b.courses), sorted(b.courses)))
        self._best: tuple[_Cost, tuple[str, ...]] = ((0, 0.0), ())
        self._nodes = 0

    @property
    def is_exact(self) -> bool:
        return self._nodes <= NODE_LIMIT

    def cover(self, skills: frozenset[str]) -> tuple[str, ...]:
        """Codes of the cheapest courses that together give ``skills``; of equals, the first by code."""
        greedy = self._greedy(skills)
        self._best = (self._cost(greedy), tuple(sorted(greedy)))
        self._branch(skills, frozenset())
        return self._best[1]

    def _greedy(self, skills: frozenset[str]) -> frozenset[str]:
        chosen: frozenset[str] = frozenset()
        while skills:
            best = min(
                (b for b in self._bundles if b.skills & skills),
                key=lambda b: self._price(b, skills, chosen),
            )
            chosen |= best.courses
            skills -= best.skills
        return chosen

    def _price(
        self, bundle: _Bundle, skills: frozenset[str], chosen: frozenset[str]
    ) -> tuple[float, float]:
        unknown, hours = self._cost(bundle.courses - chosen)
        gained = len(bundle.skills & skills)
        return unknown / gained, hours / gained

    def _branch(self, skills: frozenset[str], chosen: frozenset[str]) -> None:
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            return
        found = (self._cost(chosen), tuple(sorted(chosen)))
        if not skills:
            self._best = min(self._best, found)
            return
        if found[0] >= self._best[0]:
            return
        for bundle in self._choices(skills):
            self._branch(skills - bundle.skills, chosen | bundle.courses)

    def _choices(self, skills: frozenset[str]) -> list[_Bundle]:
        """The bundles for the scarcest skill: every cover has to contain one of them."""
        options = ([b for b in self._bundles if skill in b.skills] for skill in sorted(skills))
        return min(options, key=len)

    def _cost(self, codes: frozenset[str]) -> _Cost:
        # Summed in one order, so that equal sets cost exactly the same.
        hours = [self._hours[code] for code in sorted(codes)]
        return sum(h is None for h in hours), sum(h for h in hours if h is not None)


def _in_order(courses: list[Course], known: dict[str, Suggestion]) -> list[Course]:
    """The recommendation's order; a course it does not list stands before what needs it."""
    place = {code: index for index, code in enumerate(known)}
    ordered: list[Course] = []
    chosen = {course.code: course for course in courses}

    def add(course: Course) -> None:
        for code in course.prerequisites:
            if code in chosen and chosen[code] not in ordered:
                add(chosen[code])
        if course not in ordered:
            ordered.append(course)

    for course in sorted(courses, key=lambda c: (place.get(c.code, len(place)), c.code)):
        add(course)
    return ordered


def _planned(
    course: Course, suggestion: Suggestion | None, last: date, *, now: datetime
) -> PlannedCourse:
    session = None if course.on_demand else course.next_session(now=now)
    on = session.starts_at.date() if session and session.starts_at.date() <= last else None
    deadline = suggestion.deadline if suggestion else None
    return PlannedCourse(course, on, deadline, scheduled=course.on_demand or on is not None)
