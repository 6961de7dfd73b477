"""Waiting until others have come so far: for an event, never for so long as it usually takes."""

import asyncio
from collections.abc import Callable

from sqlalchemy import text

from bot.slack import listeners
from bot.teams import activities
from handlers import case_index, issue_index
from storage.session import Database

LONGEST = 60
"""Seconds: of a machine that has much else to do. What takes longer will not come any more."""
_LOOKS_EVERY = 0.01


def be_patient() -> None:
    """What the product would do without after some seconds is waited for: whether a machine is quick
    decides nothing. Tests of doing without say so themselves.
    """
    activities.ANSWER_WITHIN = listeners.ANSWER_WITHIN = LONGEST
    case_index.PATIENCE = case_index.SIMILAR_PATIENCE = LONGEST
    issue_index.PATIENCE = issue_index.SIMILAR_PATIENCE = LONGEST


async def until(holds: Callable[[], object], *, within: float = LONGEST) -> None:
    """Returns when it holds. Raises TimeoutError where it does not within so many seconds."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 - those who are waited for tell nobody
            await asyncio.sleep(_LOOKS_EVERY)


async def held_up(database: Database, *tasks: asyncio.Task[object]) -> None:
    """Returns when each of ``tasks`` waits for who holds what it wants, and none has passed by."""
    is_sqlite = database.reader.dialect.name == "sqlite"
    held = _held_in_the_pool if is_sqlite else _held_by_locks
    async with asyncio.timeout(LONGEST):
        while await held(database) < len(tasks):
            assert not any(task.done() for task in tasks), (
                "待つはずのところを、待たずに通りました。"
            )
            await asyncio.sleep(_LOOKS_EVERY)


async def _held_in_the_pool(database: Database) -> int:
    """SQLite has one writer: who wants to be it waits for the only connection."""
    return len(database.writer.pool._pool._queue._getters)  # type: ignore[attr-defined]


async def _held_by_locks(database: Database) -> int:
    waits = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with database.read() as session:
        return int(await session.scalar(waits))
