"""``python -m storage.migrations.draft "what it does"``: the next step, from a change of tables.py.

The step is the difference between the steps so far, run on an empty SQLite, and the declared tables.
CHECK constraints are not in it: write them by hand, then read the whole file.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic.command import revision

from storage.migration import NEWEST, alembic_config, upgrade
from storage.session import open_database


async def draft(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'draft.sqlite3'}"
        await upgrade(url)
        database = open_database(url).across()
        async with database.writer.connect() as connection:
            await connection.run_sync(
                lambda sync: revision(
                    alembic_config(sync),
                    message,
                    autogenerate=True,
                    rev_id=f"{int(NEWEST) + 1:04}",
                )
            )
        await database.close()


if __name__ == "__main__":
    asyncio.run(draft(sys.argv[1]))
