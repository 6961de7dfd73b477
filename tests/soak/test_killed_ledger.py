"""Three replicas take the turns of years while they are killed: no week is missing, none is double."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

import pytest

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar
from domain.japan_time import JAPAN
from domain.office import Office
from domain.weekly_turn import Turn, TurnState
from storage.organization_office import office_of
from storage.session import Database, open_database
from tests.domain.weeks import occurrences_between
from tests.scheduler.weekly_world import ORGANIZATION, PEOPLE, founded, ledger, messages, turns_of
from tests.soak import ledger_process
from tests.soak.killed_process import forking, killed, ready, started
from tests.soak.ledger_process import Hurrying

REPLICAS = 3
GIVES_UP = 1_200
"""Seconds for all of it."""
WEEK = timedelta(weeks=1).total_seconds()
FASTER = WEEK / 6
"""Six seconds are a week."""
BEGINS = datetime(2026, 11, 15, 12, 0, tzinfo=JAPAN)
"""A Sunday: the first turn comes within the second."""

Replica = tuple[ForkServerProcess, "Connection[object, str]"]
"""What it says is read here."""


@dataclass(frozen=True)
class Fire:
    kills: int
    turns: int
    """That are taken until then, at least: the killing goes on."""
    alive: float = 0.6
    """Seconds that a process lives after it has begun, at most."""
    seed: int = 20261116


async def office(database: Database) -> Office:
    async with database.read() as session:
        return await office_of(session, organization_id=ORGANIZATION)


async def done_turns(database: Database) -> list[Turn]:
    return [turn for turn in await ledger(database) if turn.state is TurnState.DONE]


async def check(url: str, fire: Fire) -> None:
    database, chance = open_database(url).across(), random.Random(fire.seed)
    await founded(database)
    await asyncio.to_thread(ready)
    clock = Hurrying(BEGINS, japan_now(), FASTER)
    async with asyncio.timeout(GIVES_UP):
        await _shoot(partial(_replica, url, clock), database, fire, chance)
    until = clock()
    await turns_of(database, lambda: until).settle()
    settled, told = await ledger(database), await messages(database)
    begun = await office(database)
    await database.close()

    assert begun.since
    calendar = BusinessCalendar(is_national_holiday)
    expected = occurrences_between(
        begun.schedule("weekly"), calendar, after=begun.since, until=until
    )
    weeks = [turn.week for turn in settled]
    assert weeks == [one.week for one in expected][: len(weeks)]
    waiting = [one for one in expected[len(weeks) :] if one.skipped is None]
    assert len(waiting) <= (0 if calendar.is_open(until.date()) else 1)
    done = [turn for turn in settled if turn.state is TurnState.DONE]
    assert told == PEOPLE * len(done)


async def _shoot(
    replica: Callable[[], Replica], database: Database, fire: Fire, chance: random.Random
) -> None:
    running = [replica() for _ in range(REPLICAS)]
    try:
        kills = 0
        while kills < fire.kills or len(await done_turns(database)) < fire.turns:
            kills += 1
            place = chance.randrange(REPLICAS)
            await asyncio.to_thread(_has_begun, running[place])
            await asyncio.sleep(chance.uniform(0.0, fire.alive))
            _end(running[place])
            running[place] = replica()
    finally:
        for process in running:
            _end(process)


def _replica(url: str, clock: Hurrying) -> Replica:
    reads, says = forking().Pipe(duplex=False)
    process = started(ledger_process.main, url, clock, says)
    says.close()
    return process, reads


def _has_begun(replica: Replica) -> None:
    _, reads = replica
    assert reads.recv() == "begun"


def _end(replica: Replica) -> None:
    process, reads = replica
    killed(process)
    reads.close()


async def test_止められ続けても毎週の回は欠けず重ならない(sqlite_url: str) -> None:
    await check(sqlite_url, Fire(kills=4, turns=1))


@pytest.mark.soak
async def test_三百回止められても毎週の回は欠けず重ならない(database_url: str) -> None:
    await check(database_url, Fire(kills=300, turns=20))
