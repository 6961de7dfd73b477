"""A process that takes turns out of the job queue on PostgreSQL: ``python -m … URL ISO_TIME``.

As ``kakehashi worker`` does it at that time; what is put into the outbox is not sent.
"""

import asyncio
import sys
from datetime import datetime

from bot.national_holidays import is_national_holiday
from scheduler.job_queue import Duty, Job, JobQueue
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from scheduler.weekly_turns import WeeklyTurns
from scheduler.worker import AT_ONCE, few_at_once
from storage.session import Database, libpq_address, open_database


def job_queue(url: str, duties: dict[Job, Duty]) -> JobQueue:
    address = libpq_address(url)
    if address is None:
        raise ValueError(url)
    return JobQueue(address, duties)


def turns(database: Database, queue: JobQueue | None, *, now: datetime) -> WeeklyTurns:
    """Without a queue this process takes them itself."""
    return WeeklyTurns(
        database, lambda: now, is_national_holiday, WEEKLY_REMINDERS, asyncio.Event(), queue
    )


async def work(url: str, now: datetime) -> None:
    duties: dict[Job, Duty] = {Job.DRAIN: _not_sent}
    async with job_queue(url, duties).opened() as queue:
        duties[Job.FAN_OUT] = few_at_once(turns(open_database(url), queue, now=now).settle_for)
        print(flush=True)
        await queue.work(at_once=AT_ONCE)


async def _not_sent(_organization_id: int) -> None:
    """Draining is measured by itself."""


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], datetime.fromisoformat(sys.argv[2])))
