"""「次に何の研修を受ければいい？」: from policy × person × catalogue × records to an ordered, explained answer.

The order: overdue 必須 → 必須 by deadline → what blocks the next stage → most missing skills per hour
→ sooner session; a prerequisite always comes before what needs it. Each suggestion carries the
rule that placed it and the requirement of the policy behind it. The same input gives the same answer.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain import stages
from domain.acquisition import Acquired, AcquisitionRules
from domain.catalogue import Catalogue, is_for
from domain.people import Person
from domain.policy import Policy, Stage
from domain.requirements import Profile, Requirement, Requirements, Rulebook
from domain.stages import StageProgress
from domain.training import Achievements, Course, Obligation, Session


class Placement(StrEnum):
    """The rule that gave a suggestion its place, in the order of the rules."""

    OVERDUE = "期限を過ぎた必須研修"
    DUE = "期限のある必須研修"
    REQUIRED = "必須研修"
    STAGE = "次の育成段階に必要"
    PREREQUISITE = "先に受ける研修"
    SKILLS = "不足スキルを習得"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One training to take next, with all that explains it."""

    course: Course
    closes: tuple[str, ...]
    """Skills that are missing, that this gives, and that no earlier suggestion gives."""
    placement: Placement
    requirement: Requirement | None
    """Why the policy asks for it; None where only the catalogue's 必須 does."""
    deadline: date | None
    session: Session | None
    stage: Stage | None = None
    """The next stage that it leads to, where ``placement`` is STAGE."""
    needed_by: Course | None = None
    """The course that has to wait for it, where ``placement`` is PREREQUISITE."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The whole answer for one person on one day."""

    person: Person
    requirements: Requirements
    acquired: Acquired
    gap: tuple[str, ...]
    """Required skills still missing, in the policy's order."""
    next: tuple[Suggestion, ...]
    """All that is left to take, the first first."""
    without_course: tuple[str, ...]
    """Missing skills that no course open to this person gives: 「研修が未登録」."""
    waiting: tuple[Course, ...]
    """Reported and waiting to be confirmed."""
    stages: tuple[StageProgress, ...]
    unknown_words: tuple[str, ...]
    """What the roster says of the person and the policy does not know."""

    @property
    def overdue(self) -> tuple[Suggestion, ...]:
        return tuple(s for s in self.next if s.placement is Placement.OVERDUE)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A course of which a person may be told, and what it would still bring."""

    course: Course
    deadline: date | None
    overdue: bool

    @property
    def is_required(self) -> bool:
        return self.course.obligation is Obligation.REQUIRED


class Adviser:
    """A policy and a catalogue made ready to advise many people at one moment ``now``."""

    def __init__(self, *, rulebook: Rulebook, catalogue: Catalogue, now: datetime) -> None:
        self.rulebook = rulebook
        self.catalogue = catalogue
        self.now = now
        self._rules = AcquisitionRules(policy=self.policy, catalogue=catalogue, today=now.date())
        self._sessions = {c.id: c.next_session(now=now) for c in catalogue.courses}
        self._open_to: dict[tuple[Profile, str], tuple[Course, ...]] = {}

    @property
    def policy(self) -> Policy:
        return self.rulebook.policy

    def recommend(self, person: Person, achievements: Achievements) -> Recommendation:
        """The answer for ``person``; empty parts mean that there is nothing, never a guess."""
        requirements = self.rulebook.requirements(self.rulebook.profile(person))
        acquired = self._rules.acquired(achievements)
        gap = acquired.missing(
            requirements.skills, renewed_each_fiscal_year=requirements.renewed_each_fiscal_year
        )
        standing = stages.progress(
            self.policy,
            requirements.profile.talent_types,
            acquired=acquired.skills,
            achievements=achievements,
            today=self.now.date(),
        )
        courses = self.open_to(person, requirements.profile)
        offers = tuple(self._offers(courses, person=person, acquired=acquired, gap=frozenset(gap)))
        order = _Order(self, requirements=requirements, acquired=acquired, standing=standing)
        given = {skill for course in courses for skill in course.skills}
        return Recommendation(
            person=person,
            requirements=requirements,
            acquired=acquired,
            gap=gap,
            next=order.arrange(offers, gap=gap, open_courses=courses),
            without_course=tuple(skill for skill in gap if skill not in given),
            waiting=tuple(c for c in self.catalogue.courses if c.id in acquired.waiting),
            stages=standing,
            unknown_words=self.rulebook.unknown_words(person),
        )

    def open_to(self, person: Person, profile: Profile) -> tuple[Course, ...]:
        """The courses whose audience includes the person."""
        key = (profile, person.grade)
        known = self._open_to.get(key)
        if known is None:
            known = self._open_to[key] = tuple(
                course
                for course in self.catalogue.courses
                if is_for(course.audience, profile, roster_grade=person.grade, policy=self.policy)
            )
        return known

    def session(self, course: Course) -> Session | None:
        return self._sessions[course.id]

    def _offers(
        self,
        courses: Iterable[Course],
        *,
        person: Person,
        acquired: Acquired,
        gap: frozenset[str],
    ) -> Iterator[_Offer]:
        for course in courses:
            if course.id in acquired.waiting:
                continue
            is_due = (
                course.obligation is Obligation.REQUIRED and course.id not in acquired.completed
            )
            if is_due or not gap.isdisjoint(course.skills):
                yield self._offer(course, person=person)

    def _offer(self, course: Course, *, person: Person) -> _Offer:
        today = self.now.date()
        deadline = None
        # Leave pauses a deadline: nobody is late for what they could not attend.
        if course.deadline is not None and not person.attendance.is_on_leave:
            deadline = course.deadline.date_for(joined_on=person.joined_on, today=today)
        required = course.obligation is Obligation.REQUIRED
        overdue = required and deadline is not None and deadline < today
        return _Offer(course, deadline, overdue)


_Key = tuple[int, date, float, str, str]


class _Order:
    """Arranges the offers to one person.

    What an optional course would bring shrinks as earlier ones are placed, and never grows, so a
    heap whose keys are renewed when they come up (lazy greedy) gives the greedy order.
    """

    def __init__(
        self,
        adviser: Adviser,
        *,
        requirements: Requirements,
        acquired: Acquired,
        standing: tuple[StageProgress, ...],
    ) -> None:
        self._adviser = adviser
        self._requirements = requirements
        self._acquired = acquired
        self._stage_of = {
            skill: s.next for s in reversed(standing) if s.next for skill in s.missing_skills
        }
        self._placed: dict[int, Suggestion] = {}
        self._open: set[str] = set()
        self._gap: tuple[str, ...] = ()
        self._courses: dict[str, Course] = {}

    def arrange(
        self, offers: tuple[_Offer, ...], *, gap: tuple[str, ...], open_courses: tuple[Course, ...]
    ) -> tuple[Suggestion, ...]:
        self._gap, self._open = gap, set(gap)
        self._courses = {course.code: course for course in open_courses}
        by_id = {offer.course.id: offer for offer in offers}
        heap = [(self._key(offer), offer.course.id) for offer in offers]
        heapq.heapify(heap)
        while heap:
            key, course_id = heapq.heappop(heap)
            offer = by_id[course_id]
            if course_id in self._placed or not (offer.is_required or self._closes(offer.course)):
                continue
            current = self._key(offer)
            if current > key:
                heapq.heappush(heap, (current, course_id))
                continue
            self._place(offer, by_id, on_the_way=())
        return tuple(self._placed.values())

    def _key(self, offer: _Offer) -> _Key:
        course = offer.course
        closes = self._closes(course)
        session = self._adviser.session(course)
        # Unknown hours rank behind any known ones: a guess would move a course forward.
        per_hour = -len(closes) / course.hours if course.hours else 0.0
        starts = "" if course.on_demand else session.starts_at.isoformat() if session else "~"
        return (
            self._rank(offer, closes),
            offer.deadline or date.max,
            per_hour,
            starts,
            course.code,
        )

    def _rank(self, offer: _Offer, closes: tuple[str, ...]) -> int:
        return _RANK[self._placement(offer, closes)]

    def _placement(self, offer: _Offer, closes: tuple[str, ...]) -> Placement:
        if offer.overdue:
            return Placement.OVERDUE
        if offer.is_required:
            return Placement.DUE if offer.deadline else Placement.REQUIRED
        if any(skill in self._stage_of for skill in closes):
            return Placement.STAGE
        return Placement.SKILLS

    def _closes(self, course: Course) -> tuple[str, ...]:
        return tuple(skill for skill in course.skills if skill in self._open)

    def _place(
        self, offer: _Offer, offers: dict[int, _Offer], *, on_the_way: tuple[Course, ...]
    ) -> None:
        """Place a course, and before it whatever it needs that is not done yet."""
        way = (*on_the_way, offer.course)
        for code in offer.course.prerequisites:
            needed = self._courses.get(code)
            if needed is None or needed in way or self._is_done(needed):
                continue
            self._place(
                offers.get(needed.id) or _Offer(needed, None, False), offers, on_the_way=way
            )
        closes = self._closes(offer.course)
        placement = self._placement(offer, closes)
        needed_by = on_the_way[-1] if on_the_way and not offer.is_required else None
        self._placed[offer.course.id] = Suggestion(
            course=offer.course,
            closes=closes,
            placement=Placement.PREREQUISITE if needed_by else placement,
            requirement=self._why(offer.course, closes),
            deadline=offer.deadline,
            session=self._adviser.session(offer.course),
            stage=self._stage(closes) if placement is Placement.STAGE else None,
            needed_by=needed_by,
        )
        self._open.difference_update(closes)

    def _is_done(self, course: Course) -> bool:
        return (
            course.id in self._placed
            or course.id in self._acquired.completed
            or course.id in self._acquired.waiting
        )

    def _stage(self, closes: tuple[str, ...]) -> Stage | None:
        return next((self._stage_of[skill] for skill in closes if skill in self._stage_of), None)

    def _why(self, course: Course, closes: tuple[str, ...]) -> Requirement | None:
        """The requirement behind the first skill that matters: a missing one before any other."""
        required = self._requirements.skills
        skill = next((s for s in (*closes, *course.skills) if s in required), None)
        return self._requirements.why(skill) if skill else None


_RANK = {
    Placement.OVERDUE: 0,
    Placement.DUE: 1,
    Placement.REQUIRED: 2,
    Placement.STAGE: 3,
    Placement.SKILLS: 4,
}
