"""Answers on Teams: what a card says is for who asked alone, wherever they asked."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from bot.teams.answers import SENT_PRIVATELY, Answer
from bot.teams.attachments import card_message, file_message
from bot.teams.connector import Connector
from bot.teams.files import Files
from bot.teams.identity import TeamsIdentity
from bot.teams.payloads import Place
from bot.teams.references import References
from bot.teams.refusals import ConnectorRefused, ConversationBlocked, Json
from bot.teams.turn import Turn
from cards.renderers.teams_blocks import Block

NOT_INSTALLED = (
    "個人チャットに返信できませんでした。Teamsの「アプリ」で「かけはし」を探して追加してから、"
    "もう一度送ってください。"
)
NOT_FOUND = 404
_UNWANTED = frozenset({403, NOT_FOUND})
"""Teams' refusals to make a chat with somebody who has not installed the app."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What the edge says. Raises ConnectorRefused where Teams will not have it for now."""

    connector: Connector
    references: References
    files: Files
    identity: TeamsIdentity

    async def deliver(self, answer: Answer, place: Place, turn: Turn, *, in_words: bool) -> None:
        """``in_words``: where others read along, they see that the answer went elsewhere."""
        if place.is_private:
            await self._here(answer, place, turn)
            return
        messages = [message async for message in self._messages(answer, place)]
        if not messages:
            return
        reached = await self._privately(messages, place)
        if in_words or not reached:
            await self._say(SENT_PRIVATELY if reached else NOT_INSTALLED, place, turn)

    async def _here(self, answer: Answer, place: Place, turn: Turn) -> None:
        """In the personal chat in which it was asked."""
        try:
            if answer.replaces is not None:
                await self._replace(answer.replaces, place, turn)
            for card in answer.posts:
                await turn.post(card)
            for file in answer.files:
                await turn.attach(await self.files.offered(file, place))
        except ConversationBlocked:
            await self.references.block(place.conversation_itself)

    async def _replace(self, card: Block, place: Place, turn: Turn) -> None:
        """A card that has been deleted meanwhile is shown anew."""
        if place.acted:
            try:
                await turn.replace(place.acted, card)
            except ConversationBlocked:
                raise
            except ConnectorRefused as refusal:
                if refusal.status != NOT_FOUND:
                    raise
            else:
                return
        await turn.post(card)

    async def _say(self, sentence: str, place: Place, turn: Turn) -> None:
        try:
            await turn.say(sentence)
        except ConversationBlocked:
            await self.references.block(place.conversation_itself)

    async def _messages(self, answer: Answer, place: Place) -> AsyncIterator[Json]:
        bot_id = self.identity.bot_id
        for card in filter(None, (answer.replaces, *answer.posts)):
            yield card_message(card, bot_id=bot_id)
        for file in answer.files:
            yield file_message(await self.files.offered(file, place), bot_id=bot_id)

    async def _privately(self, messages: Iterable[Json], place: Place) -> bool:
        """To the personal chat of who asked; False where they have not installed the app."""
        chat = await self._personal_chat(place)
        if chat is None:
            return False
        service_url, conversation = chat
        connector = self.connector.towards(place.tenant)
        try:
            for message in messages:
                await connector.post(service_url, conversation, message)
        except ConversationBlocked:
            await self.references.block(conversation)
            return False
        return True

    async def _personal_chat(self, place: Place) -> tuple[str, str] | None:
        """Service URL and conversation: the chat that we know, else a new one."""
        known = await self.references.personal(place.aad_object_id)
        if known is not None:
            return known.service_url, known.conversation_id
        try:
            made = await self.connector.create_conversation(
                place.service_url,
                bot_id=self.identity.bot_id,
                member_id=place.person,
                tenant=place.tenant,
            )
        except ConnectorRefused as refusal:
            if refusal.status in _UNWANTED:
                return None
            raise
        await self.references.keep_personal(
            made,
            aad_object_id=place.aad_object_id,
            tenant=place.tenant,
            service_url=place.service_url,
        )
        return place.service_url, made
