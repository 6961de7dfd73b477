"""Somebody on Teams is told something in their personal chat, unasked.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.teams.attachments import card_message
from bot.teams.connector import Connector
from bot.teams.identity import TeamsIdentity
from bot.teams.references import References
from bot.teams.refusals import ConnectorRefused, ConnectorSilent, ConversationBlocked
from bot.teams.tokens import TokenRefused
from bot.telling import NotTold, Told
from cards.elements import Card
from cards.renderers import teams
from domain.account import Account
from domain.conversation_reference import ConversationReference

NOT_FOUND = 404
_NOT_INSTALLED = frozenset({403, NOT_FOUND})


@dataclass(frozen=True, slots=True)
class TeamsTelling:
    connector: Connector
    references: References
    identity: TeamsIdentity

    async def tell(self, account: Account, cards: Sequence[Card]) -> Told | NotTold:
        """A chat that Teams refuses for good is not tried again until something comes from it."""
        try:
            chat = await self._chat(account.platform_id)
            return await self._post(cards, chat) if chat else NotTold("no chat with them")
        except ConnectorSilent as silence:
            return NotTold(str(silence), is_certain=False)
        except ConnectorRefused as refusal:
            return NotTold(str(refusal))
        except TokenRefused as refusal:
            return NotTold(f"no token: {refusal}")

    async def _post(self, cards: Sequence[Card], chat: ConversationReference) -> Told | NotTold:
        sent = 0
        try:
            for page in (page for card in cards for page in teams.render(card)):
                message = card_message(page, bot_id=self.identity.bot_id)
                await self.connector.post(
                    chat.service_url, chat.conversation_id, message, at_most_once=True
                )
                sent += 1
        except ConnectorRefused as refusal:
            if isinstance(refusal, ConversationBlocked) or refusal.status == NOT_FOUND:
                await self.references.block(chat.conversation_id)
            if sent:  # a part of it stands there: nowhere else again
                return NotTold(str(refusal), is_certain=False)
            raise
        return Told()

    async def _chat(self, aad_object_id: str) -> ConversationReference | None:
        """The one we know, else a new one; None where they do not want to hear of us."""
        known = await self.references.personal(aad_object_id)
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
                service_url, bot_id=self.identity.bot_id, member_id=aad_object_id, tenant=tenant
            )
        except ConnectorRefused as refusal:
            if refusal.status in _NOT_INSTALLED:
                return None
            raise
        return await self.references.keep_personal(
            conversation, aad_object_id=aad_object_id, tenant=tenant, service_url=service_url
        )
