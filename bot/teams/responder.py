"""From what a person did to the handlers' reply."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.teams.payloads import FileInTeams, Heard, Place
from bot.teams.people import PLATFORM, People
from bot.teams.refusals import ConnectorRefused
from bot.teams.tokens import TokenRefused
from handlers.reply import Actor, Attached, Body, Conversation, Incoming, Reply, Said, SentFile

Respond = Callable[[Incoming], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Responder:
    respond: Respond
    people: People
    organization: str
    """Its key."""
    sent_file: Callable[[FileInTeams], SentFile]

    async def reply(self, heard: Heard, place: Place) -> Reply:
        """Raises ConnectorRefused where we cannot learn who it is."""
        actor = await self.people.actor(place, is_theirs=heard.is_theirs)
        return await self.respond(self._incoming(heard, place, actor))

    async def overhear(self, heard: Heard, place: Place) -> None:
        """What is not said to us. What has been deleted is so, also where we cannot learn by whom."""
        try:
            actor = await self.people.actor(place)
        except (ConnectorRefused, TokenRefused):
            actor = Actor(PLATFORM, place.person, None, place.name)
        await self.respond(self._incoming(heard, place, actor))

    def _incoming(self, heard: Heard, place: Place, actor: Actor) -> Incoming:
        return Incoming(
            organization=self.organization,
            actor=actor,
            conversation=Conversation(
                place.conversation,
                is_private=place.is_private,
                thread=place.thread,
                channel="" if place.is_private else place.conversation_itself,
            ),
            body=self._body(heard),
            event_id=heard.event_id,
            nonce=heard.nonce,
        )

    def _body(self, heard: Heard) -> Body:
        if not (heard.files and isinstance(heard.body, Said)):
            return heard.body
        return Attached(tuple(map(self.sent_file, heard.files)), heard.body.text)
