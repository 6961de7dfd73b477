"""Engines of SQLAlchemy, and how each begins a transaction.

SQLite takes one writer (a pool of 1, BEGIN IMMEDIATE) with readers beside it on a second engine;
with a larger pool and deferred BEGIN most concurrent transactions end in "database is locked".
PostgreSQL uses one ordinary pool for both.
"""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

BUSY_TIMEOUT_MS = 5_000

ORGANIZATION = "kakehashi_organization"
"""The execution option that names whose rows the engine's transactions see."""


def postgresql_engine(url: URL) -> AsyncEngine:
    """Row-level security asks for ``kakehashi.organization``: ``storage/migrations/tenant_wall.py``."""
    # hide_parameters: a statement that fails must not carry names or messages into the log.
    engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=True)

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


def sqlite_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """The writer and the reader."""
    return (
        _sqlite_engine(url, pool_size=1, begin="BEGIN IMMEDIATE"),
        _sqlite_engine(url, pool_size=4, begin="BEGIN"),
    )


def _sqlite_engine(url: URL, *, pool_size: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url, hide_parameters=True, pool_size=pool_size, max_overflow=0, pool_timeout=30
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself; _begin below does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        # With NORMAL a power cut undoes what has been committed: a message would be sent again.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
