"""Sessions on SQLite and on PostgreSQL.

SQLite takes one writer (a pool of 1, BEGIN IMMEDIATE) with readers beside it on a second engine;
with a larger pool and deferred BEGIN most concurrent transactions end in "database is locked".
PostgreSQL uses one ordinary pool for both. Nobody awaits the network inside ``begin``.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

BUSY_TIMEOUT_MS = 5_000

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
"""Permissions: names and training records are read by the account that runs the bot, by no other."""


@dataclass(frozen=True, slots=True)
class Database:
    """The two ways to reach the tables."""

    writer: AsyncEngine
    reader: AsyncEngine

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A transaction that may write; commits at the end, rolls back on any exception."""
        async with AsyncSession(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads; never waits for a writer on SQLite."""
        async with AsyncSession(self.reader, expire_on_commit=False) as session:
            yield session

    async def is_reachable(self) -> bool:
        """Whether the database answers a trivial question."""
        file = self.reader.url.database if self.reader.dialect.name == "sqlite" else None
        if file and not await asyncio.to_thread(_can_be_opened, file):
            return False
        try:
            async with self.read() as session:
                await session.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True

    async def close(self) -> None:
        await self.reader.dispose()
        if self.writer is not self.reader:
            await self.writer.dispose()


Session = AsyncSession
"""What ``begin`` and ``read`` give; other packages name it by this word only."""


def is_database_url(url: str) -> bool:
    """Whether ``url`` can be read as the address of a database that we know."""
    try:
        return make_url(url).get_backend_name() in ("sqlite", "postgresql")
    except ArgumentError:
        return False


def async_url(url: str) -> URL:
    """The SQLAlchemy URL with the async driver: aiosqlite or psycopg.

    Raises sqlalchemy.exc.ArgumentError when it is no database URL.
    """
    parsed = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    return parsed.set(drivername=drivers.get(parsed.drivername, parsed.drivername))


def open_database(url: str) -> Database:
    """Engines for ``url``; nothing is connected yet. An SQLite file and its folder are made."""
    parsed = async_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_async_engine(parsed, hide_parameters=True, pool_pre_ping=True)
        return Database(writer=engine, reader=engine)
    writer = _sqlite_engine(parsed, pool_size=1, begin="BEGIN IMMEDIATE")
    reader = _sqlite_engine(parsed, pool_size=4, begin="BEGIN")
    if parsed.database:
        _make_private_file(Path(parsed.database))
    return Database(writer=writer, reader=reader)


def _can_be_opened(file: str) -> bool:
    """Asked without aiosqlite: its thread reports a connection that failed to a loop that may have
    ended by then, as an unhandled exception.
    """
    try:
        with closing(sqlite3.connect(file, timeout=BUSY_TIMEOUT_MS / 1000)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.Error:
        return False
    return True


def make_private_folder(folder: Path) -> None:
    """With those above it that are missing. What exists keeps its permissions. Raises OSError."""
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def _make_private_file(file: Path) -> None:
    """SQLite gives its -wal and -shm the permissions of the file that they stand beside."""
    make_private_folder(file.parent)
    with suppress(OSError):  # it is there, or cannot be made: SQLite says so when it connects
        file.touch(mode=PRIVATE_FILE, exist_ok=False)


def _sqlite_engine(url: URL, *, pool_size: int, begin: str) -> AsyncEngine:
    # hide_parameters: a statement that fails must not carry names or messages into the log.
    engine = create_async_engine(
        url, hide_parameters=True, pool_size=pool_size, max_overflow=0, pool_timeout=30
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself; _begin below does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
