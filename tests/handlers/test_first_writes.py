"""What several say at the same moment is kept once, on both databases; what a report changes."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from domain.training import RecordState
from storage.access_requests import ask_for_access, close_access_request, open_access_requests
from storage.completions import report_completion
from storage.tables import AccessRequestRow, CourseRow, StaffRow, TrainingRecordRow
from tests.handlers.office import NOW, Office, catalogue_xlsx, course, person, roster_xlsx

DAY = date(2026, 11, 12)


async def ask(office: Office, *, email: str = "dareka@example.com") -> None:
    async with office.database.begin() as session:
        await ask_for_access(
            session,
            organization_id=office.id,
            platform="test",
            platform_id="U1",
            email=email,
            display_name="だれか",
            at=NOW,
        )


async def report(office: Office, *, state: RecordState = RecordState.COMPLETED) -> RecordState:
    async with office.database.begin() as session:
        return await report_completion(
            session,
            organization_id=office.id,
            person_id=(await session.scalar(select(col(StaffRow.id)))) or 0,
            course_id=(await session.scalar(select(col(CourseRow.id)))) or 0,
            completed_on=DAY,
            state=state,
            at=NOW,
        )


@pytest.fixture
async def open_office(office: Office) -> Office:
    await office.roster(roster_xlsx(person("1")))
    await office.catalogue(catalogue_xlsx([course("A-01")]))
    return office


async def test_四つの申し出が同時に届いてもひとつになる(office: Office) -> None:
    await asyncio.gather(*(ask(office) for _ in range(4)))
    assert await office.count(AccessRequestRow) == 1


async def test_閉じた申し出はもう一度開く(office: Office) -> None:
    await ask(office)
    async with office.database.begin() as session:
        (first,) = await open_access_requests(session, organization_id=office.id, limit=9)
        await close_access_request(session, organization_id=office.id, request_id=first.id, at=NOW)
    await ask(office, email="atarashii@example.com")
    async with office.database.read() as session:
        (again,) = await open_access_requests(session, organization_id=office.id, limit=9)
    assert (again.id, again.email) == (first.id, "atarashii@example.com")


async def test_三つの報告が同時に届いても記録はひとつ(open_office: Office) -> None:
    states = await asyncio.gather(*(report(open_office) for _ in range(3)))
    assert await open_office.count(TrainingRecordRow) == 1
    assert set(states) == {RecordState.COMPLETED}


@pytest.mark.parametrize("before", [RecordState.ABSENT, RecordState.REJECTED, RecordState.REPORTED])
async def test_欠席や差戻しの日を報告しても修了にはならず確認待ちになる(
    open_office: Office, before: RecordState
) -> None:
    await report(open_office)
    async with open_office.database.begin() as session:
        officer = await session.scalar(select(col(StaffRow.id)))
        await session.execute(
            update(TrainingRecordRow).values(state=before.value, decided_by=officer)
        )
    assert await report(open_office) is RecordState.REPORTED
    async with open_office.database.read() as session:
        row = (await session.scalars(select(TrainingRecordRow))).one()
    assert (row.state, row.decided_by) == ("申告", None)


async def test_修了の日をもう一度報告しても修了のまま(open_office: Office) -> None:
    await report(open_office)
    assert await report(open_office, state=RecordState.REPORTED) is RecordState.COMPLETED
