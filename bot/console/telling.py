"""Somebody at the console is told something in their conversation, while this process lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console.conversation import Conversations
from domain.account import Account, AccountKind
from domain.japan_time import JAPAN
from domain.people import Person
from scheduler.platforms import Address, CannotTell, Letter, NotThere, Refused, Sent

CONSOLE = "console"
NEVER_ASKED = datetime(1970, 1, 1, tzinfo=JAPAN)
"""There is no platform that could be asked who somebody is."""


@dataclass(frozen=True, slots=True)
class ConsoleTelling:
    conversations: Conversations

    async def accounts(self, person: Person) -> Sequence[Account]:
        """Everybody: at the console one speaks as whom one picks, and it is open alone."""
        return (Account(CONSOLE, person.email, AccountKind.MEMBER, person.email, "", NEVER_ASKED),)

    async def address(self, account: Account) -> Address:
        """The conversation's key: the outbox keeps no e-mail address."""
        return Address(self.conversations.of(account.platform_id).key)

    async def send(self, letter: Letter, address: Address) -> Sent | Refused:
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
