"""The platforms that the settings name, opened together."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol

from aiohttp import web

from bot.main import Bot
from bot.settings import Settings


class Edge(Protocol):
    """A platform's side of the web application."""

    def add_routes(self, application: web.Application, /) -> None: ...

    async def finish(self) -> None:
        """Waits for answers under way."""


@asynccontextmanager
async def open_edges(settings: Settings, bot: Bot) -> AsyncIterator[Sequence[Edge]]:
    """Open until left, when answers under way are finished. Raises Failure where one cannot open.

    An SDK is imported where its platform is used: each costs half a second and tens of megabytes.
    """
    async with AsyncExitStack() as stack:
        edges: list[Edge] = []
        if settings.uses_teams:
            from bot.teams.opening import open_teams

            edges.append(await stack.enter_async_context(open_teams(settings, bot)))
        if settings.uses_slack:
            from bot.slack.opening import open_slack

            edges.append(await stack.enter_async_context(open_slack(settings, bot)))
        yield edges


async def finish_answers(edges: Sequence[Edge]) -> None:
    await asyncio.gather(*(edge.finish() for edge in edges))
