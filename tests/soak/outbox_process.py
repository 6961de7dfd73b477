"""A process that drains the outbox until it is killed."""

import asyncio
import logging
from datetime import timedelta

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from scheduler import outcome
from scheduler.deliver_outbox import DeliverOutbox
from scheduler.delivery import Delivery
from scheduler.telling import Patience
from storage.session import open_database
from tests.scheduler.outbox_senders import Where, no_advice, senders
from tests.scheduler.outbox_town import ORGANIZATION


async def drain(url: str, where: Where, *, lease: float, at_once: int) -> None:
    database = open_database(url).across()
    async with senders(database, where, japan_now) as platforms:
        patience = Patience(timedelta(seconds=lease), call_within=timedelta(seconds=lease / 4))
        delivery = Delivery(
            database, platforms, ORGANIZATION, japan_now, is_national_holiday, no_advice(), patience
        )
        await DeliverOutbox(delivery, asyncio.Event(), every=0.1, at_once=at_once).run()


def main(url: str, where: Where, lease: float, at_once: int) -> None:
    # Faults are the order of the day here.
    logging.disable(logging.CRITICAL)
    outcome.FIRST_PAUSE = timedelta(seconds=lease / 2)
    asyncio.run(drain(url, where, lease=lease, at_once=at_once))
