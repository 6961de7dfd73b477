"""A process that drains the outbox until it is killed: ``python -m tests.soak.outbox_process``.

Arguments: database URL, the peers' addresses, seconds of lease and timeout, how many messages at
once, whether it looks.
"""

import asyncio
import logging
import sys
from datetime import timedelta

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from scheduler.deliver_outbox import DeliverOutbox
from scheduler.delivery import Delivery, Patience
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


if __name__ == "__main__":
    # Faults are the order of the day here.
    logging.disable(logging.CRITICAL)
    url, slack, teams, lease, timeout, at_once, is_blind = sys.argv[1:]
    where = Where(slack, teams, timeout=float(timeout), is_blind=is_blind == "blind")
    asyncio.run(drain(url, where, lease=float(lease), at_once=int(at_once)))
