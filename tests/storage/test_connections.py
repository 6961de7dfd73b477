"""Connections: one that PostgreSQL ended is replaced, and a new file of SQLite is waited for."""

import asyncio
import sqlite3
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage import engines
from storage.session import Database, libpq_address, open_database


async def answered(database: Database) -> int:
    async with database.across().read() as session:
        return int((await session.execute(text("SELECT pg_backend_pid()"))).scalar_one())


def ended(url: str) -> None:
    address = libpq_address(url)
    assert address is not None
    with psycopg.connect(address) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE usename = current_user AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("idle", [0.0, 3600.0])
async def test_切られた接続は使う前に替える(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch, idle: float
) -> None:
    monkeypatch.setattr(engines, "IDLE", idle)
    database = open_database(postgresql_url)
    try:
        first = await answered(database)
        assert await answered(database) == first
        ended(postgresql_url)
        assert await answered(database) != first
    finally:
        await database.close()


async def test_ほかのプログラムが作りかけのファイルは空くまで待つ(empty_sqlite_url: str) -> None:
    database = open_database(empty_sqlite_url)
    path = database.writer.url.database or ""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE made_meanwhile (n INTEGER)")
        opened = asyncio.create_task(_tables(database))
        await asyncio.sleep(0.1)
        assert not opened.done()
        other.execute("COMMIT")
    try:
        assert await opened == ["made_meanwhile"]
    finally:
        await database.close()


async def test_空かないファイルは待ちきれずに知らせる(
    empty_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 50)
    database = open_database(empty_sqlite_url)
    path = database.writer.url.database or ""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await _tables(database)
    await database.close()


async def _tables(database: Database) -> list[str]:
    async with database.across().read() as session:
        names = await session.execute(text("SELECT name FROM sqlite_master"))
        return list(names.scalars())
