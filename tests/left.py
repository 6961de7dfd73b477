"""The city as a conversation left it: talked once by each worker, and copied for each test.

``pytest.mark.city(after=talk)`` on a test, or as a module's ``pytestmark``, lets its city begin there;
``after=None`` on a test in such a module lets it begin as it was brought in. ``talk`` takes the
world, and what it returns is ``left.found``; the bot of a test is another one, as after a restart.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.main import Bot, open_bot
from bot.settings import Settings
from tests.databases import PostgreSQL
from tests.scenarios.world import Clock, World

Talk = Callable[[World], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Left:
    """``place``: the file, or what PostgreSQL remembers it under. ``found``: what the talk returned,
    of a bot that is closed. ``events``: the number of the next one, as the inbox knows those before.
    """

    place: str
    found: Any
    now: datetime
    events: int


def world_after(left: Left | None, bot: Bot, clock: Clock) -> World:
    return World(bot, clock, count(left.events), left.found) if left else World(bot, clock)


def talk_of(request: pytest.FixtureRequest) -> Talk | None:
    mark = request.node.get_closest_marker("city")
    return mark.kwargs["after"] if mark else None


@dataclass(slots=True)
class Talked:
    """``settings``: for a database's URL. ``now``: when every talk begins."""

    settings: Callable[[str], Settings]
    now: datetime
    known: dict[tuple[Talk, str], Left] = field(default_factory=dict)

    def in_sqlite(self, talk: Talk, city: Path, folder: Callable[[], Path]) -> Left:
        if (talk, "sqlite") not in self.known:
            file = folder() / "city.sqlite3"
            shutil.copyfile(city, file)
            left = asyncio.run(self._after(talk, f"sqlite:///{file}", place=str(file)))
            self.known[talk, "sqlite"] = left
        return self.known[talk, "sqlite"]

    def in_postgresql(self, talk: Talk, city: str, server: PostgreSQL) -> Left:
        """Not in it yet: ``PostgreSQL.go_on_from`` its place."""
        if (talk, "postgresql") not in self.known:
            place = f"left{len(self.known)}"
            try:
                left = asyncio.run(self._after(talk, server.url(city), place=place))
                server.remember_written(city, under=place)
            finally:
                server.restore(city)
            self.known[talk, "postgresql"] = left
        return self.known[talk, "postgresql"]

    async def _after(self, talk: Talk, url: str, *, place: str) -> Left:
        clock = Clock(self.now)
        async with open_bot(self.settings(url), clock=clock) as bot:
            world = World(bot, clock)
            found = await talk(world)
            return Left(place, found, clock.now, next(world.events))
