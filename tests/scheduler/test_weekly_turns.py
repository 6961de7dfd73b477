"""What comes every week: each week's turn once, whoever is killed, however many take it at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar, Days
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office, OfficeChannel
from domain.weekly_schedule import Weekday
from scheduler.weekly_jobs import DueTurn, Holding, WeeklyJob
from scheduler.weekly_turns import WeeklyTurns
from storage.ledger import settled_turns
from storage.organization_office import save_days, set_paused
from storage.organizations import ensure_organization
from storage.reminder_preferences import OwnTimes
from storage.session import Database, Session
from tests.scenarios.world import Clock
from tests.scheduler.weekly_steps import at, changed, shown
from tests.scheduler.weekly_world import (
    ORGANIZATION,
    PEOPLE,
    founded,
    ledger,
    messages,
    turns_of,
)

FRIDAY = datetime(2026, 11, 13, 12, 0, tzinfo=JAPAN)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=JAPAN)
CALENDAR = BusinessCalendar(is_national_holiday)


@pytest.fixture(autouse=True)
async def town(database: Database) -> None:
    await founded(database)


@pytest.fixture
def clock() -> Clock:
    return Clock(FRIDAY)


@pytest.fixture
def turns(database: Database, clock: Clock) -> WeeklyTurns:
    return turns_of(database, clock)


async def test_月曜の九時に全員分が一度だけ入る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY, MONDAY - timedelta(minutes=1))
    assert await shown(database) == []
    assert not turns.filled.is_set()
    await at(turns, clock, MONDAY, MONDAY, MONDAY + timedelta(minutes=1))
    assert await shown(database) == [("2026-W47", "done")]
    assert [turn.rows for turn in await ledger(database)] == [PEOPLE]
    assert await messages(database) == PEOPLE
    assert turns.filled.is_set()


async def test_使い始める前の回は送らない(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, MONDAY + timedelta(minutes=1), MONDAY + timedelta(days=1))
    assert await shown(database) == []


async def test_二十四時間止まっていて月曜をまたいでも動けば送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    down = MONDAY - timedelta(hours=1)
    await at(turns, clock, FRIDAY, down, down + timedelta(hours=24))
    assert await shown(database) == [("2026-W47", "done")]
    assert await messages(database) == PEOPLE


async def test_三日より遅れた回は理由とともに送らない(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY, MONDAY + timedelta(days=3, minutes=1))
    assert await shown(database) == [("2026-W47", "too_old")]
    assert await messages(database) == 0


async def test_月曜が祝日なら火曜に送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    holiday = MONDAY + timedelta(weeks=1)
    await at(turns, clock, MONDAY - timedelta(days=3), MONDAY, holiday)
    assert await shown(database) == [("2026-W47", "done")]
    await at(turns, clock, holiday + timedelta(days=1))
    assert await shown(database) == [("2026-W47", "done"), ("2026-W48", "done")]


async def test_同じ日に重なった回は新しいほうだけを送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    """29 December 2025 and 5 January 2026 are Mondays; between them the office is closed."""
    await at(turns, clock, datetime(2025, 12, 26, 12, 0, tzinfo=JAPAN))
    await at(turns, clock, datetime(2026, 1, 5, 9, 0, tzinfo=JAPAN))
    assert await shown(database) == [("2026-W01", "overtaken"), ("2026-W02", "done")]
    assert await messages(database) == PEOPLE


async def test_続く開庁日に来る二つの回は新しいほうだけを送り古いほうもともに残る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    """Tuesday 30 December 2025 comes on Monday 5 January, the next on the 6th."""
    await at(turns, clock, datetime(2025, 12, 26, 12, 0, tzinfo=JAPAN))
    await changed(database, clock, weekday=Weekday.TUESDAY)
    opening = datetime(2026, 1, 5, 9, 0, tzinfo=JAPAN)
    await at(turns, clock, opening, opening + timedelta(hours=1))
    assert await shown(database) == []
    await at(turns, clock, opening + timedelta(days=1))
    assert await shown(database) == [("2026-W01", "overtaken"), ("2026-W02", "done")]
    assert await messages(database) == PEOPLE


async def test_重なった回も休止のあいだは新しいほうが待ち再開すれば送る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, datetime(2025, 12, 26, 12, 0, tzinfo=JAPAN))
    opening = datetime(2026, 1, 5, 9, 0, tzinfo=JAPAN)
    await changed(database, clock, paused_at=clock())
    await at(turns, clock, opening, opening + timedelta(hours=1))
    assert await shown(database) == []
    await changed(database, clock, paused_at=None)
    await at(turns, clock, opening + timedelta(hours=2))
    assert await shown(database) == [("2026-W01", "overtaken"), ("2026-W02", "done")]


async def test_週の途中で曜日を変えても同じ週に二度送らない(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY, MONDAY)
    await changed(database, clock, weekday=Weekday.FRIDAY, at=time(10, 0))
    friday = MONDAY + timedelta(days=4, hours=1)
    await at(turns, clock, friday, friday + timedelta(weeks=1))
    assert await shown(database) == [("2026-W47", "done"), ("2026-W48", "done")]
    assert await messages(database) == 2 * PEOPLE


async def test_休止のあいだに古くなった回は休止を理由に残る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    await at(turns, clock, FRIDAY)
    async with database.begin() as session:
        assert await set_paused(session, organization_id=ORGANIZATION, paused_at=FRIDAY)
    await at(turns, clock, MONDAY, MONDAY + timedelta(days=3), MONDAY + timedelta(days=4))
    assert await shown(database) == [("2026-W47", "paused")]
    assert await messages(database) == 0


async def test_チャンネルがなければ理由とともに送らず決まれば次の週から送る(
    database: Database, clock: Clock
) -> None:
    turns = turns_of(database, clock, channel=OfficeChannel.FORUM)
    await at(turns, clock, FRIDAY, MONDAY)
    await changed(database, clock, forum=ChannelPlace("slack", "C1"))
    await at(turns, clock, MONDAY + timedelta(hours=1), MONDAY + timedelta(days=8))
    assert await shown(database) == [("2026-W47", "no_channel"), ("2026-W48", "done")]


async def test_ほかの人の曜日は名前の違う回として数える(database: Database, clock: Clock) -> None:
    wednesday = replace(Office(), weekday=Weekday.WEDNESDAY).schedule("weekly@水")
    base = turns_of(database, clock)

    def more(_: OwnTimes) -> Sequence[Holding]:
        return (Holding(wednesday, MONDAY),)

    job = replace(base.jobs[0], more_holdings=more)
    turns = replace(base, jobs=(job,))
    await at(turns, clock, FRIDAY, MONDAY, MONDAY + timedelta(days=2))
    assert [turn.job for turn in await ledger(database)] == ["weekly", "weekly@水"]
    assert await messages(database) == 2 * PEOPLE


async def test_一つの仕事の障害はほかの仕事を止めず次の一分でやり直す(
    database: Database, clock: Clock
) -> None:
    broken = [True]

    async def fails(session: Session, turn: DueTurn) -> int:
        if broken:
            raise RuntimeError
        return await sound.fan_out(session, turn)

    base = turns_of(database, clock)
    (sound,) = base.jobs
    turns = replace(base, jobs=(WeeklyJob("failing", fails), sound))
    await at(turns, clock, FRIDAY, MONDAY)
    assert [turn.job for turn in await ledger(database)] == ["weekly"]
    broken.clear()
    await at(turns, clock, MONDAY + timedelta(minutes=1))
    assert {turn.job for turn in await ledger(database)} == {"weekly", "failing"}


async def test_開く日がない市があってもほかの市の回は来る(
    database: Database, turns: WeeklyTurns, clock: Clock
) -> None:
    async with database.begin() as session:
        await ensure_organization(session, key="other", name="村", policy_id="shimonoseki")
        closed = Days(date(2026, 1, 1), date(2029, 1, 1))
        await save_days(session, closed, is_open=False, organization_id=ORGANIZATION)
    await at(turns, clock, FRIDAY, MONDAY)
    assert await shown(database) == []
    async with database.read() as session:
        assert len(await settled_turns(session, organization_id=2, limit=9)) == 1


async def test_同時に来た十の手から一つだけが取る(database: Database, clock: Clock) -> None:
    hands = [turns_of(database, clock) for _ in range(10)]
    await hands[0].settle()
    clock.now = MONDAY
    await asyncio.gather(*(hand.settle() for hand in hands))
    assert await shown(database) == [("2026-W47", "done")]
    assert await messages(database) == PEOPLE
    assert sum(hand.filled.is_set() for hand in hands) == 1
