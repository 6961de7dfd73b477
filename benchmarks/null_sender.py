"""A process that drains the outbox into a platform which does nothing: ``python -m … URL``.

Everything else is done: claims, leases, who it is for, whether they are on leave, where they can be told,
attempts and outcomes. The message itself is a fixed card: what a kind reads to write its own is not measured.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from cards.elements import Card
from domain.account import Account, AccountKind
from domain.people import Person
from handlers import outgoing
from handlers.occasion import Occasion
from handlers.outgoing_addressees import ToPerson
from scheduler.deliver_outbox import DeliverOutbox
from scheduler.delivery import Delivery
from scheduler.platforms import Address, Letter, NotThere, Sent
from storage.session import open_database
from tests.scheduler.outbox_senders import no_advice

KIND = "benchmark.fixed"
ORGANIZATION = 1
_CARD = Card(title="お知らせ", elements=())


class NullSender:
    """Everybody is known there."""

    async def accounts(self, person: Person) -> Sequence[Account]:
        checked = japan_now()
        return [Account("null", f"U{person.id}", AccountKind.MEMBER, person.email, "", checked)]

    async def look_up(self, person: Person) -> None:
        """Nobody is left to be found."""

    async def address(self, account: Account) -> Address:
        return Address(account.platform_id)

    async def channel_address(self, channel: str) -> Address:
        return Address(channel)

    async def send(self, letter: Letter, address: Address) -> Sent:
        letter.before_call()
        return Sent("1.1")

    async def edit(self, letter: Letter, address: Address, message_id: str) -> Sent:
        letter.before_call()
        return Sent(message_id)

    async def find(self, key: str, *, conversation: str, since: datetime) -> NotThere:
        return NotThere()


async def write(_occasion: Occasion, _args: Mapping[str, str]) -> Card:
    return _CARD


async def drain(url: str) -> None:
    outgoing.KINDS = {KIND: ToPerson(write, in_office_hours=False)}
    database = open_database(url).within(ORGANIZATION)
    delivery = Delivery(
        database, {"null": NullSender()}, ORGANIZATION, japan_now, is_national_holiday, no_advice()
    )
    print(flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await DeliverOutbox(delivery, asyncio.Event()).run()


if __name__ == "__main__":
    asyncio.run(drain(sys.argv[1]))
