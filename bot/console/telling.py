"""Somebody at the console is told something in their conversation, while this process lives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console.conversation import Conversations
from domain.account import Account, AccountKind
from domain.japan_time import JAPAN
from domain.people import Person
from scheduler.platforms import Address, CannotTell, Letter, NotThere, Platform, Refused, Sent

CONSOLE = "console"
LONG_AGO = datetime(1970, 1, 1, tzinfo=JAPAN)
"""Whoever is known on Slack or Teams is told there."""


@dataclass(frozen=True, slots=True)
class ConsoleTelling:
    """``platforms``: all that are open."""

    conversations: Conversations
    platforms: Mapping[str, Platform]

    async def accounts(self, person: Person) -> Sequence[Account]:
        """Everybody where there is nothing but the console, as in the demo: they are looked up
        there later. Otherwise those who have spoken here.
        """
        is_all_there_is = self.platforms.keys() == {CONSOLE}
        if not (is_all_there_is or self.conversations.has(person.email)):
            return ()
        return (Account(CONSOLE, person.email, AccountKind.MEMBER, person.email, "", LONG_AGO),)

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
