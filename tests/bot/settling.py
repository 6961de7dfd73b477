"""Waiting until those who are not speaking have been told."""

import asyncio

from scheduler.deliver_outbox import DeliverOutbox

SECONDS = 20


async def settled(outbox: DeliverOutbox) -> None:
    """Returns when nothing is due and nothing on its way."""
    async with asyncio.timeout(SECONDS):
        while not outbox.is_idle:  # noqa: ASYNC110 - what it waits for is the outbox's own
            await asyncio.sleep(0.01)
