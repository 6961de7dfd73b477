"""One process sends for all organizations: none waits for another's sixteen thousand messages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest

from domain.japan_time import JAPAN
from domain.outbox import Claimed, Notice
from scheduler.deliver_outbox import DeliverOutbox, delivering
from scheduler.delivery import Delivery
from scheduler.every_organization import EveryOrganization, PlatformsOf
from scheduler.kept_deliveries import KeptDeliveries
from scheduler.outcome import Went
from storage.organizations import ensure_organization
from storage.outbox import enqueue
from storage.session import Database, open_database
from storage.tables import StaffRow
from tests.bot.settling import settled
from tests.scheduler.outbox_senders import no_advice

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
みなと市, となり町, むこう村 = 1, 2, 3
TOWNS = {みなと市: 200, となり町: 3, むこう村: 0}
"""How many messages each has waiting."""


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url).across()
    async with opened.begin() as session:
        for town, waiting in TOWNS.items():
            organization = await ensure_organization(
                session, key=f"k{town}", name=f"町{town}", policy_id="shimonoseki"
            )
            session.add(_staff(organization.id))
            await session.flush()
            for number in range(waiting):
                notice = Notice("completion.decided", organization.id, f"n{number}")
                await enqueue(session, notice, organization_id=organization.id, at=NOW)
    yield opened
    await opened.close()


def _staff(organization_id: int) -> StaffRow:
    return StaffRow(
        id=organization_id,
        organization_id=organization_id,
        employee_number="1",
        email="hanako@town.example",
        name="港　花子",
        grade="主事",
        employment="常勤",
        attendance="在職",
        joined_on=date(2020, 4, 1),
    )


class Noted(Delivery):
    """Notes whose message it was, and leaves the row as a process that is killed would."""

    told: list[int]

    async def deliver(self, message: Claimed) -> Went:
        assert message.staff_id == self.organization_id
        self.told.append(self.organization_id)
        await asyncio.sleep(0.001)
        return Went.CALLED


def everybody(database: Database, told: list[int], *, now: datetime = NOW) -> EveryOrganization:
    def delivery_of(organization_id: int) -> Delivery:
        within = database.within(organization_id)
        delivery = Noted(
            within,
            PlatformsOf({}, organization_id),
            organization_id,
            lambda: now,
            lambda _: False,
            no_advice(),
        )
        delivery.told = told
        return delivery

    return EveryOrganization(database, lambda: now, KeptDeliveries(delivery_of))


async def test_少ない自治体は多い自治体を待たずに送られる(database: Database) -> None:
    told: list[int] = []
    outbox = DeliverOutbox(everybody(database, told), asyncio.Event(), every=0.05)
    async with delivering(outbox):
        await settled(outbox)
    assert (told.count(みなと市), told.count(となり町)) == (200, 3)
    assert max(place for place, town in enumerate(told) if town == となり町) < 20


async def test_空きが一つでも順に回る(database: Database) -> None:
    all_of_them = everybody(database, [])
    towns = [
        delivery.organization_id for _ in range(6) for delivery, _ in await all_of_them.claimed(1)
    ]
    assert towns == [みなと市, となり町] * 3


async def test_分けた残りは次の自治体が使う(database: Database) -> None:
    claimed = await everybody(database, []).claimed(10)
    towns = [delivery.organization_id for delivery, _ in claimed]
    assert (towns.count(みなと市), towns.count(となり町)) == (7, 3)


async def test_残されたものが多くても新しいものも取る(database: Database) -> None:
    await everybody(database, []).claimed(100)
    later = everybody(database, [], now=NOW + timedelta(hours=1))
    claimed = [message for _, message in await later.claimed(16)]
    assert [message.is_overdue for message in claimed].count(False) >= 2
    assert [message.is_overdue for message in claimed].count(True) >= 8


async def test_待てと言われた自治体だけが待つ(database: Database) -> None:
    all_of_them = everybody(database, [])
    first = await all_of_them.claimed(2)
    resting = next(delivery for delivery, _ in first if delivery.organization_id == みなと市)
    resting.rests.begin("slack", seconds=5)
    claimed = await all_of_them.claimed(10)
    assert {delivery.organization_id for delivery, _ in claimed} == {となり町}
    assert all_of_them.rest == 5


async def test_取れない自治体があっても_ほかは送られる(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    claim = Delivery.claimed

    async def claimed(of: Delivery, most: int) -> object:
        if of.organization_id == となり町:
            raise TimeoutError("database is locked")
        return await claim(of, most)

    monkeypatch.setattr(Delivery, "claimed", claimed)
    found = await everybody(database, []).claimed(10)
    assert [delivery.organization_id for delivery, _ in found] == [みなと市] * 10
    assert any("kind=TimeoutError" in each for each in caplog.messages)


def test_無い窓口は自治体にも無い() -> None:
    platforms = PlatformsOf({}, みなと市)
    assert (len(platforms), list(platforms), platforms.get("slack")) == (0, [], None)
    with suppress(KeyError):
        raise AssertionError(platforms["slack"])
