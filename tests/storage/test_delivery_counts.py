"""How soon what waits is done: by all that was done lately, whatever came of it."""

from datetime import date, datetime, timedelta

import pytest

from domain.delivery_report import Group
from domain.japan_time import JAPAN
from domain.outbox import Notice, OutboxState
from storage.delivery_counts import done_per_minute, groups_of_turns
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
        assert await done_per_minute(session, **TOWN, now=NOW, reports="report") == 0
    await drops(database, 5, at=NOW - timedelta(minutes=16))
    await drops(database, 30, at=NOW - timedelta(minutes=10))
    async with database.read() as session:
        assert await done_per_minute(session, **TOWN, now=NOW, reports="report") == 3
        reports = "reminder.person"
        assert await done_per_minute(session, **TOWN, now=NOW, reports=reports) == 0


async def test_回ごとの数は種類と週で分かれ前のものは入らない(database: Database) -> None:
    async with database.begin() as session:
        for kind, week in (("reminder.person", "46"), ("reminder.person", "47"), ("other", "47")):
            args = {"week": f"2026-W{week}"}
            await enqueue(session, Notice(kind, 1, f"{kind}{week}", args), **TOWN, at=NOW)
        early = NOW - timedelta(days=30)
        await enqueue(
            session, Notice("reminder.person", 1, "x", {"week": "2026-W47"}), **TOWN, at=early
        )
    async with database.read() as session:
        kinds = ["reminder.person", "reminder.manager"]
        found = await groups_of_turns(session, kinds, **TOWN, since=NOW, now=NOW)
        later = await groups_of_turns(
            session, kinds, **TOWN, since=NOW, now=NOW - timedelta(minutes=1)
        )
    one = Group(OutboxState.PENDING, "", is_later=False, count=1)
    turns = {("reminder.person", "2026-W46"): (one,), ("reminder.person", "2026-W47"): (one,)}
    assert found == turns
    assert all(group.is_later for groups in later.values() for group in groups)
