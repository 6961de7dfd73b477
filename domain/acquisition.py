"""Which skills a person has acquired, as the records say."""

from dataclasses import dataclass
from datetime import date

from domain import fiscal_year
from domain.catalogue import Catalogue
from domain.policy import Policy
from domain.training import Achievements, RecordState


@dataclass(frozen=True, slots=True)
class Acquired:
    """Skills by how long they count, and the courses behind them (ids)."""

    skills: frozenset[str]
    skills_this_fiscal_year: frozenset[str]
    completed: frozenset[int]
    """Completed, and the completion still counts."""
    waiting: frozenset[int]
    """Reported, not yet confirmed by the person in charge."""

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


class AcquisitionRules:
    """What counts today, made ready for many people."""

    def __init__(self, *, policy: Policy, catalogue: Catalogue, today: date) -> None:
        self._today = today
        self._year_start = fiscal_year.first_day(fiscal_year.fiscal_year(today))
        self._courses = {
            course.id: (course.validity.counts_from(today), course.skills)
            for course in catalogue.courses
        }
        self._qualifications = {q.name: q.skills for q in policy.qualifications}

    def acquired(self, achievements: Achievements) -> Acquired:
        """Completed records within their validity, and qualifications that have not expired."""
        skills: set[str] = set()
        this_year: set[str] = set()
        completed: set[int] = set()
        waiting: set[int] = set()
        for record in achievements.records:
            known = self._courses.get(record.course_id)
            if known is None or not known[0] <= record.completed_on <= self._today:
                continue
            if record.state == RecordState.COMPLETED:
                completed.add(record.course_id)
                skills.update(known[1])
                if record.completed_on >= self._year_start:
                    this_year.update(known[1])
            elif record.state == RecordState.REPORTED:
                waiting.add(record.course_id)
        skills.update(self._from_qualifications(achievements))
        return Acquired(
            frozenset(skills),
            frozenset(this_year),
            frozenset(completed),
            frozenset(waiting - completed),
        )

    def _from_qualifications(self, achievements: Achievements) -> set[str]:
        return {
            skill
            for held in achievements.qualifications
            if held.expires_on is None or held.expires_on >= self._today
            for skill in self._qualifications.get(held.name, ())
        }
