"""Sessions on SQLite and on PostgreSQL, each of which sees the rows of one organization.

Nobody awaits the network inside ``begin``.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from storage.engines import BUSY_TIMEOUT_MS, ORGANIZATION, postgresql_engine, sqlite_engines

EVERY_ORGANIZATION = 0
"""No organization has this number."""

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
"""Permissions: names and training records are read by the account that runs the bot, by no other."""


Step = Callable[[AsyncSession], Awaitable[None]]


@dataclass(slots=True)
class _Once:
    """A step that one transaction begins with; ``is_taken`` while that goes on, and when it has
    been committed.
    """

    step: Step
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Database:
    """The two ways to reach the tables. As opened it sees no row at all on PostgreSQL: what is to be
    seen is said with ``within`` or ``across``. SQLite has no such wall; who asks is the same.
    """

    writer: AsyncEngine
    reader: AsyncEngine
    _seeing: dict[int, "Database"] = field(default_factory=dict, compare=False, repr=False)
    """By what they see, shared by all of them: making one costs more than a small query."""
    _first: tuple[_Once, ...] = ()

    def within(self, organization_id: int) -> "Database":
        """The rows of this organization only: others are not there, nor can any be put there."""
        known = self._seeing.get(organization_id)
        seen = known or self._seeing.setdefault(organization_id, self._made(organization_id))
        return replace(seen, _first=self._first) if self._first else seen

    def across(self) -> "Database":
        """Every organization's rows: for what belongs to none of them, like maintenance."""
        return self.within(EVERY_ORGANIZATION)

    def beginning_with(self, step: Step) -> "Database":
        """The same; ``step`` is part of its first transaction that commits. What it raises undoes
        that one.
        """
        return replace(self, _first=(*self._first, _Once(step)))

    def _made(self, sees: int) -> "Database":
        writer = self.writer.execution_options(**{ORGANIZATION: sees})
        is_one = self.writer is self.reader
        reader = writer if is_one else self.reader.execution_options(**{ORGANIZATION: sees})
        return Database(writer, reader, self._seeing)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A transaction that may write; commits at the end, rolls back on any exception."""
        steps = [once for once in self._first if not once.is_taken]
        _take(steps, are_taken=True)
        try:
            async with (
                AsyncSession(self.writer, expire_on_commit=False) as session,
                session.begin(),
            ):
                for once in steps:
                    await once.step(session)
                yield session
        except BaseException:
            _take(steps, are_taken=False)
            raise

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
            async with self.across().read() as session:
                await session.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True

    async def close(self) -> None:
        await self.reader.dispose()
        if self.writer is not self.reader:
            await self.writer.dispose()


def _take(steps: Iterable[_Once], *, are_taken: bool) -> None:
    for once in steps:
        once.is_taken = are_taken


Session = AsyncSession
"""What ``begin`` and ``read`` give; other packages name it by this word only."""


def is_database_url(url: str) -> bool:
    """Whether ``url`` can be read as the address of a database that we know."""
    try:
        return make_url(url).get_backend_name() in ("sqlite", "postgresql")
    except ArgumentError:
        return False


def is_postgresql_url(url: str) -> bool:
    return is_database_url(url) and make_url(url).get_backend_name() == "postgresql"


def async_url(url: str) -> URL:
    """The SQLAlchemy URL with the async driver: aiosqlite or psycopg.

    Raises sqlalchemy.exc.ArgumentError when it is no database URL.
    """
    parsed = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    return parsed.set(drivername=drivers.get(parsed.drivername, parsed.drivername))


def libpq_address(url: str) -> str | None:
    """For who speaks to PostgreSQL without SQLAlchemy; None for an SQLite file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return None
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)


async def driver_connection(session: AsyncSession) -> Any:
    """psycopg's own connection, within the session's transaction, or its innermost savepoint."""
    connection = await session.connection()
    return (await connection.get_raw_connection()).driver_connection


def open_database(url: str) -> Database:
    """Engines for ``url``; nothing is connected yet. An SQLite file and its folder are made."""
    parsed = async_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = postgresql_engine(parsed)
        return Database(writer=engine, reader=engine)
    writer, reader = sqlite_engines(parsed)
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
