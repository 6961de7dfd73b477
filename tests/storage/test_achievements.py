"""Records of one person, of some and of all: three ways to read the same, on both databases."""

from datetime import date, timedelta

import pytest

from domain.training import Achievements
from storage.achievements import (
    achievements_of,
    achievements_of_all,
    achievements_of_some,
    everyone_attended,
    everyones_projects,
    everyones_qualifications,
)
from storage.organizations import ensure_organization
from storage.session import Database
from storage.tables import (
    CourseRow,
    ProjectRecordRow,
    QualificationRow,
    StaffRow,
    TrainingRecordRow,
)

DAY = date(2026, 11, 2)
TOWN, OTHER_TOWN = 1, 2
WITH_MANY, WITH_ONE, WITH_NONE, ELSEWHERE = 1, 2, 3, 4


@pytest.fixture(autouse=True)
async def records(database: Database) -> None:
    async with database.begin() as session:
        for key in ("minato", "yama"):
            await ensure_organization(session, key=key, name=key, policy_id="shimonoseki")
        for town, people in ((TOWN, (1, 2, 3)), (OTHER_TOWN, (4,))):
            session.add_all(_staff(town, number) for number in people)
            session.add(
                CourseRow(id=town, organization_id=town, code="K", name="研修", obligation="必須")
            )
        await session.flush()
        session.add_all(_record(TOWN, WITH_MANY, days=days) for days in range(3))
        session.add_all([_record(TOWN, WITH_ONE), _record(OTHER_TOWN, ELSEWHERE)])
        session.add(
            QualificationRow(
                organization_id=TOWN, staff_id=WITH_MANY, name="ITパスポート", acquired_on=DAY
            )
        )
        session.add(
            ProjectRecordRow(
                organization_id=TOWN, staff_id=WITH_MANY, name="窓口", led=True, started_on=DAY
            )
        )


def _staff(town: int, number: int) -> StaffRow:
    return StaffRow(
        id=number,
        organization_id=town,
        employee_number=f"N{number}",
        email=f"n{number}@town.example",
        name="港　花子",
        grade="主事",
        employment="常勤",
        attendance="在職",
    )


def _record(town: int, number: int, *, days: int = 0) -> TrainingRecordRow:
    return TrainingRecordRow(
        organization_id=town,
        staff_id=number,
        course_id=town,
        completed_on=DAY - timedelta(days=days),
        state="修了",
    )


async def test_一人でも何人でも全員でも同じ記録が読める(database: Database) -> None:
    async with database.read() as session:
        one_by_one = {
            number: await achievements_of(session, organization_id=TOWN, person_id=number)
            for number in (WITH_MANY, WITH_ONE, WITH_NONE)
        }
        some = await achievements_of_some(
            session, organization_id=TOWN, person_ids=[WITH_MANY, WITH_ONE, WITH_NONE]
        )
        everyone = await achievements_of_all(session, organization_id=TOWN)
    assert some == one_by_one == everyone | {WITH_NONE: Achievements()}
    assert len(some[WITH_MANY].records) == 3
    assert some[WITH_MANY].qualifications
    assert some[WITH_MANY].projects


async def test_全員の記録は同じ講座と日と状態ごとに読んでも同じ(database: Database) -> None:
    async with database.read() as session:
        everyone = await achievements_of_all(session, organization_id=TOWN)
        packed = await everyone_attended(session, organization_id=TOWN)
        held = await everyones_qualifications(session, organization_id=TOWN)
        projects = await everyones_projects(session, organization_id=TOWN)
    at_once = sorted((person, each.record) for each in packed for person in each.people)
    assert at_once == sorted((n, one) for n, each in everyone.items() for one in each.records)
    again = sorted((person, each.record) for each in packed for person in each.people)
    assert again == at_once, "it can be gone through more than once"
    assert [*map(len, (each.people for each in packed))].count(2) == 1
    assert held == {WITH_MANY: everyone[WITH_MANY].qualifications}
    assert projects == {WITH_MANY: everyone[WITH_MANY].projects}


async def test_ほかの自治体の人の記録は名指しても読めない(database: Database) -> None:
    async with database.read() as session:
        found = await achievements_of_some(
            session, organization_id=TOWN, person_ids=[WITH_ONE, ELSEWHERE]
        )
    assert found.keys() == {WITH_ONE}
