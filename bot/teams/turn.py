"""One activity's way back, as the rest of the edge sees it; ``adapter.py`` makes it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from bot.teams.inbound import InboundActivity
from cards.renderers.teams_blocks import Block


class Turn(Protocol):
    """Messages go to the conversation of the activity. Each raises ConnectorRefused."""

    @property
    def expects_replies(self) -> bool:
        """What is said goes back in the HTTP response, so nothing may be said after it."""

    async def post(self, card: Block) -> None: ...

    async def attach(self, attachment: Mapping[str, Any]) -> None:
        """A message with an attachment of any kind, as JSON."""

    async def say(self, sentence: str) -> None: ...

    async def replace(self, message_id: str, card: Block) -> None: ...

    async def respond(self, body: Mapping[str, Any] | None) -> None:
        """To an invoke; None is an empty body."""


OnTurn = Callable[[InboundActivity, Turn], Awaitable[None]]
