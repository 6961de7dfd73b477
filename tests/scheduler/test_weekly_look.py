"""Looking for turns costs as much for many organizations as for one, and no one spoils it for others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import Engine, event, update
from sqlmodel import col

from domain.japan_time import JAPAN
from domain.reminder_preference import OwnTime, ReminderPreference
from domain.weekly_schedule import Weekday
from scheduler.weekly_look import Seen, seen_of, seen_of_all
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from scheduler.weekly_turns import WeeklyTurns
from storage.ledger import settled_turns
from storage.office_tables import OrganizationOfficeRow
from storage.organizations import ensure_organization
from storage.reminder_preferences import keep_reminder_preference
from storage.session import Database
from storage.tables import StaffRow
from tests.scenarios.world import Clock
from tests.scheduler.weekly_world import turns_of

FRIDAY = datetime(2026, 11, 13, 12, 0, tzinfo=JAPAN)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=JAPAN)
OWN = OwnTime(Weekday.WEDNESDAY, time(8, 30))


@pytest.fixture
def clock() -> Clock:
    return Clock(FRIDAY)


@pytest.fixture
def turns(database: Database, clock: Clock) -> WeeklyTurns:
    return replace(turns_of(database, clock), jobs=WEEKLY_REMINDERS)


async def there_are(database: Database, towns: int) -> None:
    """In each, somebody has chosen a time."""
    async with database.begin() as session:
        for number in range(1, towns + 1):
            await ensure_organization(session, key=f"k{number}", name="町", policy_id="shimonoseki")
            session.add(_staff(number))
        await session.flush()
        for number in range(1, towns + 1):
            wish = ReminderPreference(OWN)
            await keep_reminder_preference(
                session, wish, organization_id=number, staff_id=number, at=FRIDAY
            )


def _staff(number: int) -> StaffRow:
    return StaffRow(
        id=number,
        organization_id=number,
        employee_number="1",
        email="hanako@town.example",
        name="港　花子",
        grade="主事",
        employment="常勤",
        attendance="在職",
    )


@contextmanager
def questions() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "FROM" in statement:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("towns", [1, 12])
async def test_何もなければいくつの市があっても四つの問いで足りる(
    database: Database, turns: WeeklyTurns, clock: Clock, towns: int
) -> None:
    await there_are(database, towns)
    await turns.settle()
    clock.now = MONDAY
    await turns.settle()
    clock.now = MONDAY + timedelta(minutes=1)
    with questions() as asked:
        await turns.settle()
    assert len(asked) == 4, asked


async def test_一つずつ見ても一度に見ても同じものが見える(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await there_are(database, 3)
    for clock.now in (FRIDAY, MONDAY, MONDAY + timedelta(days=2)):
        await turns.settle()
    async with database.read() as session:
        every = await seen_of_all(session, now=clock.now)
        alone = {number: await seen_of(session, number) for number in (1, 2, 3)}
    assert len(every[1].newest) == len(WEEKLY_REMINDERS) + 2
    assert [*map(_plain, every.values())] == [*map(_plain, alone.values())]


def _plain(seen: Seen) -> tuple[object, ...]:
    return seen.kept.office(), dict(seen.newest), seen.own_times


async def test_読めない設定の市があってもほかの市の回は来る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await there_are(database, 2)
    await turns.settle()
    async with database.begin() as session:
        await session.execute(
            update(OrganizationOfficeRow)
            .where(col(OrganizationOfficeRow.organization_id) == 1)
            .values(at=time(23), quiet_from=time(20), quiet_until=time(8))
        )
    clock.now = MONDAY
    await turns.settle()
    async with database.read() as session:
        assert not await settled_turns(session, organization_id=1, limit=9)
        assert len(await settled_turns(session, organization_id=2, limit=9)) == len(
            WEEKLY_REMINDERS
        )


async def test_ひと月より長く止まっていても古い回を見送り次の回を送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await there_are(database, 1)
    for clock.now in (FRIDAY, MONDAY, MONDAY + timedelta(weeks=6, minutes=1)):
        await turns.settle()
    async with database.read() as session:
        settled = await settled_turns(session, organization_id=1, limit=99)
    own = [(turn.week, turn.reason) for turn in settled if turn.job == "reminder.person"]
    assert own[0] == ("2026-W53", "")
    assert {reason for _, reason in own[1:-1]} == {"too_old"}
    assert [week for week, _ in own] == [*map("2026-W{}".format, range(53, 46, -1))]
