"""From what a person did to the handlers' reply."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.teams.payloads import FileInTeams, Heard, Place
from bot.teams.people import People
from handlers.reply import Attached, Body, Conversation, Incoming, Reply, Said, SentFile

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
        return await self.respond(
            Incoming(
                organization=self.organization,
                actor=await self.people.actor(place, is_theirs=heard.is_theirs),
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
        )

    def _body(self, heard: Heard) -> Body:
        if not (heard.files and isinstance(heard.body, Said)):
            return heard.body
        return Attached(tuple(map(self.sent_file, heard.files)), heard.body.text)
