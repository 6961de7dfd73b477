"""A worker on PostgreSQL until it is killed, with the arguments of ``outbox_process``."""

import asyncio
import logging
from datetime import timedelta

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from scheduler import outcome
from scheduler.delivery import Delivery
from scheduler.job_queue import Job, JobQueue
from scheduler.kept_deliveries import KeptDeliveries
from scheduler.platforms import Platform
from scheduler.telling import Patience
from scheduler.worker import Drains, Worker
from storage.session import Database, libpq_address, open_database
from tests.scheduler.outbox_senders import Where, no_advice, senders

SILENT_FOR = 1.5


async def work(url: str, where: Where, *, lease: float, at_once: int) -> None:
    database, address = open_database(url).across(), libpq_address(url)
    assert address is not None
    async with senders(database, where, japan_now) as platforms:
        drains = Drains(_deliveries(database, platforms, lease=lease), at_once=at_once)
        duties = {Job.DRAIN: drains.drain}
        async with JobQueue(address, duties, silent_for=SILENT_FOR).opened() as queue:
            await Worker(
                queue,
                database,
                japan_now,
                asyncio.Event(),
                drains,
                look_every=0.3,
                reap_every=0.5,
            ).run()


def _deliveries(
    database: Database, platforms: dict[str, Platform], *, lease: float
) -> KeptDeliveries:
    patience = Patience(timedelta(seconds=lease), call_within=timedelta(seconds=lease / 4))

    def of(organization_id: int) -> Delivery:
        within = database.within(organization_id)
        holiday, advice = is_national_holiday, no_advice()
        return Delivery(within, platforms, organization_id, japan_now, holiday, advice, patience)

    return KeptDeliveries(of)


def main(url: str, where: Where, lease: float, at_once: int) -> None:
    # Faults are the order of the day here.
    logging.disable(logging.CRITICAL)
    outcome.FIRST_PAUSE = timedelta(seconds=lease / 2)
    asyncio.run(work(url, where, lease=lease, at_once=at_once))
