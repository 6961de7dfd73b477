"""The timetable: one line a job."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.japan_time import JAPAN
from scheduler.drop_pending_files import drop_pending_files
from scheduler.forget_old_events import forget_old_events
from scheduler.forget_old_messages import forget_old_messages
from storage.session import Database


def timetable(
    database: Database, clock: Callable[[], datetime], settle: Callable[[], Awaitable[None]]
) -> AsyncIOScheduler:
    """Not started yet. ``settle``: ``WeeklyTurns.settle``; what fell due while nothing ran is looked
    for at the start. A job that comes late still runs, once (the default drops it after 1 s).
    """
    scheduler = AsyncIOScheduler(
        timezone=JAPAN, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )
    scheduler.add_job(settle, id="weekly-turns-at-start")
    scheduler.add_job(settle, "cron", minute="*", id="weekly-turns")
    scheduler.add_job(
        forget_old_events, "cron", hour=3, minute=30, args=(database, clock), id="forget-old-events"
    )
    scheduler.add_job(
        forget_old_messages,
        "cron",
        hour=3,
        minute=40,
        args=(database, clock),
        id="forget-old-messages",
    )
    scheduler.add_job(
        drop_pending_files, "cron", minute=45, args=(database, clock), id="drop-pending-files"
    )
    return scheduler
