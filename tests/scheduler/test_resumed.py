"""An office that goes on again: what was put off for its pause goes on, whenever it was put off."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import pytest

from domain.japan_time import JAPAN
from domain.outbox import PAUSED, Claimed, Notice
from handlers.occasion import Postponed
from handlers.outgoing import PAUSED_AGAIN
from scheduler.delivery import Delivery
from storage.organization_office import begin_office, set_paused
from storage.organizations import ensure_organization
from storage.outbox import Waiting, enqueue, waiting
from storage.outbox_changes import change, put_off
from storage.outbox_entries import end_pause, release_unless_paused
from storage.session import Database, Session, open_database
from storage.tables import StaffRow
from tests.scheduler.outbox_senders import no_advice
from tests.waiting import held_up

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
IS_DUE = Waiting(due=True, overdue=False)
NOTHING_IS_DUE = Waiting(due=False, overdue=False)


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Database]:
    """One whose office pauses, with a message that waits."""
    opened = open_database(database_url).within(1)
    async with opened.across().begin() as session:
        await ensure_organization(session, key="k", name="町", policy_id="shimonoseki")
    async with opened.begin() as session:
        person = StaffRow(
            organization_id=1,
            employee_number="1",
            email="hanako@town.example",
            name="港　花子",
            grade="主事",
            employment="常勤",
            attendance="在職",
            joined_on=date(2020, 4, 1),
        )
        session.add(person)
        await session.flush()
        assert person.id is not None
        await begin_office(session, organization_id=1, at=NOW)
        assert await set_paused(session, organization_id=1, paused_at=NOW)
        notice = Notice("completion.decided", person.id, "n")
        await enqueue(session, notice, organization_id=1, at=NOW)
    yield opened
    await opened.close()


def delivery_of(town: Database) -> Delivery:
    return Delivery(town, {}, 1, lambda: NOW, lambda _: False, no_advice())


async def goes_on(session: Session) -> None:
    assert await end_pause(session, organization_id=1, at=NOW)


async def found(town: Database) -> Waiting:
    async with town.read() as session:
        return await waiting(session, organization_id=1, now=NOW)


async def test_休止の間は送らずに後へまわす(town: Database) -> None:
    ((delivery, message),) = await delivery_of(town).claimed(5)
    await delivery.deliver(message)
    assert await found(town) == NOTHING_IS_DUE


async def test_書いている間に再開されても_一時間は待たない(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((delivery, message),) = await delivery_of(town).claimed(5)
    write = delivery._writing.written

    async def written(of: Claimed) -> object:
        letter = await write(of)
        assert letter == Postponed(NOW + PAUSED_AGAIN, PAUSED)
        async with town.begin() as session:
            await goes_on(session)
        return letter

    monkeypatch.setattr(delivery._writing, "written", written)
    await delivery.deliver(message)
    assert await found(town) == IS_DUE


async def test_後へまわすのと同時に再開されても_一時間は待たない(town: Database) -> None:
    ((_, message),) = await delivery_of(town).claimed(5)

    async def resumed() -> None:
        async with town.begin() as session:
            await goes_on(session)

    async with town.begin() as session:
        await change(session, [put_off(message, until=NOW + timedelta(hours=1), reason=PAUSED)])
        await release_unless_paused(session, organization_id=1, at=NOW)
        going_on = asyncio.create_task(resumed())
        await held_up(town, going_on)
    await going_on
    assert await found(town) == IS_DUE
