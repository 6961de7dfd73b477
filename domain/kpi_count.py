"""KPIs counted, each by one rule, from the roster, the records and the improvement cases.

Who counts: everyone in service on the day, but those on leave (they cannot attend) and those whose
採用年月日 is still to come. What counts as completed or acquired is what counts for the recommendation
(``acquisition.py``): a figure and the advice to a person never contradict each other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.acquisition import AcquisitionRules
from domain.catalogue import Catalogue, is_for
from domain.kpi import REGULAR, Figure, Kpi, Reading, Series
from domain.kpi_of_cases import case_figures
from domain.kpi_sources import Completions, Sources
from domain.people import Attendance, Employment, Person
from domain.policy import Policy
from domain.requirements import Profile, Rulebook
from domain.stages import StageProgress, Stairs, progress, required_skills_of, stairs_of
from domain.training import Achievements, Course, Obligation, ProjectRecord, QualificationHeld

ON_LEAVE, NOT_YET_JOINED = (
    "休職・育休の職員（受講できないため）",
    "採用前の職員（在職していないため）",
)
PROMOTERS = ("DX推進員", "デジタル推進員")
"""The role, or the talent type, of which every section is to have one: 区市町村テンプレート 第5章2,
下関市 ５, 各務原市 3.1."""
_PROMOTERS = frozenset(PROMOTERS)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One who counts, with what is asked of them again and again."""

    person: Person
    profile: Profile
    completed: int
    """Bits of ``Completions``."""
    department: str


def count_kpis(sources: Sources, *, rulebook: Rulebook, as_of: date) -> Reading:
    """All figures as they stand at the end of ``as_of``. Takes seconds for a prefecture."""
    excluded = Counter(filter(None, (_excluded(p, as_of) for p in sources.people)))
    counting = _Counting(sources, rulebook, as_of)
    return Reading(
        as_of=as_of,
        figures=tuple(counting.figures()),
        people=len(counting.people),
        excluded=tuple(sorted(excluded.items())),
        basics=tuple(course.name for course in basic_courses(sources.catalogue)),
    )


def basic_courses(catalogue: Catalogue) -> tuple[Course, ...]:
    """全職員基礎研修: 必須 for all staff. What has to be done anew each year stands by itself: it
    begins at 0 every April, and no line over five years could be drawn of it.
    """
    return tuple(
        course
        for course in catalogue.courses
        if course.obligation is Obligation.REQUIRED
        and course.audience.is_everyone
        and not course.validity.fiscal_year_only
    )


def _excluded(person: Person, as_of: date) -> str:
    if person.attendance.is_on_leave:
        return ON_LEAVE
    return NOT_YET_JOINED if person.joined_on and person.joined_on > as_of else ""


class _Counting:
    def __init__(self, sources: Sources, rulebook: Rulebook, as_of: date) -> None:
        self._sources, self._rulebook, self._as_of = sources, rulebook, as_of
        self._stairs: dict[tuple[str, ...], tuple[Stairs, ...]] = {}
        self._rules = AcquisitionRules(
            policy=self._policy, catalogue=sources.catalogue, today=as_of
        )
        self._completions = Completions(sources.attended, rules=self._rules)
        self.people = tuple(
            self._counted(person)
            for person in sources.people
            if person.attendance is Attendance.ACTIVE and not _excluded(person, as_of)
        )
        self._alike: defaultdict[tuple[Profile, str], list[_Counted]] = defaultdict(list)
        for each in self.people:
            self._alike[each.profile, each.person.grade].append(each)

    @property
    def _policy(self) -> Policy:
        return self._rulebook.policy

    def _counted(self, person: Person) -> _Counted:
        return _Counted(
            person,
            self._rulebook.profile(person),
            self._completions.of(person.id),
            person.main_post.department,
        )

    def figures(self) -> Iterator[Figure]:
        yield from self._basic()
        for course in self._sources.catalogue.courses:
            yield from self._course(course)
        yield from self._promoters()
        yield self._leaders()
        yield from self._stages_and_skills()
        yield from self._headcounts()
        yield from self._qualified()
        yield from case_figures(self._sources.cases, self._sources.adoptions, as_of=self._as_of)

    # -- trainings

    def _basic(self) -> Iterator[Figure]:
        wanted = self._completions.bits(c.id for c in basic_courses(self._sources.catalogue))
        if wanted:
            series = Series(Kpi.BASIC)
            yield from _attended(series, self.people, wanted, by_department=True)

    def _course(self, course: Course) -> Iterator[Figure]:
        alike = (group for group in self._alike.values() if self._is_for(course, group[0]))
        audience = [each for group in alike for each in group]
        series = Series(Kpi.COURSE, about=course.code)
        is_required = course.obligation is Obligation.REQUIRED
        wanted = self._completions.bits((course.id,))
        yield from _attended(series, audience, wanted, label=course.name, by_department=is_required)

    def _is_for(self, course: Course, each: _Counted) -> bool:
        return is_for(
            course.audience, each.profile, roster_grade=each.person.grade, policy=self._policy
        )

    # -- people and places

    def _promoters(self) -> Iterator[Figure]:
        """Nothing where neither the policy nor the roster knows any."""
        sections = set(filter(None, map(_section, self.people)))
        staffed = {place for each in self.people for place in _staffed(each, self._policy)}
        known = {*(t.name for t in self._policy.talent_types), *self._policy.team_role_words}
        if not staffed and _PROMOTERS.isdisjoint(known):
            return
        yield _of_sections(sections, staffed)
        for department in sorted({name for name, _ in sections}):
            own = {place for place in sections if place[0] == department}
            yield _of_sections(own, staffed, department=department)

    def _leaders(self) -> Figure:
        led = sum(
            any(p.led and p.started_on <= self._as_of for p in self._projects(each))
            for each in self.people
        )
        return _of_people(Series(Kpi.LEADERS), led, len(self.people))

    def _stages_and_skills(self) -> Iterator[Figure]:
        """Who has which skills is looked at once and not kept: of a prefecture it takes tens of megabytes."""
        types = [t.name for t in self._policy.talent_types]
        required = {name: required_skills_of(self._policy, name) for name in types}
        standing: defaultdict[str, Counter[str]] = defaultdict(Counter)
        held: Counter[str] = Counter()
        for each in self.people:
            skills = self._skills_of(each)
            for one in self._progress(each, skills):
                standing[one.talent_type][one.reached.stage if one.reached else ""] += 1
            for name in {*each.profile.talent_types}:
                held[name] += len(required[name] & skills)
        yield from self._stages(standing)
        yield from self._skills(held, required)

    def _stages(self, standing: Mapping[str, Counter[str]]) -> Iterator[Figure]:
        """``standing``: by talent type, how many have reached just that stage, or none."""
        for stage in self._policy.stages:
            reached = standing.get(stage.talent_type, Counter())
            order = [s.stage for s in self._policy.stages if s.talent_type == stage.talent_type]
            there = sum(reached[name] for name in order[order.index(stage.stage) :])
            series = Series(Kpi.STAGE, about=stage.talent_type, part=stage.stage)
            yield _of_people(series, there, reached.total())

    def _progress(self, each: _Counted, skills: frozenset[str]) -> tuple[StageProgress, ...]:
        types = each.profile.talent_types
        stairs = self._stairs.get(types)
        if stairs is None:
            stairs = self._stairs[types] = stairs_of(self._policy, types)
        done = Achievements(projects=self._projects(each))
        return progress(stairs, acquired=skills, achievements=done, today=self._as_of)

    def _skills(
        self, held: Mapping[str, int], required: Mapping[str, frozenset[str]]
    ) -> Iterator[Figure]:
        """``held``: of those that a talent type requires, by all of its people together."""
        for talent_type, group in self._by_type():
            if skills := required[talent_type]:
                yield Figure(
                    series=Series(Kpi.SKILLS, about=talent_type),
                    count=held.get(talent_type, 0),
                    of=len(skills) * len(group),
                    people=len(group),
                )

    def _headcounts(self) -> Iterator[Figure]:
        """Who is of a talent type is no secret: everyone may look up whom to ask."""
        for talent_type, group in self._by_type():
            regular = sum(each.person.employment is Employment.REGULAR for each in group)
            for part, count in (("", len(group)), (REGULAR, regular)):
                yield Figure(series=Series(Kpi.HEADCOUNT, talent_type, part), count=count)

    def _by_type(self) -> Iterator[tuple[str, list[_Counted]]]:
        for talent_type in self._policy.talent_types:
            name = talent_type.name
            yield name, [each for each in self.people if name in each.profile.talent_types]

    def _qualified(self) -> Iterator[Figure]:
        holders = Counter[str]()
        for each in self.people:
            held = {*self._held(each)}
            holders.update(held | {""} if held else held)
        known = [q.name for q in self._policy.qualifications]
        others = sorted(name for name in holders if name and name not in known)
        for name in ("", *known, *others):
            # Who holds a rare one would be known by its number.
            people = holders[name] if name else len(self.people)
            series = Series(Kpi.QUALIFIED, about=name)
            yield Figure(series=series, count=holders[name], of=len(self.people), people=people)

    def _held(self, each: _Counted) -> Iterator[str]:
        for held in self._qualifications(each):
            if held.acquired_on <= self._as_of <= (held.expires_on or date.max):
                yield held.name

    def _skills_of(self, each: _Counted) -> frozenset[str]:
        completed = self._completions.courses(each.completed)
        return self._rules.skills(completed, self._qualifications(each))

    def _qualifications(self, each: _Counted) -> tuple[QualificationHeld, ...]:
        return self._sources.qualifications.get(each.person.id, ())

    def _projects(self, each: _Counted) -> tuple[ProjectRecord, ...]:
        return self._sources.projects.get(each.person.id, ())


def _section(each: _Counted) -> tuple[str, str] | None:
    """None for who is over the whole department: that is no section to staff."""
    post = each.person.main_post
    return None if post.section == post.department else (post.department, post.section)


def _staffed(each: _Counted, policy: Policy) -> Iterator[tuple[str, str]]:
    """The sections that they are a promoter of: their own posts, in the departments of the role."""
    held = {
        role.department
        for role in each.person.team_roles
        if not _PROMOTERS.isdisjoint((role.name, _of_policy(role.name, policy)))
    }
    if held or not _PROMOTERS.isdisjoint(each.profile.talent_types):
        for post in each.person.posts:
            if not held or post.department in held:
                yield post.department, post.section


def _of_policy(role: str, policy: Policy) -> str:
    """「DX推進員」 of a roster that writes 「推進員」."""
    known = policy.team_role(role)
    return known.name if known else role


def _of_sections(
    sections: set[tuple[str, str]], staffed: set[tuple[str, str]], *, department: str = ""
) -> Figure:
    return Figure(
        series=Series(Kpi.PROMOTERS, department=department),
        count=len(sections & staffed),
        of=len(sections),
    )


def _of_people(series: Series, count: int, people: int, *, label: str = "") -> Figure:
    return Figure(series=series, count=count, of=people, people=people, label=label)


def _attended(
    series: Series,
    audience: Sequence[_Counted],
    wanted: int,
    *,
    label: str = "",
    by_department: bool,
) -> Iterator[Figure]:
    """Who of the audience has completed all that is wanted, and it still counts."""
    done = [each for each in audience if each.completed & wanted == wanted]
    yield _of_people(series, len(done), len(audience), label=label)
    if by_department:
        people = Counter(each.department for each in audience)
        of_department = Counter(each.department for each in done)
        for name in sorted(people):
            part = Series(series.kpi, series.about, department=name)
            yield _of_people(part, of_department[name], people[name], label=label)
