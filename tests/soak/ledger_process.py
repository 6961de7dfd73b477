"""A process that takes turns until it is killed.

It says when it has begun, and takes its time between the steps of a turn: a kill finds it there.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection

from bot.deployment import japan_now
from storage.session import open_database
from tests.scheduler.weekly_world import turns_of

LOOKS_EVERY = 0.02
A_STEP = 0.1
"""Seconds."""


@dataclass(frozen=True)
class Hurrying:
    """The same time in every process: ``begins`` at ``since``, and goes ``faster`` from there."""

    begins: datetime
    since: datetime
    faster: float

    def __call__(self) -> datetime:
        passed = (japan_now() - self.since).total_seconds()
        return self.begins + timedelta(seconds=passed * self.faster)


async def take_turns(url: str, clock: Callable[[], datetime], begun: Connection) -> None:
    turns = turns_of(open_database(url).across(), clock, point=lambda: time.sleep(A_STEP))
    begun.send("begun")
    while True:
        await turns.settle()
        await asyncio.sleep(LOOKS_EVERY)


def main(url: str, clock: Hurrying, begun: Connection) -> None:
    asyncio.run(take_turns(url, clock, begun))
