"""The office changes the weekday or the time: each week once at most, and the turn that is named comes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.national_holidays import is_national_holiday
from domain.japan_time import JAPAN
from domain.office import Office
from domain.weekly_schedule import Weekday
from handlers.next_turns import next_turns
from scheduler.weekly_jobs import Holding
from scheduler.weekly_turns import WeeklyTurns
from storage.reminder_preferences import OwnTimes
from storage.session import Database
from tests.scenarios.world import Clock
from tests.scheduler.weekly_steps import at, changed, shown
from tests.scheduler.weekly_world import (
    ORGANIZATION,
    founded,
    ledger,
    messages,
    turns_of,
)

FRIDAY = datetime(2026, 11, 13, 12, 0, tzinfo=JAPAN)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=JAPAN)
WEDNESDAY = datetime(2026, 11, 18, 12, 0, tzinfo=JAPAN)


@pytest.fixture(autouse=True)
async def town(database: Database) -> None:
    await founded(database)


@pytest.fixture
def clock() -> Clock:
    return Clock(FRIDAY)


@pytest.fixture
def turns(database: Database, clock: Clock) -> WeeklyTurns:
    return turns_of(database, clock)


async def named(database: Database, clock: Clock) -> tuple[str, datetime]:
    """The next turn that people are told of."""
    async with database.read() as session:
        turns = await next_turns(
            session,
            organization_id=ORGANIZATION,
            is_national_holiday=is_national_holiday,
            now=clock(),
        )
    coming = turns.of("weekly")
    return coming.week, coming.at


async def test_金曜から月曜に変えてもすぐには送らず言ったとおり次の月曜に送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY)
    await changed(database, clock, weekday=Weekday.FRIDAY)
    await at(turns, clock, WEDNESDAY)
    await changed(database, clock, weekday=Weekday.MONDAY)
    next_monday = datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)
    assert await named(database, clock) == ("2026-W48", next_monday)
    await at(turns, clock, WEDNESDAY, WEDNESDAY + timedelta(days=2))
    assert await messages(database) == 0
    await at(turns, clock, next_monday - timedelta(minutes=1), next_monday)
    assert await shown(database) == [("2026-W48", "done")]


async def test_変えて抜けた週は次の回とともに理由が残る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY)
    await changed(database, clock, weekday=Weekday.FRIDAY)
    await at(turns, clock, FRIDAY + timedelta(days=7))
    clock.now = WEDNESDAY + timedelta(days=7)
    await changed(database, clock, weekday=Weekday.MONDAY)
    monday = datetime(2026, 11, 30, 9, 0, tzinfo=JAPAN)
    assert await named(database, clock) == ("2026-W49", monday)
    await at(turns, clock, clock(), monday)
    assert await shown(database) == [
        ("2026-W47", "done"),
        ("2026-W48", "changed"),
        ("2026-W49", "done"),
    ]


async def test_変え間違えてもその週のうちに戻せばその週の回が来る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY)
    await changed(database, clock, weekday=Weekday.FRIDAY)
    for weekday in (Weekday.MONDAY, Weekday.FRIDAY):
        await at(turns, clock, WEDNESDAY)
        await changed(database, clock, weekday=weekday)
    friday = datetime(2026, 11, 20, 9, 0, tzinfo=JAPAN)
    assert await named(database, clock) == ("2026-W47", friday)
    await at(turns, clock, friday)
    assert await shown(database) == [("2026-W47", "done")]


async def test_朝の時刻を過ぎてから早い時刻に変えてもその日に二度送らない(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY, MONDAY)
    await changed(database, clock, at=time(8, 30))
    next_monday = datetime(2026, 11, 24, 8, 30, tzinfo=JAPAN)
    assert await named(database, clock) == ("2026-W48", next_monday)
    await at(turns, clock, MONDAY + timedelta(minutes=1), next_monday)
    assert await shown(database) == [("2026-W47", "done"), ("2026-W48", "done")]


async def test_まだの週を遅い日に変えればその週に送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY)
    clock.now = WEDNESDAY
    await changed(database, clock, weekday=Weekday.THURSDAY)
    thursday = datetime(2026, 11, 19, 9, 0, tzinfo=JAPAN)
    assert await named(database, clock) == ("2026-W47", thursday)
    await at(turns, clock, WEDNESDAY, thursday)
    assert await shown(database) == [("2026-W47", "done")]


async def test_止まっていて遅れた回は動けばすぐ送ると言い送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY)
    clock.now = WEDNESDAY
    assert await named(database, clock) == ("2026-W47", WEDNESDAY)
    await at(turns, clock, WEDNESDAY)
    assert await shown(database) == [("2026-W47", "done")]
    assert await named(database, clock) == ("2026-W48", datetime(2026, 11, 24, 9, tzinfo=JAPAN))


async def test_だれも選んでいなかった週は抜けたとは数えない(
    database: Database, clock: Clock
) -> None:
    wednesday = replace(Office(), weekday=Weekday.WEDNESDAY).schedule("weekly@水")
    since = [FRIDAY]

    def more(_: OwnTimes) -> Sequence[Holding]:
        return tuple(Holding(wednesday, first, has_gaps=True) for first in since)

    base = turns_of(database, clock)
    turns = replace(base, jobs=(replace(base.jobs[0], more_holdings=more),))
    await at(turns, clock, FRIDAY, WEDNESDAY)
    since.clear()
    await at(turns, clock, WEDNESDAY + timedelta(days=21))
    since.append(clock())
    await at(turns, clock, WEDNESDAY + timedelta(days=28))
    own = [turn.week for turn in await ledger(database) if turn.job == wednesday.name]
    assert own == ["2026-W47", "2026-W51"]
