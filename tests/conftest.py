"""Databases for every test: the same test runs on SQLite and on PostgreSQL.

``database`` is open, sees every organization, and has every table and no row; ``database_url`` is
the same, not opened yet. On PostgreSQL these are opened as the product's role, which owns nothing.
To try migrations, as the role that owns the tables: ``empty_database_url`` has nothing in it,
``migrated_database_url`` has every table, and may be changed as one likes.
"""

import asyncio
import gc
import os
import shutil
import signal
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import LRUCache

from bot.garbage import no_search_for_garbage
from storage.engines import ORGANIZATION
from storage.migration import upgrade
from storage.session import Database, open_database
from tests.copied import make_once
from tests.databases import PostgreSQL, running_postgresql
from tests.waiting import be_patient

pytest_plugins = ["tests.city", "tests.bot.neighbour"]

_BOTH = ("sqlite", "postgresql")
_FORGETFUL = "tests_forgetful"

# By Hypothesis' own limit an example of more than 200 ms fails, which a busy machine may make of any.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")
be_patient()
make_once()

_COMPILED: LRUCache[object, object] = LRUCache(4_000)


def _is_alike(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other)


def _number(dialect: DefaultDialect) -> int:
    return hash(type(dialect))


# Each test has engines of its own, and each engine would compile each statement anew: a sixth of
# the time of a test. What is compiled is known by statement and dialect, so these are made alike.
DefaultDialect.__eq__ = _is_alike  # type: ignore[method-assign, assignment]
DefaultDialect.__hash__ = _number  # type: ignore[method-assign, assignment]


@event.listens_for(Engine, "engine_connect")
def _compiles_once(connection: Connection) -> None:
    connection.engine._compiled_cache = _COMPILED  # type: ignore[assignment]  # any mapping does


@event.listens_for(Engine, "checkout")
def _stays_in_memory(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """SQLite need not wait for the disk: a program that is killed loses nothing of what it has
    written, only a power cut would. A third of the time of a scenario went by in waiting.
    ``waits_for_the_disk`` leaves the product's own way.
    """
    if isinstance(connection, AsyncAdapt_aiosqlite_connection) and _FORGETFUL not in record.info:
        record.info[_FORGETFUL] = True
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()


@event.listens_for(Engine, "begin")
def _says_whose_rows(connection: Connection) -> None:
    """SQLite has no wall between organizations: what PostgreSQL would show nothing to fails here."""
    assert connection.dialect.name != "sqlite" or ORGANIZATION in (
        connection.get_execution_options()
    ), "どの自治体の行を見るのか、database.within(organization_id) か across() で示してください。"


def pytest_configure() -> None:
    """asyncio puts its own handler in the place of the default one for each test, and asks for it
    after, which writes out all that the test holds: a thirtieth of the time.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)


def _interrupted(number: int, frame: FrameType | None) -> None:
    signal.default_int_handler(number, frame)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of it becomes garbage."""
    with no_search_for_garbage():
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What has been imported and collected stays to the end: looking through it for garbage again
    and again is a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where a browser is required, a test that would be skipped for the want of one fails."""
    required = os.environ.get("TESTS_REQUIRE_BROWSER") == "1"
    if not required or item.get_closest_marker("browser") is None:
        return
    if not (os.environ.get("CHROMIUM") or shutil.which("chromium")):
        pytest.fail("TESTS_REQUIRE_BROWSER=1 ですが、chromium が見つかりません。")


@pytest.fixture
def waits_for_the_disk() -> Iterator[None]:
    """SQLite as the product sets it up."""
    event.remove(Engine, "checkout", _stays_in_memory)
    yield
    event.listen(Engine, "checkout", _stays_in_memory)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """One server for each of pytest-xdist's workers; starts when the first test asks for it."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_name(postgresql: PostgreSQL) -> str:
    """The one migrated database: tests come one after another, and each finds it empty."""
    name = postgresql.create()
    asyncio.run(upgrade(postgresql.url(name), owner_url=postgresql.owner_url(name)))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "kakehashi.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL, postgresql_name: str) -> Iterator[str]:
    yield postgresql.url(postgresql_name)
    postgresql.empty(postgresql_name)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.fixture
def empty_postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    name = postgresql.create()
    yield postgresql.owner_url(name)
    postgresql.drop(name)


@pytest.fixture
def migrated_sqlite_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def migrated_postgresql_url(postgresql: PostgreSQL, postgresql_name: str) -> Iterator[str]:
    name = postgresql.create(like=postgresql_name)
    yield postgresql.owner_url(name)
    postgresql.drop(name)


@pytest.fixture(params=_BOTH)
def migrated_database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture(params=_BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=_BOTH)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def owner_database_url(request: pytest.FixtureRequest, database_url: str) -> str:
    """The same as ``database_url``, as the role that may change the schema."""
    if database_url.startswith("sqlite"):
        return database_url
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.owner_url(request.getfixturevalue("postgresql_name"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url).across()
    yield database
    await database.close()
