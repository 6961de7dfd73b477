"""PostgreSQL's connections: one that has ended is replaced before anybody notices."""

import psycopg
import pytest
from sqlalchemy import text

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
