"""Stopping: what the clock has begun ends; what has not begun does not."""

import asyncio
from datetime import UTC, datetime

import pytest

from scheduler import timetable
from scheduler.timetable import ticking
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


async def test_すぐ止めれば_何も始めない(database: Database) -> None:
    steps: list[str] = []

    async def settle() -> None:
        steps.append("始めた")

    async with ticking(database, lambda: NOW, settle):
        pass
    await asyncio.sleep(0.05)
    assert steps == []
