"""A process that takes turns until it is killed.

It says when it has begun, and takes its time between the steps of a turn: a kill finds it there.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing.connection import Connection

from bot.deployment import japan_now
from storage.session import open_database
from tests.scheduler.weekly_world import turns_of

LOOKS_EVERY = 0.02
A_STEP = 0.1
"""Seconds."""


def hurrying(since: datetime, faster: float) -> Callable[[], datetime]:
    """The same time in every process."""
    return lambda: since + timedelta(seconds=(japan_now() - since).total_seconds() * faster)


async def take_turns(url: str, clock: Callable[[], datetime], begun: Connection) -> None:
    turns = turns_of(open_database(url).across(), clock, point=lambda: time.sleep(A_STEP))
    begun.send("begun")
    while True:
        await turns.settle()
        await asyncio.sleep(LOOKS_EVERY)


def main(url: str, since: datetime, faster: float, begun: Connection) -> None:
    asyncio.run(take_turns(url, hurrying(since, faster), begun))
