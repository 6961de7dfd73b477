"""The order of what is suggested to one person.

Overdue 必須 → 必須 by deadline → what blocks the next stage → most missing skills per hour → sooner
session; a prerequisite always comes before what needs it.

What an optional course would bring shrinks as earlier ones are placed, and never grows, so a heap
whose keys are renewed when they come up (lazy greedy) gives the greedy order without comparing
every course with every other again and again.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.acquisition import Acquired
from domain.policy import Stage
from domain.requirements import Requirement, Requirements
from domain.suggestion import Placement, Suggestion
from domain.training import Course, Obligation, Session


@dataclass(frozen=True, slots=True)
class Offer:
    """A course of the catalogue, and what is the same of it for everyone on this day."""

    course: Course
    session: Session | None
    is_required: bool
    starts: str
    """When it can be begun, as something to sort by."""


def offer_of(course: Course, *, session: Session | None) -> Offer:
    required = course.obligation is Obligation.REQUIRED
    return Offer(course, session, is_required=required, starts=_starts(course, session))


def _starts(course: Course, session: Session | None) -> str:
    if course.on_demand:
        return _ANY_TIME
    return session.starts_at.isoformat() if session else _NEVER


_ANY_TIME = ""
_NEVER = "~"
"""Sort before and after every ISO date."""

_RANK = {
    Placement.OVERDUE: 0,
    Placement.DUE: 1,
    Placement.REQUIRED: 2,
    Placement.STAGE: 3,
    Placement.SKILLS: 4,
}
_Key = tuple[int, date, float, str, str]
_Skills = tuple[str, ...]


class SuggestionOrder:
    """Arranges the offers to one person; used once."""

    def __init__(
        self,
        offers: Mapping[str, Offer],
        *,
        to_close: frozenset[str],
        deadlines: Mapping[str, date],
        acquired: Acquired,
        requirements: Requirements,
        stage_of: Mapping[str, Stage],
        today: date,
    ) -> None:
        """``offers``: all that are open to the person, and ``deadlines``: those that bind them, by
        course code; ``to_close``: missing skills that no report gives; ``stage_of``: the next stage,
        by the missing skills that it asks for.
        """
        self._offers = offers
        self._open = set(to_close)
        self._deadlines = deadlines
        self._acquired = acquired
        self._requirements = requirements
        self._stage_of = stage_of
        self._today = today
        self._placed: dict[int, Suggestion] = {}

    def arrange(self) -> tuple[Suggestion, ...]:
        """All that is left to take: every 必須 not done, and optional ones while they bring skills."""
        heap = [
            (self._key(offer, closes), offer.course.code)
            for offer in self._offers.values()
            if (closes := self._left(offer)) is not None
        ]
        heapq.heapify(heap)
        while heap:
            key, code = heap[0]
            offer = self._offers[code]
            closes = self._left(offer)
            current = key if closes is None else self._key(offer, closes)
            if current > key:
                heapq.heapreplace(heap, (current, code))
                continue
            heapq.heappop(heap)
            if closes is not None:
                self._place(offer, way=())
        return tuple(self._placed.values())

    def _left(self, offer: Offer) -> _Skills | None:
        """What the course would bring if it came next; None where it is not to be suggested."""
        course = offer.course
        if course.id in self._placed:
            return None
        closes: _Skills = ()
        if not self._open.isdisjoint(course.skills):
            closes = self._beyond_prerequisites(course)
        if closes or (offer.is_required and not self._is_done(course)):
            return closes
        return None

    def _beyond_prerequisites(self, course: Course) -> _Skills:
        """Open skills that the course gives and that nothing gives which has to come before it."""
        closes = self._closes(course)
        if not course.prerequisites:
            return closes
        before = {s for needed in self._needed(course, way=()) for s in needed.course.skills}
        return tuple([skill for skill in closes if skill not in before])

    def _needed(self, course: Course, *, way: tuple[str, ...]) -> Iterator[Offer]:
        """The prerequisites of a course that are still to be done, theirs included."""
        way = (*way, course.code)
        for code in course.prerequisites:
            needed = self._offers.get(code)
            if needed and code not in way and not self._is_done(needed.course):
                yield needed
                yield from self._needed(needed.course, way=way)

    def _key(self, offer: Offer, closes: _Skills) -> _Key:
        course = offer.course
        # A deadline of an optional course moves nobody; unknown hours rank behind any known ones.
        deadline = self._deadlines.get(course.code) if offer.is_required else None
        per_hour = -len(closes) / course.hours if course.hours else 0.0
        rank = _RANK[self._placement(offer, closes)]
        return (rank, deadline or date.max, per_hour, offer.starts, course.code)

    def _placement(self, offer: Offer, closes: _Skills) -> Placement:
        if offer.is_required:
            deadline = self._deadlines.get(offer.course.code)
            if deadline is None:
                return Placement.REQUIRED
            return Placement.OVERDUE if deadline < self._today else Placement.DUE
        if not self._stage_of.keys().isdisjoint(closes):
            return Placement.STAGE
        return Placement.SKILLS

    def _closes(self, course: Course) -> _Skills:
        return tuple([skill for skill in course.skills if skill in self._open])

    def _place(self, offer: Offer, *, way: tuple[Course, ...]) -> None:
        """Place a course, and before it whatever it needs that is not done yet."""
        on_way = (*way, offer.course)
        for code in offer.course.prerequisites:
            needed = self._offers.get(code)
            if needed and needed.course not in on_way and not self._is_done(needed.course):
                self._place(needed, way=on_way)
        self._suggest(offer, leads_to=() if offer.is_required else way[::-1])

    def _suggest(self, offer: Offer, *, leads_to: tuple[Course, ...]) -> None:
        """``leads_to``: the courses that an optional one has to come before, the next one first."""
        course, closes = offer.course, self._closes(offer.course)
        placement = Placement.PREREQUISITE if leads_to else self._placement(offer, closes)
        self._placed[course.id] = Suggestion(
            course=course,
            closes=closes,
            placement=placement,
            requirement=self._why(course, closes, leads_to=leads_to),
            deadline=self._deadlines.get(course.code),
            session=offer.session,
            stage=self._stage(closes) if placement is Placement.STAGE else None,
            needed_by=leads_to[0] if leads_to else None,
        )
        self._open.difference_update(closes)

    def _is_done(self, course: Course) -> bool:
        return (
            course.id in self._placed
            or course.id in self._acquired.completed
            or course.id in self._acquired.waiting
        )

    def _stage(self, closes: _Skills) -> Stage | None:
        return next((self._stage_of[skill] for skill in closes if skill in self._stage_of), None)

    def _why(
        self, course: Course, closes: _Skills, *, leads_to: tuple[Course, ...]
    ) -> Requirement | None:
        """The requirement behind the first skill that matters: a missing one before any other.

        What itself closes nothing is taken for what a course closes that it leads to.
        """
        told, also = self._requirements.told, course.skills
        if leads_to:
            beyond = [skill for each in leads_to for skill in self._beyond_prerequisites(each)]
            also = (*beyond, *leads_to[-1].skills)
        return next((told[skill] for skill in (*closes, *also) if skill in told), None)
