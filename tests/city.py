"""The sample city, brought in through the real import once and copied for each test."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from bot.demo import import_sample_city
from bot.deployment import open_deployment
from bot.main import Bot, open_bot
from bot.sample_cases import bring_in_sample_cases
from bot.settings import PREFIX, Settings, read_settings
from domain.japan_time import JAPAN
from samples.city import NAME, SampleFiles, write_sample_files
from storage.migration import upgrade
from tests.databases import PostgreSQL
from tests.left import Left, Talked, talk_of, world_after
from tests.scenarios.world import Clock, World

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
"""A Friday in 令和8年度."""


def settings_for(url: str) -> Settings:
    said = frozenset((name, value) for name, value in os.environ.items() if name.startswith(PREFIX))
    return _read_settings(said).model_copy(update={"database_url": url})


@cache
def _read_settings(_environment: frozenset[tuple[str, str]]) -> Settings:
    """Once for what the environment says: each test would take 2 ms."""
    return read_settings(
        database_url="sqlite:///kakehashi.db",
        policy="shimonoseki",
        organization=NAME,
        organization_key="demo",
    )


async def _bring_in(url: str, folder: Path) -> None:
    async with open_deployment(settings_for(url), clock=Clock(NOW), founds=True) as deployment:
        await import_sample_city(deployment, folder, today=NOW.date())


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The office's files, in 下関市's words; nobody writes to them."""
    folder = tmp_path_factory.mktemp("sample-files")
    return write_sample_files(folder, today=NOW.date(), policy_id="shimonoseki")


@pytest.fixture(scope="session")
def city_in_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    asyncio.run(_bring_in(f"sqlite:///{folder / 'city.sqlite3'}", folder))
    return folder / "city.sqlite3"


@pytest.fixture(scope="session")
def city_with_cases(city_in_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With its improvement cases as well."""
    copied = tmp_path_factory.mktemp("city-with-cases") / "city.sqlite3"
    shutil.copyfile(city_in_sqlite, copied)
    asyncio.run(_bring_in_cases(f"sqlite:///{copied}"))
    return copied


async def _bring_in_cases(url: str) -> None:
    async with open_deployment(settings_for(url), clock=Clock(NOW)) as deployment:
        await bring_in_sample_cases(deployment, today=NOW.date())


@pytest.fixture(scope="session")
def city_in_postgresql(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> str:
    name = postgresql.create()
    asyncio.run(upgrade(postgresql.url(name), owner_url=postgresql.owner_url(name)))
    asyncio.run(_bring_in(postgresql.url(name), tmp_path_factory.mktemp("city")))
    postgresql.remember(name)
    return name


@pytest.fixture(scope="session")
def talked() -> Talked:
    return Talked(settings_for, NOW)


@pytest.fixture
def city_sqlite_url(
    request: pytest.FixtureRequest,
    city_in_sqlite: Path,
    talked: Talked,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    city: Path | str = city_in_sqlite
    if talk := talk_of(request):
        city = talked.in_sqlite(talk, city_in_sqlite, lambda: tmp_path_factory.mktemp("left")).place
    copied = tmp_path / "city.sqlite3"
    shutil.copyfile(city, copied)
    return f"sqlite:///{copied}"


@pytest.fixture
def city_postgresql_url(
    request: pytest.FixtureRequest,
    postgresql: PostgreSQL,
    city_in_postgresql: str,
    talked: Talked,
) -> Iterator[str]:
    if talk := talk_of(request):
        left = talked.in_postgresql(talk, city_in_postgresql, postgresql)
        postgresql.go_on_from(city_in_postgresql, left.place)
    yield postgresql.url(city_in_postgresql)
    postgresql.restore(city_in_postgresql)


@pytest.fixture(params=("sqlite", "postgresql"))
def city_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"city_{request.param}_url")
    return url


@pytest.fixture
def left(request: pytest.FixtureRequest, city_url: str, talked: Talked) -> Left | None:
    """What was talked before the test, if its mark says so."""
    talk = talk_of(request)
    return talked.known[talk, city_url.partition(":")[0]] if talk else None


@pytest.fixture
async def bot(city_url: str, left: Left | None) -> AsyncIterator[tuple[Bot, Clock]]:
    clock = Clock(left.now if left else NOW)
    async with open_bot(settings_for(city_url), clock=clock) as opened:
        yield opened, clock


@pytest.fixture
def world(bot: tuple[Bot, Clock], left: Left | None) -> World:
    return world_after(left, *bot)
