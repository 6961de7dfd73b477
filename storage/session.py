"""Sessions on SQLite and on PostgreSQL.

SQLite takes one writer (a pool of 1, BEGIN IMMEDIATE) with readers beside it on a second engine;
with a larger pool and deferred BEGIN most concurrent transactions end in "database is locked".
PostgreSQL uses one ordinary pool for both. Nobody awaits the network inside ``begin``.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

BUSY_TIMEOUT_MS = 5_000


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
    """Engines for ``url``; nothing is connected yet. The folder of an SQLite file is made."""
    parsed = async_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_async_engine(parsed, hide_parameters=True, pool_pre_ping=True)
        return Database(writer=engine, reader=engine)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    writer = _sqlite_engine(parsed, pool_size=1, begin="BEGIN IMMEDIATE")
    return Database(writer=writer, reader=_sqlite_engine(parsed, pool_size=4, begin="BEGIN"))


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
