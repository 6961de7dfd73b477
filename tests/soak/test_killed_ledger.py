"""Three replicas take the turns of years while they are killed: no week is missing, none is double."""

import asyncio
import random
import sys
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar
from domain.office import Office
from domain.weekly_schedule import occurrences
from domain.weekly_turn import TurnState
from storage.organization_office import office_of
from storage.session import Database, open_database
from tests.scheduler.weekly_world import ORGANIZATION, PEOPLE, founded, ledger, messages, turns_of
from tests.soak.ledger_process import hurrying
from tests.soak.outbox_under_fire import Senders

REPLICAS = 3
WEEK = timedelta(weeks=1).total_seconds()
FASTER = WEEK / 3
"""Three seconds are a week: about as long as a process needs to come back."""


@dataclass(frozen=True)
class Fire:
    kills: int
    between: float = 1.0
    """Seconds from one to the next, at most."""
    seed: int = 20261116


async def office(database: Database) -> Office:
    async with database.read() as session:
        return await office_of(session, organization_id=ORGANIZATION)


async def check(url: str, fire: Fire) -> None:
    database, chance = open_database(url), random.Random(fire.seed)
    await founded(database)
    since = japan_now()
    clock = hurrying(since, FASTER)
    command = (sys.executable, "-m", "tests.soak.ledger_process", url, since.isoformat())
    replicas = Senders((*command, str(FASTER)))
    replicas.starts(REPLICAS)
    try:
        while not await ledger(database):  # noqa: ASYNC110 - other processes' work
            await asyncio.sleep(0.05)
        for _ in range(fire.kills):
            await asyncio.sleep(chance.uniform(0.0, fire.between))
            replicas.killed(chance.randrange(REPLICAS))
    finally:
        replicas.end()
    until = clock()
    await turns_of(database, lambda: until).settle()
    settled, told = await ledger(database), await messages(database)
    begun = await office(database)
    await database.close()

    assert begun.since
    calendar = BusinessCalendar(is_national_holiday)
    expected = occurrences(begun.schedule("weekly"), calendar, after=begun.since, until=until)
    weeks = [turn.week for turn in settled]
    assert weeks == [one.week for one in expected][: len(weeks)]
    assert len(expected) - len(weeks) <= (0 if calendar.is_open(until.date()) else 2)
    done = [turn for turn in settled if turn.state is TurnState.DONE]
    assert len(done) > len(settled) / 5, "ほとんどの週に、だれも動いていませんでした。"
    assert told == PEOPLE * len(done)


async def test_止められ続けても毎週の回は欠けず重ならない(database_url: str) -> None:
    await check(database_url, Fire(kills=4))


@pytest.mark.soak
async def test_三百回止められても毎週の回は欠けず重ならない(database_url: str) -> None:
    await check(database_url, Fire(kills=300))
