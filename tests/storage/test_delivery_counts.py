"""How soon what waits is done: by all that was done lately, whatever came of it."""

from datetime import date, datetime, timedelta

import pytest

from domain.japan_time import JAPAN
from domain.outbox import Notice, OutboxState
from storage.delivery_counts import done_per_minute
from storage.organizations import ensure_organization
from storage.outbox import claim_due, enqueue
from storage.outbox_changes import change, give_up
from storage.session import Database
from storage.tables import StaffRow

NOW = datetime(2026, 11, 16, 9, 15, tzinfo=JAPAN)
TOWN = {"organization_id": 1}


async def drops(database: Database, count: int, *, at: datetime) -> None:
    """So many messages turn out to have nothing to say."""
    async with database.begin() as session:
        for number in range(count):
            key = f"{at:%H:%M}:{number}"
            await enqueue(session, Notice("reminder.person", 1, key), **TOWN, at=at)
        claimed = await claim_due(session, **TOWN, now=at, until=at, limit=count)
        ends = [give_up(m, state=OutboxState.DEAD, reason="nothing_new", at=at) for m in claimed]
        await change(session, ends)


@pytest.fixture(autouse=True)
async def town(database: Database) -> None:
    async with database.begin() as session:
        await ensure_organization(session, key="minato", name="みなと市", policy_id="shimonoseki")
        session.add(
            StaffRow(
                organization_id=1,
                employee_number="1",
                email="a@minato.example",
                name="港　花子",
                grade="主事",
                employment="常勤",
                attendance="在職",
                joined_on=date(2020, 4, 1),
            )
        )


async def test_知らせることがなかったものも終わる速さに入る(database: Database) -> None:
    async with database.read() as session:
        assert await done_per_minute(session, **TOWN, now=NOW) == 0
    await drops(database, 5, at=NOW - timedelta(minutes=16))
    await drops(database, 30, at=NOW - timedelta(minutes=10))
    async with database.read() as session:
        assert await done_per_minute(session, **TOWN, now=NOW) == 3
