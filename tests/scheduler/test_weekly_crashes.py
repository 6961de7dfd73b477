"""Each week's turn once, whoever is killed wherever: many lives, one after the other or at once."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar
from domain.japan_time import JAPAN
from domain.office import Office
from domain.weekly_turn import TurnState
from storage.session import Database, open_database
from tests.domain.weeks import occurrences_between
from tests.scenarios.world import Clock
from tests.scheduler.weekly_world import PEOPLE, Killed, founded, ledger, messages, turns_of

FRIDAY = datetime(2026, 11, 13, 12, 0, tzinfo=JAPAN)
CALENDAR = BusinessCalendar(is_national_holiday)
STEPS = st.integers(0, 12)
"""Points that are passed before the end; most lives have fewer."""
WAITS = st.one_of(
    st.timedeltas(timedelta(), timedelta(hours=12)), st.timedeltas(timedelta(), timedelta(days=12))
)


@dataclass
class Fate:
    steps: int

    def __call__(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise Killed


async def lived(database: Database, lives: Sequence[tuple[timedelta, Sequence[int]]]) -> Clock:
    """In each life several hands come at once, each killed at a point of its own."""
    await founded(database)
    clock = Clock(FRIDAY)
    await turns_of(database, clock).settle()
    for wait, ends in lives:
        clock.now += wait
        for steps in ends:
            with suppress(Killed):
                await turns_of(database, clock, point=Fate(steps)).settle()
    await turns_of(database, clock).settle()
    return clock


LIVES = st.lists(st.tuples(WAITS, st.lists(STEPS, min_size=1, max_size=3)), max_size=25)
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _may_wait(today: date) -> int:
    """A late one waits for an open day, and gives way where the next one comes on the day after."""
    tomorrow = CALENDAR.next_business_day(today + timedelta(days=1))
    monday = CALENDAR.next_business_day(today + timedelta(days=7 - today.weekday()))
    return 0 if CALENDAR.is_open(today) and tomorrow < monday else 1


@FEW
@example(lives=[(timedelta(0), [0]), (timedelta(days=13, hours=12), [0])])
@given(lives=LIVES)
def test_どこで倒れてもどの週も一度だけ片づく(
    sqlite_template: Path, lives: list[tuple[timedelta, list[int]]]
) -> None:
    asyncio.run(_check_lives(sqlite_template, lives))


@pytest.mark.soak
@settings(FEW, max_examples=1_000)
@given(lives=LIVES)
def test_千とおりに倒れてもどの週も一度だけ片づく(
    sqlite_template: Path, lives: list[tuple[timedelta, list[int]]]
) -> None:
    asyncio.run(_check_lives(sqlite_template, lives))


async def _check_lives(template: Path, lives: list[tuple[timedelta, list[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(
            f"sqlite:///{shutil.copyfile(template, Path(folder) / 'db')}"
        ).across()
        clock = await lived(database, lives)
        settled = await ledger(database)
        told = await messages(database)
        await database.close()
    expected = occurrences_between(
        Office().schedule("weekly"), CALENDAR, after=FRIDAY, until=clock()
    )
    weeks = [one.week for one in expected]
    assert [turn.week for turn in settled] == weeks[: len(settled)]
    waiting = [one for one in expected[len(settled) :] if one.skipped is None]
    assert len(waiting) <= _may_wait(clock().date())
    assert told == PEOPLE * sum(turn.state is TurnState.DONE for turn in settled)
