"""Stopping: what the clock has begun ends; what has not begun does not."""

import asyncio
from datetime import UTC, datetime

import pytest

from scheduler import timetable
from scheduler.timetable import ticking
from scheduler.turns import Turns
from storage.session import Database

NOW = datetime(2026, 4, 6, 0, 0, tzinfo=UTC)


async def test_始めた仕事は終えてから止まる(database: Database) -> None:
    begun, steps = asyncio.Event(), list[str]()

    async def settle() -> None:
        begun.set()
        await asyncio.sleep(0.05)
        steps.append("終えた")

    async with ticking(database, lambda: NOW, settle):
        await begun.wait()
        assert steps == []
    assert steps == ["終えた"]


async def test_長引く仕事は打ち切り_片づけを待つ(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timetable, "LAST_TURNS", 0.01)
    begun, steps = asyncio.Event(), list[str]()

    async def settle() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            steps.append("片づけた")

    async with ticking(database, lambda: NOW, settle):
        await begun.wait()
    assert steps == ["片づけた"]


async def test_打ち切った仕事が失敗しても止まる(
    caplog: pytest.LogCaptureFixture,
) -> None:
    turns, begun = Turns(), asyncio.Event()

    async def job() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            raise ConnectionError("the database is gone")

    taken = asyncio.gather(turns.taken(job), turns.taken(job), return_exceptions=True)
    await begun.wait()
    await turns.end(within=0.01)
    assert [type(ended) for ended in await taken] == [ConnectionError] * 2
    assert sum("kind=ConnectionError" in each for each in caplog.messages) == 2


async def test_止めている間に失敗した仕事も知らせる(caplog: pytest.LogCaptureFixture) -> None:
    turns, begun, fails = Turns(), asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        await fails.wait()
        raise ConnectionError("the database is gone")

    taken = asyncio.ensure_future(turns.taken(job))
    await begun.wait()
    taken.cancel()  # as APScheduler does with what it has begun
    ending = asyncio.create_task(turns.end(within=60.0))
    await asyncio.sleep(0)
    fails.set()
    await ending
    assert sum("kind=ConnectionError" in each for each in caplog.messages) == 1


async def test_打ち切りを待つ間に止められたら止まる() -> None:
    turns, begun, is_cut, freed = Turns(), asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            is_cut.set()
            await freed.wait()

    taken = asyncio.ensure_future(turns.taken(job))
    await begun.wait()
    ending = asyncio.create_task(turns.end(within=0.0))
    await is_cut.wait()
    ending.cancel()
    freed.set()
    with pytest.raises(asyncio.CancelledError):
        await ending
    with pytest.raises(asyncio.CancelledError):
        await taken


async def test_すぐ止めれば_何も始めない(database: Database) -> None:
    steps: list[str] = []

    async def settle() -> None:
        steps.append("始めた")

    async with ticking(database, lambda: NOW, settle):
        pass
    await asyncio.sleep(0.05)
    assert steps == []


@pytest.mark.parametrize("passes", range(6))
async def test_止めることは障害として記録しない(
    passes: int, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """At whatever moment: made and not begun, begun, ended."""

    async def settle() -> None:
        await asyncio.sleep(0.01)

    async with ticking(database, lambda: NOW, settle):
        for _ in range(passes):
            await asyncio.sleep(0)
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == []
