"""The sample city under one policy or another."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from bot.main import open_bot
from bot.settings import read_settings
from samples.city import NAME
from tests.city import NOW
from tests.scenarios.world import Clock, World


@asynccontextmanager
async def city_under(policy: str, *, url: str) -> AsyncIterator[World]:
    clock = Clock(NOW)
    settings = read_settings(
        database_url=url, policy=policy, organization=NAME, organization_key="demo"
    )
    async with open_bot(settings, clock=clock) as bot:
        # Both cities may lie in one database: their events are numbered apart.
        yield World(bot, clock, count(10_000))
