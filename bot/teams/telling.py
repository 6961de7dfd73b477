"""Somebody on Teams is told something in their personal chat, unasked.

Teams cannot be asked afterwards: a message of whose answer nothing came is never sent again by
itself. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.known_accounts import KnownAccounts
from bot.teams.attachments import card_message
from bot.teams.connector import TOO_MANY, UNAUTHORIZED, Connector
from bot.teams.identity import TeamsIdentity
from bot.teams.references import References
from bot.teams.refusals import (
    ConnectorBusy,
    ConnectorRefused,
    ConnectorSilent,
    ConnectorUnreachable,
    ConversationBlocked,
)
from bot.teams.renewal import Renewal
from bot.teams.tokens import TokenRefused
from cards.renderers import teams
from domain.account import Account
from domain.conversation_reference import ConversationReference
from domain.office import THREAD
from domain.people import Person
from handlers.faults import note_fault
from scheduler.platforms import (
    Address,
    CannotTell,
    Gone,
    InDoubt,
    Letter,
    NotNow,
    Refused,
    Sent,
    app_refused,
    no_longer,
)

NOT_FOUND = 404
_GONE = frozenset({NOT_FOUND, 405, 410})
_NOT_INSTALLED = frozenset({403, NOT_FOUND})


@dataclass(frozen=True, slots=True)
class TeamsTelling:
    connector: Connector
    references: References
    known: KnownAccounts
    identity: TeamsIdentity
    renewal: Renewal

    async def accounts(self, person: Person) -> Sequence[Account]:
        return await self.known.of(person)

    async def look_up(self, person: Person) -> None:
        """To ask who is in a tenant needs permissions of Graph, which we do without."""

    async def address(self, account: Account) -> Address | Refused | NotNow:
        """What is known of an account is a day old at most."""
        return await self._address(lambda: self._chat_of(account))

    async def channel_address(self, channel: str) -> Address | Refused | NotNow:
        """Only where something came from before: Teams wants the address of then."""
        channel, mark, thread = channel.partition(THREAD)
        address = await self._address(lambda: self._channel(channel))
        if not isinstance(address, Address):
            return address
        return replace(address, conversation=f"{address.conversation}{mark}{thread}")

    async def _address(
        self, look_up: Callable[[], Awaitable[ConversationReference | Refused]]
    ) -> Address | Refused | NotNow:
        """The token is fetched here: the message itself must not wait for it."""
        try:
            await self.connector.tokens.current()
            chat = await look_up()
        except TokenRefused as refusal:
            return app_refused(f"no_token:{refusal}")
        except ConnectorBusy as busy:
            return _later(busy)
        except ConnectorSilent as silence:
            return NotNow(str(silence), of_platform=True)
        except ConnectorRefused as refusal:
            return _refused(refusal)
        if isinstance(chat, Refused):
            return chat
        return Address(chat.conversation_id, chat.service_url, chat.tenant_id)

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        """A chat that Teams refuses for good is not tried again until something comes from it."""
        if letter.files:
            return Refused("files_not_taken")
        pages = teams.render(letter.card)
        if len(pages) > 1:
            return Refused("too_long")
        try:
            return Sent(
                await self.connector.towards(address.tenant).post_once(
                    address.service_url,
                    address.conversation,
                    card_message(pages[0], bot_id=self.identity.bot_id),
                    before_call=letter.before_call,
                )
            )
        except (ConnectorRefused, TokenRefused) as refusal:
            return await self._not_sent(refusal, address)

    async def edit(
        self, letter: Letter, address: Address, message_id: str
    ) -> Sent | Gone | Refused | NotNow | InDoubt:
        """https://learn.microsoft.com/microsoftteams/platform/bots/how-to/update-and-delete-bot-messages"""
        pages = teams.render(letter.card)
        if len(pages) > 1:
            return Refused("too_long")
        try:
            await self.connector.towards(address.tenant).update_once(
                address.service_url,
                address.conversation,
                message_id,
                card_message(pages[0], bot_id=self.identity.bot_id),
                before_call=letter.before_call,
            )
        except (ConnectorRefused, TokenRefused) as refusal:
            if _says_that_it_is_gone(refusal):
                return Gone(str(refusal))
            return await self._not_sent(refusal, address)
        return Sent(message_id)

    async def _not_sent(
        self, refusal: ConnectorRefused | TokenRefused, address: Address
    ) -> Refused | NotNow | InDoubt:
        match refusal:
            case TokenRefused():
                return app_refused(f"no_token:{refusal}")
            case ConnectorBusy() as busy:
                return _later(busy)
            case ConnectorUnreachable():
                return NotNow(str(refusal), of_platform=True)
            case ConnectorSilent():
                return InDoubt(str(refusal))
            case _:
                if isinstance(refusal, ConversationBlocked) or refusal.status == NOT_FOUND:
                    await self._block(address.conversation)
                return _refused(refusal)

    async def find(self, key: str, *, conversation: str, since: datetime) -> CannotTell:
        return CannotTell("no_answer")

    async def _block(self, conversation: str) -> None:
        """Where that fails the refusal still stands: the next message is refused again."""
        try:
            await self.references.block(conversation.partition(THREAD)[0])
        except Exception as fault:  # noqa: BLE001 - the message must not be in doubt for it
            note_fault(fault, event="teams:block")

    async def _channel(self, channel: str) -> ConversationReference | Refused:
        known = self._ours(await self.references.of(channel))
        return known or Refused("unknown_channel")

    async def _chat_of(self, account: Account) -> ConversationReference | Refused:
        chat = await self._chat(account.platform_id)
        today = await self.renewal.today(account, chat) if chat else None
        if chat is None or today is None:
            return Refused("no_chat")
        return no_longer(account, today=today) or chat

    def _ours(self, known: ConversationReference | None) -> ConversationReference | None:
        """None also for one of a tenant that has been taken away since."""
        return known if known and self.identity.admits(known.tenant_id) else None

    async def _chat(self, aad_object_id: str) -> ConversationReference | None:
        """The one we know, else a new one; None where they do not want to hear of us."""
        known = self._ours(await self.references.personal(aad_object_id))
        if known or await self.references.is_blocked(aad_object_id):
            return known
        for tenant in sorted(self.identity.tenants):
            if made := await self._made(aad_object_id, tenant):
                return made
        return None

    async def _made(self, aad_object_id: str, tenant: str) -> ConversationReference | None:
        """None where we have never been spoken to in that tenant, or they have no app of ours."""
        service_url = await self.references.service_url(tenant)
        if service_url is None:
            return None
        try:
            conversation = await self.connector.create_conversation(
                service_url,
                bot_id=self.identity.bot_id,
                member_id=aad_object_id,
                tenant=tenant,
                waits=False,
            )
        except ConnectorRefused as refusal:
            if refusal.status in _NOT_INSTALLED:
                return None
            raise
        return await self.references.keep_personal(
            conversation, aad_object_id=aad_object_id, tenant=tenant, service_url=service_url
        )


def _says_that_it_is_gone(refusal: ConnectorRefused | TokenRefused) -> bool:
    """The message, not the conversation."""
    if isinstance(refusal, TokenRefused | ConversationBlocked):
        return False
    return refusal.status in _GONE


def _later(busy: ConnectorBusy) -> NotNow:
    is_theirs = busy.status == TOO_MANY and not busy.is_ours
    code = busy.code or str(busy.status)
    return NotNow(code, busy.seconds, of_platform=is_theirs, of_pace=busy.is_ours)


def _refused(refusal: ConnectorRefused) -> Refused | NotNow:
    is_of_app = refusal.status == UNAUTHORIZED
    return app_refused(str(refusal)) if is_of_app else Refused(str(refusal))
