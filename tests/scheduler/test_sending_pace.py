"""How many messages are on their way: more where they are quick, no more than their turns allow."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from sqlalchemy import insert

from bot.pacing import LEEWAY, Limit, Pacer
from cards.elements import Card
from domain.account import Account, AccountKind
from domain.japan_time import JAPAN
from domain.outbox import Notice, OutboxState
from domain.people import Person
from handlers import outgoing
from handlers.occasion import Dropped, Occasion
from handlers.outgoing_addressees import ToPerson
from scheduler import deliver_outbox
from scheduler.deliver_outbox import AT_ONCE, EVERY, DeliverOutbox, delivering
from scheduler.delivery import Delivery
from scheduler.platforms import Address, Letter, NotNow, NotThere, Sent
from storage.organizations import ensure_organization
from storage.outbox import enqueue
from storage.outbox_entries import outbox_counts
from storage.session import Database, open_database
from storage.tables import StaffRow
from tests.bot.settling import settled
from tests.effort import slowness
from tests.scheduler.outbox_senders import no_advice
from tests.waiting import until

KIND = "test.quiet"
WITHIN = 5.0
"""Seconds that a message waits for its turn, as with the platforms' own clients."""
PEOPLE, MESSAGES = 100, 600
SECONDS = 4


@dataclass
class Paced:
    """A platform of which we keep the limits ourselves."""

    pacer: Pacer = field(default_factory=Pacer)
    within: float = WITHIN
    sent: int = 0
    put_off: int = 0

    async def accounts(self, person: Person) -> Sequence[Account]:
        return [Account("paced", f"U{person.id}", AccountKind.MEMBER, person.email, "", now())]

    async def look_up(self, person: Person) -> None:
        """Everybody is known."""

    async def address(self, account: Account) -> Address:
        return Address(account.platform_id)

    async def channel_address(self, channel: str) -> Address:
        return Address(channel)

    async def send(self, letter: Letter, address: Address) -> Sent | NotNow:
        if not await self.pacer.turn(within=self.within):
            self.put_off += 1
            return NotNow("more than our own limits", self.within, of_pace=True)
        letter.before_call()
        self.sent += 1
        return Sent("1.1")

    async def edit(self, letter: Letter, address: Address, message_id: str) -> Sent:
        raise AssertionError("nothing is changed in place")

    async def find(self, key: str, *, conversation: str, since: datetime) -> NotThere:
        return NotThere()


def now() -> datetime:
    return datetime.now(JAPAN)


async def write(_occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    return Dropped("nothing_to_say") if args["says"] == "" else Card(title="知らせ", elements=())


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "KINDS", {KIND: ToPerson(write, in_office_hours=False)})


@pytest.fixture(autouse=True)
def second(monkeypatch: pytest.MonkeyPatch) -> float:
    """All seconds, the limits' and the outbox's own, are half as long, or as the machine is slow."""
    second = slowness() / 2
    monkeypatch.setattr(deliver_outbox, "QUICK", deliver_outbox.QUICK * second)
    monkeypatch.setattr(deliver_outbox, "SLOW", deliver_outbox.SLOW * second)
    return second


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Database]:
    """One that tells many people something, or has nothing to say to them."""
    opened = open_database(sqlite_url).within(1)
    async with opened.begin() as session:
        await ensure_organization(session, key="k", name="町", policy_id="shimonoseki")
        await session.execute(insert(StaffRow), [_person(number) for number in range(PEOPLE)])
    yield opened
    await opened.close()


def _person(number: int) -> dict[str, object]:
    return {
        "organization_id": 1,
        "employee_number": str(number),
        "email": f"a{number}@town.example",
        "name": "港　花子",
        "grade": "主事",
        "employment": "常勤",
        "attendance": "在職",
        "joined_on": date(2020, 4, 1),
    }


async def waits(town: Database, *, messages: int, said_in_ten: int) -> None:
    async with town.begin() as session:
        for number in range(messages):
            says = "はい" if number * 7 % 10 < said_in_ten else ""
            notice = Notice(KIND, 1 + number % PEOPLE, f"n{number}", {"says": says})
            await enqueue(session, notice, organization_id=1, at=now())


def delivery(town: Database, platform: Paced) -> Delivery:
    return Delivery(town, {"paced": platform}, 1, now, lambda _: False, no_advice())


@pytest.mark.parametrize("a_second", [5, 50])
async def test_言うことのない週も_番を待てないものを取っては戻すことはない(
    town: Database, a_second: int, second: float
) -> None:
    await waits(town, messages=400 + 3 * a_second * SECONDS, said_in_ten=3)
    platform = Paced(Pacer((Limit(a_second, second),), leeway=LEEWAY * second), WITHIN * second)
    outbox = DeliverOutbox(delivery(town, platform), asyncio.Event(), every=EVERY * second)
    async with delivering(outbox):
        await until(lambda: platform.sent >= a_second * SECONDS)
        sent, put_off = platform.sent, platform.put_off
        outbox.cut_off()
    assert put_off < sent / 4


async def test_すぐに届く相手には_同時に送る数が増える(town: Database) -> None:
    await waits(town, messages=MESSAGES, said_in_ten=10)
    platform = Paced()
    outbox = DeliverOutbox(delivery(town, platform), asyncio.Event())
    async with delivering(outbox):
        await settled(outbox)
    assert (platform.sent, platform.put_off) == (MESSAGES, 0)
    assert outbox._at_once > AT_ONCE


async def test_言うことのないものだけなら_同時に見る数が増える(town: Database) -> None:
    await waits(town, messages=MESSAGES, said_in_ten=0)
    outbox = DeliverOutbox(delivery(town, Paced()), asyncio.Event())
    async with delivering(outbox):
        await settled(outbox)
    async with town.read() as session:
        counts = await outbox_counts(session, organization_id=1)
    assert counts == {OutboxState.DEAD: MESSAGES}
    assert outbox._at_once > AT_ONCE
