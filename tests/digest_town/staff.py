"""The town's policy, its staff and what they have learned: half a year before its forum begins."""

from datetime import date, datetime, timedelta
from typing import Any

from domain.catalogue_difference import CatalogueDifference
from domain.catalogue_rows import CourseEntry, SessionEntry
from domain.import_difference import Changed, Difference
from domain.import_report import ItemChange
from domain.kpi_snapshot import Period, Snapshot
from domain.people import Attendance, Employment, TeamRoleHeld
from domain.policy import Policy, Qualification, StageRule, Statement, Target
from domain.record_rows import AnyRecord, ProjectEntry, QualificationEntry, RecordEntry
from domain.requirements import Rulebook
from domain.roster_rows import StaffEntry
from domain.training import Audience, Obligation, RecordState, Validity
from handlers.kpi_reading import count_now
from storage.catalogue_entries import write_catalogue
from storage.kpi_snapshots import keep_snapshot
from storage.organizations import organization_by_id
from storage.record_entries import named_courses, named_staff, write_records
from storage.roster import stored_staff, write_roster
from storage.session import Session
from tests.digest_town.town import HERE, Town
from tests.digest_town.words import STAGES
from tests.domain.builders import HERE as CHAPTER
from tests.domain.builders import policy, stage, talent_type

STAFF, PROMOTER = "一般職員", "DX推進員"


def _target(measure: str, value: float | None, unit: str, **counted: Any) -> Target:
    words: dict[str, Any] = {"talent_type": STAFF, "source": CHAPTER} | counted
    return Target(measure=measure, value=value, unit=unit, **words)


TARGETS = (
    _target("基礎研修の受講率", 100, "%", counted_by="basic_training"),
    _target("各課の推進員", 1, "名", counted_by="promoters_in_sections", within_years=3),
    _target("段階2の割合", 30, "%", counted_by="stage_share", part="段階2"),
    _target("段階2の人数", 4, "名", counted_by="stage_people", part="段階2", within_years=None),
    _target("推進員の数", 9, "名", counted_by="people", talent_type=PROMOTER),
    _target("常勤の推進員の数", 3, "名", counted_by="people", talent_type=PROMOTER, part="常勤"),
    _target("空欄の目標", None, "名", counted_by="people", talent_type=PROMOTER),
    _target("数えない目標", 5, "回"),
)
QUALIFICATION = "ITパスポート"


def town_policy(targets_from: int | None) -> Policy:
    made = policy(
        talent_type(STAFF, skills=("基礎",)),
        talent_type(PROMOTER, skills=("応用",)),
        skills=("基礎", "応用"),
        stages=(
            stage("段階1", of=STAFF, rule=StageRule(skills="own")),
            stage("段階2", of=STAFF, rule=StageRule(skills="own", led_projects=1)),
        ),
        qualifications=(Qualification(name=QUALIFICATION, skills=("応用",), source=CHAPTER),),
    )
    cycle = tuple(Statement(name=name, source=CHAPTER) for name in STAGES)
    return made.model_copy(
        update={"targets": TARGETS, "targets_from": targets_from, "cycle": cycle}
    )


async def hire(town: Town, session: Session, at: datetime) -> None:
    """Some departments of few, some of many; who is on leave, and who is still to come."""
    chance = town.chance
    entries = []
    for number in range(1, chance.randrange(20, 45)):
        department, section = town.some_place()
        roles = (TeamRoleHeld("DX推進員", department),) if chance.random() < 0.1 else ()
        entries.append(
            StaffEntry(
                employee_number=f"{number:04}",
                name=f"姓{number} 名",
                email=f"n{number}@example.lg.jp",
                department=department,
                section=section,
                employment=chance.choice((Employment.REGULAR, Employment.FISCAL_YEAR)),
                attendance=_attendance(town),
                talent_types=(STAFF, PROMOTER) if chance.random() < 0.15 else (STAFF,),
                team_roles=roles,
                joined_on=chance.choice((None, date(2020, 4, 1), at.date() + timedelta(days=200))),
            )
        )
    await write_roster(
        session, Difference(tuple(entries)), **HERE, retired=(), actor_id=None, now=at
    )
    stored = await stored_staff(session, **HERE)
    town.people = tuple(each.id for each in stored.values())


def _attendance(town: Town) -> Attendance:
    there = (Attendance.ACTIVE,) * 20
    return town.chance.choice((*there, Attendance.LEAVE, Attendance.PARENTAL_LEAVE))


async def change_staff(town: Town, session: Session, at: datetime) -> None:
    """Somebody moves, goes on leave or comes back, or leaves for good."""
    stored = await stored_staff(session, **HERE)
    was = town.chance.choice([*stored.values()])
    if town.chance.random() < 0.2:
        await write_roster(session, Difference(), **HERE, retired=(was.id,), actor_id=None, now=at)
        return
    department, section = town.some_place()
    values = {"department": department, "section": section, "attendance": _attendance(town)}
    now = StaffEntry(**{name: getattr(was.entry, name) for name in _FIELDS} | values)
    change = Changed(was.id, was.entry, now, ItemChange(was.entry.employee_number, ()))
    await write_roster(
        session, Difference(changed=(change,)), **HERE, retired=(), actor_id=None, now=at
    )


_FIELDS = tuple(StaffEntry.__dataclass_fields__)


async def open_courses(town: Town, session: Session, at: datetime, *, until: datetime) -> None:
    chance = town.chance
    courses = (
        CourseEntry("K1", "DX基礎1", Obligation.REQUIRED, skills=("基礎",)),
        CourseEntry("K2", "毎年の2", Obligation.REQUIRED, validity=Validity(fiscal_year_only=True)),
        CourseEntry("K3", "3年の研修", Obligation.REQUIRED, validity=Validity(years=3)),
        CourseEntry(
            "K4",
            "推進員の研修",
            Obligation.REQUIRED,
            audience=Audience(talent_types=frozenset({PROMOTER})),
        ),
    )
    span = (until - at).days
    starts = {
        (course.code, at + timedelta(days=chance.randrange(span + 20), hours=chance.randrange(24)))
        for course in courses
        for _ in range(chance.randrange(span // 5))
    }
    sessions = tuple(SessionEntry(code, starts_at) for code, starts_at in sorted(starts))
    found = CatalogueDifference(Difference(courses), Difference(sessions), (), (), (), [], [])
    await write_catalogue(session, found, **HERE, retired=False, at=at)


async def learn(town: Town, session: Session, at: datetime) -> None:
    """What the office brings in of one month."""
    chance = town.chance
    staff = await named_staff(session, **HERE)
    days = [at.date() - timedelta(days=chance.randrange(1, 300)) for _ in range(9)]
    numbers = sorted(staff.ids)
    states = [*RecordState]
    new: list[AnyRecord] = [
        RecordEntry(chance.choice(numbers), chance.choice(("K1", "K2", "K3")), day, state)
        for day in days
        for state in chance.choices(states, weights=(6, 1, 1, 1), k=3)
    ]
    new += [ProjectEntry(chance.choice(numbers), f"案件{day}", day, led=True) for day in days[:1]]
    ends = chance.choice((None, at.date() + timedelta(days=chance.randrange(-5, 90))))
    new += [QualificationEntry(chance.choice(numbers), QUALIFICATION, days[1], ends)]
    fresh = {each.key: each for each in new if each.key not in town.learned}
    town.learned |= {*fresh}
    await write_records(
        session,
        Difference(tuple(fresh.values())),
        **HERE,
        staff=staff,
        courses=await named_courses(session, **HERE),
        at=at,
    )


async def keep_month(town: Town, rulebook: Rulebook, *, as_of: date, at: datetime) -> None:
    async with town.database.read() as session:
        organization = await organization_by_id(session, 1)
    reading = await count_now(organization, rulebook, town.database, as_of=as_of)
    async with town.database.begin() as session:
        kept = Snapshot(Period.MONTH, at, reading, "town")
        assert await keep_snapshot(session, kept, **HERE)
