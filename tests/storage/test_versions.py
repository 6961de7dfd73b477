"""Every write to what is kept in memory is counted, in the transaction of the write."""

import ast
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.organization import Organization
from domain.training import RecordState
from storage.completions import decide_completion, report_completion
from storage.organizations import organization_by_key
from storage.session import Database, open_database
from storage.tables import CourseRow, StaffRow, TrainingRecordRow
from tests.handlers.office import (
    NOW,
    Office,
    catalogue_xlsx,
    course,
    person,
    record,
    records_xlsx,
    roster_xlsx,
)

STORAGE = Path(__file__).parents[2] / "storage"
COUNTED = frozenset(
    {
        *("CourseRow", "CourseSessionRow"),
        *("StaffRow", "StaffPostRow", "StaffTeamRoleRow"),
        *("TrainingRecordRow", "QualificationRow", "ProjectRecordRow"),
    }
)
WRITES = frozenset(
    {"insert", "update", "delete", "insert_for", "insert_of", "insert_or_update"}
    | {"insert_rows", "update_rows", "delete_rows"}
)


@pytest.fixture
async def office(database: Database) -> Office:
    office = await Office.opened(database)
    await office.roster(roster_xlsx(person("1")))
    await office.catalogue(catalogue_xlsx([course("C1")]))
    await office.records(records_xlsx(record("1", "C1", date(2026, 5, 1))))
    return office


@pytest.fixture
async def beside(office: Office, database_url: str) -> AsyncIterator[Database]:
    """The same tables, as another process has them open."""
    database = open_database(database_url).across()
    yield database
    await database.close()


async def versions(database: Database) -> tuple[int, int, int]:
    async with database.read() as session:
        found = await organization_by_key(session, "city")
    assert isinstance(found, Organization)
    return found.catalogue_version, found.roster_version, found.records_version


async def report(office: Office, day: date) -> RecordState:
    async with office.database.begin() as session:
        staff_id = await session.scalar(select(col(StaffRow.id)))
        course_id = await session.scalar(select(col(CourseRow.id)))
        return await report_completion(
            session,
            organization_id=office.id,
            person_id=staff_id or 0,
            course_id=course_id or 0,
            completed_on=day,
            state=RecordState.REPORTED,
            at=NOW,
        )


async def decide(office: Office) -> bool:
    async with office.database.begin() as session:
        reported = col(TrainingRecordRow.state) == RecordState.REPORTED.value
        return await decide_completion(
            session,
            organization_id=office.id,
            record_id=await session.scalar(select(col(TrainingRecordRow.id)).where(reported)) or 0,
            state=RecordState.COMPLETED,
            decided_by=await session.scalar(select(col(StaffRow.id))) or 0,
            at=NOW,
        )


IMPORTS: dict[str, tuple[int, Callable[[Office], Awaitable[object]]]] = {
    "研修一覧": (0, lambda office: office.catalogue(catalogue_xlsx([course("C2")]))),
    "名簿": (1, lambda office: office.roster(roster_xlsx(person("2")))),
    "名簿から退職": (
        1,
        lambda office: office.roster(roster_xlsx(person("2")), retire_missing=True),
    ),
    "受講記録": (2, lambda o: o.records(records_xlsx(record("1", "C1", date(2026, 6, 1))))),
    "受講の報告": (2, lambda office: report(office, date(2026, 7, 1))),
}


@pytest.mark.parametrize("name", IMPORTS)
async def test_書くとその版だけがほかの接続からも進んで見える(
    office: Office, beside: Database, name: str
) -> None:
    place, write = IMPORTS[name]
    before = await versions(beside)
    await write(office)
    after = await versions(beside)
    assert after[place] > before[place]
    assert [n for n in range(3) if after[n] != before[n]] == [place]


async def test_事務局が決めると受講記録の版が進み二度目は進まない(office: Office) -> None:
    await report(office, date(2026, 7, 1))
    before = await versions(office.database)
    assert await decide(office)
    decided = await versions(office.database)
    assert decided == (*before[:2], before[2] + 1)
    assert not await decide(office)
    assert await versions(office.database) == decided


async def test_確かめるだけの取り込みでは版が進まない(office: Office) -> None:
    before = await versions(office.database)
    await office.roster(roster_xlsx(person("3")), dry_run=True)
    await office.records(records_xlsx(record("1", "C1", date(2026, 8, 1))), dry_run=True)
    assert await versions(office.database) == before


def test_数える表に書くファイルはどれも版を進める() -> None:
    writers = {path.name for path in STORAGE.glob("*.py") if _writes_what_is_counted(path)}
    assert writers == {
        "catalogue_entries.py",
        "completions.py",
        "project_records.py",
        "record_entries.py",
        "roster.py",
    }
    for name in writers:
        assert "from storage.versions import mark_" in (STORAGE / name).read_text()


def _writes_what_is_counted(path: Path) -> bool:
    """It hands one of the tables to what writes."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return any(
        isinstance(call.func, ast.Name) and call.func.id in WRITES and _named(call) & COUNTED
        for call in calls
    )


def _named(call: ast.Call) -> set[str]:
    return {arg.id for arg in call.args if isinstance(arg, ast.Name)}
