"""Random small towns for the properties of the core: one person, up to seven courses."""

from dataclasses import dataclass
from datetime import date
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from domain.fiscal_year import fiscal_year
from domain.people import Attendance, Person
from domain.policy import Condition, Policy, Renewal, StageRule
from domain.recommendation import Adviser, Recommendation
from domain.training import (
    Achievements,
    Audience,
    Course,
    Deadline,
    RecordState,
    TrainingRecord,
    Validity,
)
from tests.domain.builders import (
    HERE,
    TODAY,
    adviser,
    course,
    person,
    policy,
    record,
    session,
    stage,
    talent_type,
)

SAME_EVERY_RUN = settings(deadline=None, derandomize=True, max_examples=200)
"""A failure is never a matter of luck, nor of how busy the machine is."""

SKILLS = ("ア", "イ", "ウ", "エ")
CODES = tuple(f"K{number:03}" for number in range(1, 8))
DEADLINES = (None, Deadline(yearly=(9, 30)), Deadline(yearly=(12, 28)), Deadline(on=TODAY))
AUDIENCES = (Audience(), Audience(), Audience(), Audience(ict_equipment_only=True))
VALIDITIES = (Validity(), Validity(fiscal_year_only=True))
DAYS = (date(2025, 5, 1), date(2026, 5, 1), date(2026, 12, 1))
SESSIONS = tuple(
    session(on=day, hour=hour)
    for day, hour in (
        (date(2026, 9, 1), 14),
        (date(2026, 11, 2), 10),
        (date(2026, 11, 2), 13),
        (date(2026, 11, 2), 14),
        (date(2027, 3, 9), 14),
        (date(2027, 5, 6), 14),
    )
)
"""Past, coming (three on one day, which may overlap), and next fiscal year's."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A town, its catalogue and what one person has done. The last skill is renewed every year."""

    policy: Policy
    courses: tuple[Course, ...]
    records: tuple[TrainingRecord, ...]
    person: Person

    def adviser(self) -> Adviser:
        return adviser(self.policy, self.courses)

    def recommend(self, *more: TrainingRecord) -> Recommendation:
        return self.adviser().recommend(self.person, Achievements((*self.records, *more)))

    def awaited(self, found: Recommendation) -> set[str]:
        """Missing skills that a report gives which still counts; renewed ones need one of this year."""
        reports = [r for r in self.records if r.state is RecordState.REPORTED]
        return {
            skill
            for each in self.courses
            for skill in each.skills
            for report in reports
            if skill in found.gap
            and report.course_id == each.id
            and each.validity.counts_from(TODAY) <= report.completed_on <= TODAY
            and (
                skill not in found.requirements.renewed_each_fiscal_year
                or fiscal_year(report.completed_on) == fiscal_year(TODAY)
            )
        }


def situations() -> st.SearchStrategy[Situation]:
    """Evenly random, so that courses, prerequisites and stages meet often."""
    return st.integers(0, 2**32 - 1).map(situation)


def situation(seed: int) -> Situation:
    """Prerequisites have no circle; the order of the codes says nothing about them."""
    chance = Random(seed)
    order = chance.sample(CODES, chance.randint(0, len(CODES)))
    courses = [_course(chance, code, before=order[:place]) for place, code in enumerate(order)]
    records = [_record(chance, order) for _ in range(chance.randint(0, 4)) if order]
    return Situation(_policy(chance), tuple(courses), tuple(records), _person(chance))


def _policy(chance: Random) -> Policy:
    rule = StageRule(named_skills=tuple(chance.sample(SKILLS, chance.randint(0, 2))))
    security = Condition(
        name="毎年度の条件",
        when="handles_ict_equipment",
        required_skills=(SKILLS[-1],),
        renewal=Renewal(every="fiscal_year", source=HERE),
        source=HERE,
    )
    return policy(
        talent_type(skills=chance.sample(SKILLS, chance.randint(2, len(SKILLS)))),
        skills=SKILLS,
        conditions=[security],
        stages=[stage("Step1", rule=rule)],
    )


def _course(chance: Random, code: str, *, before: list[str]) -> Course:
    sessions = chance.sample(SESSIONS, chance.randint(0, 2))
    return course(
        code,
        skills=chance.sample(SKILLS, chance.randint(0, 3)),
        hours=chance.choice((None, 0.5, 1.0, 2.0, 4.0)),
        required=chance.choice((True, False, False)),
        audience=chance.choice(AUDIENCES),
        needs=chance.sample(before, chance.randint(0, min(2, len(before)))),
        validity=chance.choice(VALIDITIES),
        deadline=chance.choice(DEADLINES),
        on_demand=chance.choice((True, False)),
        sessions=sorted(sessions, key=lambda each: each.starts_at),
    )


def _record(chance: Random, order: list[str]) -> TrainingRecord:
    return record(
        chance.choice(order), on=chance.choice(DAYS), state=chance.choice(tuple(RecordState))
    )


def _person(chance: Random) -> Person:
    return person(
        attendance=chance.choice((Attendance.ACTIVE, Attendance.LEAVE)),
        handles_ict_equipment=chance.choice((True, True, False)),
        joined_on=chance.choice((None, date(2020, 4, 1), TODAY)),
    )
