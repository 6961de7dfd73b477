"""Random small towns for the properties of the core: one person, up to seven courses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

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

SKILLS = ("ア", "イ", "ウ", "エ", "オ")
CODES = tuple(f"K{number:03}" for number in range(1, 8))
DEADLINES = (None, Deadline(yearly=(9, 30)), Deadline(yearly=(12, 28)), Deadline(on=TODAY))
SESSIONS = tuple(
    session(on=day)
    for day in (date(2026, 9, 1), date(2026, 11, 2), date(2027, 3, 9), date(2027, 5, 6))
)
"""Past, coming, and next fiscal year's."""


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


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Prerequisites have no circle; the order of the codes says nothing about them."""
    order = draw(st.permutations(CODES))[: draw(st.integers(0, len(CODES)))]
    courses = [draw(_courses(code, before=order[:place])) for place, code in enumerate(order)]
    records = draw(st.lists(_records(order), max_size=4)) if order else []
    return Situation(draw(_policies()), tuple(courses), tuple(records), draw(_people()))


@st.composite
def _policies(draw: st.DrawFn) -> Policy:
    rule = StageRule(named_skills=tuple(draw(st.lists(st.sampled_from(SKILLS), max_size=2))))
    security = Condition(
        name="毎年度の条件",
        when="handles_ict_equipment",
        required_skills=(SKILLS[-1],),
        renewal=Renewal(every="fiscal_year", source=HERE),
        source=HERE,
    )
    return policy(
        talent_type(skills=draw(st.sets(st.sampled_from(SKILLS), min_size=1))),
        skills=SKILLS,
        conditions=[security],
        stages=[stage("Step1", rule=rule)],
    )


@st.composite
def _courses(draw: st.DrawFn, code: str, *, before: Sequence[str]) -> Course:
    required = draw(st.booleans())
    return course(
        code,
        skills=draw(st.lists(st.sampled_from(SKILLS), unique=True, max_size=3)),
        hours=draw(st.sampled_from((None, 0.5, 1.0, 2.0, 4.0))),
        required=required,
        audience=draw(st.sampled_from((Audience(),) * 4 + (Audience(ict_equipment_only=True),))),
        needs=draw(st.lists(st.sampled_from(before), unique=True, max_size=2)) if before else (),
        validity=draw(st.sampled_from((Validity(), Validity(fiscal_year_only=True)))),
        deadline=draw(st.sampled_from(DEADLINES)),
        on_demand=draw(st.booleans()),
        sessions=sorted(
            draw(st.lists(st.sampled_from(SESSIONS), unique=True, max_size=2)),
            key=lambda each: each.starts_at,
        ),
    )


def _records(codes: Sequence[str]) -> st.SearchStrategy[TrainingRecord]:
    return st.builds(
        record,
        st.sampled_from(codes),
        on=st.sampled_from((date(2025, 5, 1), date(2026, 5, 1), date(2026, 12, 1))),
        state=st.sampled_from(RecordState),
    )


def _people() -> st.SearchStrategy[Person]:
    return st.builds(
        person,
        attendance=st.sampled_from((Attendance.ACTIVE, Attendance.LEAVE)),
        handles_ict_equipment=st.booleans(),
        joined_on=st.sampled_from((None, date(2020, 4, 1), TODAY)),
    )
