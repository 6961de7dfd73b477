"""The timetable: one line a job."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.japan_time import JAPAN
from scheduler.drop_pending_files import drop_pending_files
from scheduler.forget_old_addresses import forget_old_addresses
from scheduler.forget_old_corrections import forget_old_corrections
from scheduler.forget_old_dialogues import forget_old_dialogues
from scheduler.forget_old_drafts import forget_old_drafts
from scheduler.forget_old_events import forget_old_events
from scheduler.forget_old_messages import forget_old_messages
from scheduler.turns import Turns
from storage.session import Database

LAST_TURNS = 3.0
"""Seconds that turns that are being taken have at the end; what is cut off is taken at the start."""


NO_MORE: Mapping[str, Callable[[], Awaitable[object]]] = {}


@asynccontextmanager
async def ticking(
    database: Database,
    clock: Callable[[], datetime],
    settle: Callable[[], Awaitable[None]],
    hourly: Mapping[str, Callable[[], Awaitable[object]]] = NO_MORE,
) -> AsyncIterator[None]:
    """Keeps the timetable until left."""
    turns = Turns()
    scheduler = timetable(database, clock, settle, turns, hourly)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.remove_all_jobs()
        try:
            await turns.end(LAST_TURNS)
        finally:
            # Not before: whatever goes on then is cancelled, and told with a traceback.
            scheduler.shutdown(wait=False)


def timetable(
    database: Database,
    clock: Callable[[], datetime],
    settle: Callable[[], Awaitable[None]],
    turns: Turns,
    hourly: Mapping[str, Callable[[], Awaitable[object]]] = NO_MORE,
) -> AsyncIOScheduler:
    """Not started yet. ``settle``: ``WeeklyTurns.settle``; what fell due while nothing ran is looked
    for at the start. ``hourly``: further jobs, by their names. A job that comes late still runs, once (the default drops it after 1 s), and
    none begins while its last turn goes on.
    """
    scheduler = AsyncIOScheduler(
        timezone=JAPAN, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )

    def add(name: str, job: Callable[[], Awaitable[object]], **when: object) -> None:
        scheduler.add_job(turns.taken, "cron", args=(job,), id=name, **when)

    scheduler.add_job(turns.taken, args=(settle,), id="weekly-turns-at-the-start")
    add("weekly-turns", settle, minute="*")
    add("forget-old-events", partial(forget_old_events, database, clock), hour=3, minute=30)
    add("forget-old-messages", partial(forget_old_messages, database, clock), hour=3, minute=40)
    add("forget-old-addresses", partial(forget_old_addresses, database, clock), hour=3, minute=50)
    add("forget-old-corrections", partial(forget_old_corrections, database, clock), hour=4)
    add("forget-old-dialogues", partial(forget_old_dialogues, database, clock), minute=15)
    add("forget-old-drafts", partial(forget_old_drafts, database, clock), hour=4, minute=10)
    add("drop-pending-files", partial(drop_pending_files, database, clock), minute=45)
    for name, job in hourly.items():
        add(name, job, minute=25)
    return scheduler
