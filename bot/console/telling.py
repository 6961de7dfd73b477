"""Somebody at the console is told something in their conversation, while this process lives."""

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.console.conversation import Conversations
from domain.account import Account, AccountKind
from domain.japan_time import JAPAN
from domain.people import Person
from scheduler.platforms import Address, CannotTell, Gone, Letter, NotThere, Refused, Sent
from storage.accounts import has_account
from storage.session import Database

CONSOLE = "console"
CHANNEL = "channel:"
"""Before the id of one: a key of a conversation has no colon."""
NEVER_ASKED = datetime(1970, 1, 1, tzinfo=JAPAN)
"""There is no platform that could be asked who somebody is."""


POSTINGS_KEPT = 1_000

Members = Callable[[str], Awaitable[Sequence[str]]]
"""The e-mail addresses of those who read a channel, by its id."""


@dataclass(frozen=True, slots=True)
class ConsoleTelling:
    conversations: Conversations
    members: Members
    database: Database
    organization_id: int
    posted: OrderedDict[str, dict[str, int]] = field(default_factory=OrderedDict)
    """What was sent to all: the numbers of its entries by whom they are for."""

    async def accounts(self, person: Person) -> Sequence[Account]:
        """Everybody: at the console one speaks as whom one picks, and it is open alone. Who is
        known on a platform reads there, where another process may send it.
        """
        async with self.database.within(self.organization_id).read() as session:
            if await has_account(session, organization_id=self.organization_id, email=person.email):
                return ()
        return (Account(CONSOLE, person.email, AccountKind.MEMBER, person.email, "", NEVER_ASKED),)

    async def look_up(self, person: Person) -> None:
        """Who is known nowhere has an account already."""

    async def address(self, account: Account) -> Address:
        """The conversation's key: the outbox keeps no e-mail address."""
        return Address(self.conversations.of(account.platform_id).key)

    async def channel_address(self, channel: str) -> Address:
        return Address(f"{CHANNEL}{channel}")

    async def send(self, letter: Letter, address: Address) -> Sent | Refused:
        if address.conversation.startswith(CHANNEL):
            return await self._send_to_all(letter, address.conversation.removeprefix(CHANNEL))
        conversation = self.conversations.with_key(address.conversation)
        if conversation is None:
            return Refused("forgotten")
        letter.before_call()
        conversation.show(letter.card)
        return Sent(str(conversation.version))

    async def find(self, key: str, *, conversation: str, since: datetime) -> NotThere | CannotTell:
        """What another process has shown went with it."""
        known = self.conversations.with_key(conversation)
        return CannotTell("no_answer") if known else NotThere()

    async def _send_to_all(self, letter: Letter, channel: str) -> Sent:
        """The console has no channels: each who would read it there finds it in their own chat."""
        emails = await self.members(channel)
        letter.before_call()
        shown = {email: self.conversations.of(email).show(letter.card) for email in emails}
        posted = secrets.token_urlsafe(12)
        self.posted[posted] = shown
        while len(self.posted) > POSTINGS_KEPT:
            self.posted.popitem(last=False)
        return Sent(posted)

    async def edit(self, letter: Letter, address: Address, message_id: str) -> Sent | Gone:
        """For those who have it; a process that has not shown it cannot change it."""
        shown = self.posted.get(message_id)
        if shown is None:
            return Gone("message_not_found")
        letter.before_call()
        for email, entry in shown.items():
            self.conversations.of(email).update(letter.card, entry_id=entry)
        return Sent(message_id)
