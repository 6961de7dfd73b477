"""Which skills a person has acquired, as the records say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain import fiscal_year
from domain.catalogue import Catalogue
from domain.policy import Policy
from domain.training import Achievements, QualificationHeld, RecordState, TrainingRecord

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Acquired:
    """Skills by how long they count, and the courses behind them (ids)."""

    skills: frozenset[str]
    skills_this_fiscal_year: frozenset[str]
    completed: frozenset[int]
    """Completed, and the completion still counts."""
    waiting: frozenset[int]
    """Reported, not yet confirmed by the person in charge."""
    reported: frozenset[str] = _NOTHING
    """Skills that the reports will give once they are confirmed."""
    reported_this_fiscal_year: frozenset[str] = _NOTHING

    def missing(
        self, skills: tuple[str, ...], *, renewed_each_fiscal_year: frozenset[str]
    ) -> tuple[str, ...]:
        """Those of ``skills`` that are still to be acquired, in the same order."""
        return tuple(
            skill
            for skill in skills
            if skill
            not in (
                self.skills_this_fiscal_year if skill in renewed_each_fiscal_year else self.skills
            )
        )

    def awaited(
        self, gap: tuple[str, ...], *, renewed_each_fiscal_year: frozenset[str]
    ) -> frozenset[str]:
        """Those of the missing skills that only wait for a confirmation: nothing is to be taken."""
        if not self.reported:
            return _NOTHING
        once = self.reported.difference(renewed_each_fiscal_year)
        return (once | self.reported_this_fiscal_year).intersection(gap)


class AcquisitionRules:
    """What counts today, made ready for many people."""

    def __init__(self, *, policy: Policy, catalogue: Catalogue, today: date) -> None:
        self._today = today
        self._year_start = fiscal_year.first_day(fiscal_year.fiscal_year(today))
        self._counts_from = {c.id: c.validity.counts_from(today) for c in catalogue.known}
        self._gives = {c.id: frozenset(c.skills) for c in catalogue.known}
        self._qualifications = {q.name: q.skills for q in policy.qualifications}

    def acquired(self, achievements: Achievements) -> Acquired:
        """Completed records within their validity, and qualifications that have not expired."""
        completed: set[int] = set()
        this_year: set[int] = set()
        waiting: set[int] = set()
        waiting_this_year: set[int] = set()
        # Half a million records pass here for a prefecture: no look-up that can be done before.
        counts_from, today, year_start = self._counts_from, self._today, self._year_start
        never, done = date.max, RecordState.COMPLETED
        for course_id, completed_on, state in achievements.records:
            if not counts_from.get(course_id, never) <= completed_on <= today:
                continue
            if state is done:
                completed.add(course_id)
                if completed_on >= year_start:
                    this_year.add(course_id)
            elif state is RecordState.REPORTED:
                waiting.add(course_id)
                if completed_on >= year_start:
                    waiting_this_year.add(course_id)
        if waiting:
            # Of what was completed in an earlier year, a report of this year is what renews it.
            waiting = (waiting - completed) | (waiting_this_year - this_year)
        return Acquired(
            self.skills(completed, achievements.qualifications),
            self._skills(this_year),
            frozenset(completed),
            frozenset(waiting),
            self._skills(waiting),
            self._skills(waiting & waiting_this_year),
        )

    def is_completed(self, record: TrainingRecord) -> bool:
        """Whether ``acquired`` would have its course among the completed ones."""
        begins = self._counts_from.get(record.course_id, date.max)
        return (
            record.state is RecordState.COMPLETED and begins <= record.completed_on <= self._today
        )

    def skills(
        self, completed: Iterable[int], qualifications: Iterable[QualificationHeld]
    ) -> frozenset[str]:
        """``completed``: courses (ids) of which the completion still counts."""
        return self._skills(completed) | self._from_qualifications(qualifications)

    def _skills(self, courses: Iterable[int]) -> frozenset[str]:
        return _NOTHING.union(*[self._gives[course_id] for course_id in courses])

    def _from_qualifications(self, qualifications: Iterable[QualificationHeld]) -> set[str]:
        return {
            skill
            for held in qualifications
            if held.acquired_on <= self._today <= (held.expires_on or date.max)
            for skill in self._qualifications.get(held.name, ())
        }
