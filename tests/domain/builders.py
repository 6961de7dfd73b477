"""Small values for the tests of the core: a town with one policy, its staff, courses and records."""

from collections.abc import Iterable
from datetime import date, datetime

from domain.catalogue import Catalogue
from domain.japan_time import JAPAN
from domain.people import Attendance, Duty, Employment, Person, Post, TeamRoleHeld
from domain.plan import Plan, plan
from domain.policy import (
    AppliesTo,
    Condition,
    Grade,
    Policy,
    Qualification,
    Skill,
    Source,
    Stage,
    StageRule,
    TalentType,
    TeamRole,
)
from domain.recommendation import Adviser, Recommendation
from domain.requirements import Rulebook
from domain.training import (
    Achievements,
    Audience,
    Course,
    Deadline,
    Obligation,
    RecordState,
    Session,
    TrainingRecord,
    Validity,
)

HERE = Source(section="第1章")
TODAY = date(2026, 10, 1)
STAFF = "一般職員"
"""The talent type of everyone here who has no other."""


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=JAPAN)


# -- policy -----------------------------------------------------------------------------------


def talent_type(
    name: str = STAFF,
    *,
    skills: Iterable[str] = (),
    includes: Iterable[str] = (),
    applies_to: AppliesTo | None = None,
) -> TalentType:
    return TalentType(
        name=name,
        includes=tuple(includes),
        required_skills=tuple(skills),
        applies_to=applies_to,
        source=HERE,
    )


def applies_to(
    *,
    everyone: bool = False,
    otherwise: bool = False,
    grades: Iterable[str] = (),
    team_roles: Iterable[str] = (),
    sections: Iterable[str] = (),
    employments: Iterable[Employment] = (),
    except_employments: Iterable[Employment] = (),
    sample: bool = False,
) -> AppliesTo:
    return AppliesTo(
        everyone=everyone,
        otherwise=otherwise,
        grades=tuple(grades),
        team_roles=tuple(team_roles),
        sections=tuple(sections),
        employments=tuple(employments),
        except_employments=tuple(except_employments),
        source=None if sample else HERE,
        sample=sample,
    )


def stage(name: str, *, of: str = STAFF, rule: StageRule | None = None) -> Stage:
    return Stage(talent_type=of, stage=name, definition="", rule=rule or StageRule(), source=HERE)


def policy(
    *talent_types: TalentType,
    skills: Iterable[str | Skill] = (),
    grades: Iterable[Grade] = (),
    team_roles: Iterable[TeamRole] = (),
    conditions: Iterable[Condition] = (),
    qualifications: Iterable[Qualification] = (),
    stages: Iterable[Stage] = (),
) -> Policy:
    """A bare name in ``skills`` is a skill without a category."""
    return Policy(
        id="town",
        name="町のデジタル人材育成方針",
        organization="町",
        talent_types=talent_types,
        skills=tuple(
            Skill(name=each, definition="", source=HERE) if isinstance(each, str) else each
            for each in skills
        ),
        grades=tuple(grades),
        team_roles=tuple(team_roles),
        conditions=tuple(conditions),
        qualifications=tuple(qualifications),
        stages=tuple(stages),
    )


def policy_requiring(*skills: str, stages: Iterable[Stage] = ()) -> Policy:
    """Every member of staff needs all of ``skills``."""
    return policy(talent_type(skills=skills), skills=skills, stages=stages)


# -- person -----------------------------------------------------------------------------------


def person(
    *,
    id: int = 1,  # noqa: A002 - the field's own name
    talent_types: Iterable[str] = (STAFF,),
    grade: str = "主事級",
    sections: Iterable[str] = ("総務課",),
    team_roles: Iterable[str] = (),
    duties: Iterable[Duty] = (),
    employment: Employment = Employment.REGULAR,
    attendance: Attendance = Attendance.ACTIVE,
    handles_ict_equipment: bool = True,
    joined_on: date | None = date(2020, 4, 1),
    manager_number: str | None = None,
) -> Person:
    """The first of ``sections`` is the main post, the others are 兼務."""
    return Person(
        id=id,
        employee_number=f"N{id:04}",
        email=f"n{id:04}@example.lg.jp",
        name="山田 花子",
        grade=grade,
        employment=employment,
        attendance=attendance,
        posts=tuple(
            Post("総務部", section, concurrent=place > 0) for place, section in enumerate(sections)
        ),
        talent_types=tuple(talent_types),
        team_roles=tuple(TeamRoleHeld(role, "総務部") for role in team_roles),
        duties=tuple(duties),
        handles_ict_equipment=handles_ict_equipment,
        joined_on=joined_on,
        manager_number=manager_number,
    )


# -- course -----------------------------------------------------------------------------------


def session(
    *,
    on: date,
    id: int = 1,  # noqa: A002 - the field's own name
    hour: int = 14,
    until: int | None = None,
    capacity: int | None = None,
    taken: int = 0,
    apply_by: date | None = None,
) -> Session:
    return Session(
        id=id,
        course_id=1,
        starts_at=moment(on, hour),
        ends_at=None if until is None else moment(on, until),
        place="第1会議室",
        capacity=capacity,
        taken=taken,
        apply_by=apply_by,
    )


def course(
    code: str,
    *,
    skills: Iterable[str] = (),
    hours: float | None = 1.0,
    required: bool = False,
    audience: Audience | None = None,
    needs: Iterable[str] = (),
    validity: Validity | None = None,
    deadline: Deadline | None = None,
    on_demand: bool = True,
    sessions: Iterable[Session] = (),
) -> Course:
    """The id is the number in ``code`` (K001 → 1)."""
    return Course(
        id=int(code[1:]),
        code=code,
        name=f"研修{code}",
        summary="",
        method="eラーニング",
        provider="",
        hours=hours,
        obligation=Obligation.REQUIRED if required else Obligation.OPTIONAL,
        skills=tuple(skills),
        target="",
        audience=audience or Audience(),
        prerequisites=tuple(needs),
        validity=validity or Validity(),
        deadline=deadline,
        on_demand=on_demand,
        sessions=tuple(sessions),
    )


# -- records and the answer -------------------------------------------------------------------


def record(
    code: str, *, on: date = date(2026, 5, 1), state: RecordState = RecordState.COMPLETED
) -> TrainingRecord:
    return TrainingRecord(int(code[1:]), on, state)


def adviser(policy: Policy, courses: Iterable[Course], *, now: datetime | None = None) -> Adviser:
    return Adviser(
        rulebook=Rulebook(policy), catalogue=Catalogue(courses), now=now or moment(TODAY)
    )


def recommend(
    policy: Policy,
    courses: Iterable[Course],
    *records: TrainingRecord,
    to: Person | None = None,
    now: datetime | None = None,
) -> Recommendation:
    return adviser(policy, courses, now=now).recommend(to or person(), Achievements(records))


def codes(recommendation: Recommendation) -> list[str]:
    return [suggestion.course.code for suggestion in recommendation.next]


def planned(
    courses: Iterable[Course],
    *records: TrainingRecord,
    under: Policy,
    to: Person | None = None,
    now: datetime | None = None,
) -> Plan:
    asked = adviser(under, courses, now=now)
    found = asked.recommend(to or person(), Achievements(records))
    return plan(
        found,
        open_courses=asked.open_to(found.person),
        now=asked.now,
    )


def planned_codes(plan: Plan) -> list[str]:
    return [each.course.code for each in plan.courses]
