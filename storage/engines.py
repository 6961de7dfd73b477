"""Engines of SQLAlchemy, and how each begins a transaction.

SQLite takes one writer (a pool of 1, BEGIN IMMEDIATE) with readers beside it on a second engine;
with a larger pool and deferred BEGIN most concurrent transactions end in "database is locked".
PostgreSQL uses one ordinary pool for both.
"""

import asyncio
import json
import math
import select
import sqlite3
import time
from typing import Any

import orjson
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import await_only

from domain.whole_characters import whole_json

BUSY_TIMEOUT_MS = 5_000

_ASK_AGAIN = 0.01
"""Seconds until a file that somebody else is turning over is asked for again."""

IDLE = 1.0
"""Seconds after which PostgreSQL may have gone away without our hearing of it."""

_USED = "kakehashi_used"
"""When a connection was given back: ``time.monotonic()``."""

ORGANIZATION = "kakehashi_organization"
"""The execution option that names whose rows the engine's transactions see."""


def postgresql_engine(url: URL) -> AsyncEngine:
    """Row-level security asks for ``kakehashi.organization``: ``storage/migrations/tenant_wall.py``."""
    # hide_parameters: a statement that fails must not carry names or messages into the log.
    engine = create_async_engine(
        url, hide_parameters=True, json_serializer=_json, json_deserializer=_from_json
    )
    _look_before_use(engine)

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        # Else the driver sends a BEGIN of its own; commit and rollback work as ever.
        connection.autocommit = True

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        """In one message: whose rows are seen costs no further round trip. LOCAL ends with the
        transaction, so that the pool hands no organization on.
        """
        sees = connection.get_execution_options().get(ORGANIZATION)
        local = "" if sees is None else f"; SET LOCAL kakehashi.organization = {int(sees)}"
        connection.exec_driver_sql(f"BEGIN{local}")

    return engine


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _from_json(stored: str | bytes) -> Any:
    """Of rows that the standard library's json wrote, too: it writes half an emoji, and NaN."""
    try:
        return orjson.loads(stored)
    except orjson.JSONDecodeError:
        return json.loads(whole_json(stored if isinstance(stored, str) else stored.decode()))


def _look_before_use(engine: AsyncEngine) -> None:
    """A connection that PostgreSQL has closed meanwhile is replaced before it is used.

    ``pool_pre_ping`` asks before every transaction, which costs a quarter of all that the outbox
    sends; here only those that were idle for a while, or have something to say, are asked.
    """
    dialect = engine.dialect

    @event.listens_for(engine.sync_engine, "checkin")
    def _note(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_USED] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def _look(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        try:
            idle = time.monotonic() - record.info.get(_USED, math.inf)
            if idle > IDLE or _has_something_to_say(connection.driver_connection.fileno()):
                dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as fault:
            raise InvalidatePoolError from fault  # SQLAlchemy connects anew, up to three times


def _has_something_to_say(socket: int) -> bool:
    """Between two transactions there is silence, until PostgreSQL says that it ends."""
    ready = select.poll()
    ready.register(socket, select.POLLIN)
    return bool(ready.poll(0))


def sqlite_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """The writer and the reader."""
    return (
        _sqlite_engine(url, pool_size=1, begin="BEGIN IMMEDIATE"),
        _sqlite_engine(url, pool_size=4, begin="BEGIN"),
    )


def _sqlite_engine(url: URL, *, pool_size: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        hide_parameters=True,
        json_deserializer=_from_json,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself; _begin below does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        try:
            _write_ahead(cursor)
        except sqlite3.OperationalError:
            connection.close()  # the pool does not know it yet
            raise
        # With NORMAL a power cut undoes what has been committed: a message would be sent again.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _write_ahead(cursor: Any) -> None:
    """Turns a new file over to WAL. While another program is writing to it SQLite refuses that at once, whatever
    ``busy_timeout`` is; under an exclusive lock it waits so long. https://www.sqlite.org/c3ref/busy_handler.html
    """
    give_up = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            await_only(asyncio.sleep(_ASK_AGAIN))
        else:
            return
