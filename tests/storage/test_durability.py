"""On SQLite, what is committed is on the disk: a power cut undoes nothing that has been told."""

from pathlib import Path

import pytest
from sqlalchemy import text

from storage.session import open_database

FULL = 2
"""https://www.sqlite.org/pragma.html#pragma_synchronous"""


@pytest.mark.usefixtures("waits_for_the_disk")
async def test_ディスクに書き終えてから戻る(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}").across()
    async with database.begin() as session:
        assert await session.scalar(text("PRAGMA synchronous")) == FULL
        assert await session.scalar(text("PRAGMA journal_mode")) == "wal"
    await database.close()
