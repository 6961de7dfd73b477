"""「次に何の研修を受ければいい？」: from policy × person × catalogue × records to an explained answer.

The order is that of ``suggestion_order``. The same input gives the same answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.acquisition import Acquired, AcquisitionRules
from domain.catalogue import Catalogue, is_for
from domain.japan_time import JAPAN
from domain.people import Person
from domain.policy import Policy
from domain.requirements import Profile, Requirements, Rulebook
from domain.stages import StageProgress, Stairs, progress, stairs_of
from domain.suggestion import Placement, Suggestion
from domain.suggestion_order import Offer, SuggestionOrder, offer_of
from domain.training import Achievements, Course, Deadline


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The whole answer for one person on one day."""

    person: Person
    requirements: Requirements
    acquired: Acquired
    gap: tuple[str, ...]
    """Required skills still missing, in the policy's order."""
    next: tuple[Suggestion, ...]
    """All that is left to take, the first first; nothing for skills that are ``awaited``."""
    without_course: tuple[str, ...]
    """Missing skills that no course open to this person gives, nor a report: 「研修が未登録」."""
    waiting: tuple[Course, ...]
    """Reported and waiting to be confirmed."""
    stages: tuple[StageProgress, ...]
    unknown_words: tuple[str, ...]
    """What the roster says of the person and the policy does not know."""

    @property
    def awaited(self) -> frozenset[str]:
        """Missing skills that come with the confirmation of what is ``waiting``."""
        return self.acquired.awaited(
            self.gap, renewed_each_fiscal_year=self.requirements.renewed_each_fiscal_year
        )

    @property
    def overdue(self) -> tuple[Suggestion, ...]:
        return tuple(s for s in self.next if s.placement is Placement.OVERDUE)


@dataclass(frozen=True, slots=True)
class _Group:
    """What is the same for all people of one profile and grade."""

    requirements: Requirements
    offers: Mapping[str, Offer]
    """By course code, of every course whose audience includes them."""
    with_deadline: tuple[tuple[str, Deadline], ...]
    given: frozenset[str]
    """Skills that any of these courses gives."""
    stairs: tuple[Stairs, ...]


class Adviser:
    """A policy and a catalogue made ready to advise many people at one moment ``now``."""

    def __init__(self, *, rulebook: Rulebook, catalogue: Catalogue, now: datetime) -> None:
        self.rulebook = rulebook
        self.catalogue = catalogue
        self.now = now.astimezone(JAPAN)
        self._rules = AcquisitionRules(policy=self.policy, catalogue=catalogue, today=self.today)
        self._offers = {
            c.code: offer_of(c, session=c.next_session(now=now)) for c in catalogue.courses
        }
        self._groups: dict[tuple[Profile, str], _Group] = {}

    @property
    def policy(self) -> Policy:
        return self.rulebook.policy

    @property
    def today(self) -> date:
        return self.now.date()

    def recommend(self, person: Person, achievements: Achievements) -> Recommendation:
        """The answer for ``person``; empty parts mean that there is nothing, never a guess."""
        group = self._group(person)
        requirements = group.requirements
        renewed = requirements.renewed_each_fiscal_year
        acquired = self._rules.acquired(achievements)
        gap = acquired.missing(requirements.skills, renewed_each_fiscal_year=renewed)
        awaited = acquired.awaited(gap, renewed_each_fiscal_year=renewed)
        standing = progress(
            group.stairs,
            acquired=acquired.skills,
            achievements=achievements,
            today=self.today,
        )
        order = SuggestionOrder(
            group.offers,
            to_close=frozenset(gap) - awaited,
            deadlines=self._deadlines(person, group),
            acquired=acquired,
            requirements=requirements,
            stage_of={k: s.next for s in reversed(standing) if s.next for k in s.missing_skills},
            today=self.today,
        )
        return Recommendation(
            person=person,
            requirements=requirements,
            acquired=acquired,
            gap=gap,
            next=order.arrange(),
            without_course=tuple(s for s in gap if s not in group.given and s not in awaited),
            waiting=tuple(self.catalogue.by_id[i] for i in sorted(acquired.waiting)),
            stages=standing,
            unknown_words=self.rulebook.unknown_words(person),
        )

    def open_to(self, person: Person) -> tuple[Course, ...]:
        """The courses whose audience includes the person."""
        return tuple(offer.course for offer in self._group(person).offers.values())

    def _group(self, person: Person) -> _Group:
        profile = self.rulebook.profile(person)
        known = self._groups.get((profile, person.grade))
        if known is None:
            known = self._groups[profile, person.grade] = self._make_group(person, profile)
        return known

    def _make_group(self, person: Person, profile: Profile) -> _Group:
        courses = [
            course
            for course in self.catalogue.courses
            if is_for(course.audience, profile, roster_grade=person.grade, policy=self.policy)
        ]
        return _Group(
            requirements=self.rulebook.requirements(profile),
            offers={course.code: self._offers[course.code] for course in courses},
            with_deadline=tuple((c.code, c.deadline) for c in courses if c.deadline),
            given=frozenset(skill for course in courses for skill in course.skills),
            stairs=stairs_of(self.policy, profile.talent_types),
        )

    def deadline(self, course: Course, person: Person) -> date | None:
        """The day until which the course binds this person; None where none does."""
        return self._deadlines(person, self._group(person)).get(course.code)

    def _deadlines(self, person: Person, group: _Group) -> dict[str, date]:
        # Leave pauses a deadline: nobody is late for what they could not attend.
        if person.attendance.is_on_leave:
            return {}
        found = (
            (code, deadline.date_for(joined_on=person.joined_on, today=self.today))
            for code, deadline in group.with_deadline
        )
        return {code: day for code, day in found if day is not None}
