"""A process whose clock is not the database's takes no turns, and takes them again once it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.clock_check import DIFFER_AT_MOST, EVERY, ClockCheck
from bot.deployment import japan_now
from storage.session import Database, Session
from tests.bot.standing_time import Time
from tests.city import NOW


@dataclass
class Theirs:
    """A database that tells the time."""

    now: datetime = NOW
    asked: int = 0

    async def __call__(self, _session: Session) -> datetime:
        self.asked += 1
        return self.now


async def test_時計が合うまで始めず_一度だけ言う(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    theirs, time, taken = Theirs(NOW - DIFFER_AT_MOST - timedelta(seconds=1)), Time(), list[int]()

    async def work(number: int) -> None:
        taken.append(number)

    guarded = ClockCheck(database, lambda: NOW, theirs, time).guarding(work)
    for number in range(3):
        await guarded(number)
        time.now += EVERY
    assert taken == []
    theirs.now = NOW + DIFFER_AT_MOST
    await guarded(3)
    assert taken == [3]
    assert sum("clock differs" in each for each in caplog.messages) == 1


async def test_何度始めても_聞くのは一分に一度である(database: Database) -> None:
    theirs, time = Theirs(), Time()
    check = ClockCheck(database, lambda: NOW, theirs, time)
    for _ in range(50):
        assert await check.agrees()
        time.now += EVERY / 10
    assert theirs.asked == 5


async def test_データベースの時計と比べる(database: Database) -> None:
    assert await ClockCheck(database, japan_now).agrees()
    is_postgresql = database.writer.dialect.name == "postgresql"
    ahead = ClockCheck(database, lambda: japan_now() + timedelta(days=90))
    assert await ahead.agrees() is not is_postgresql
