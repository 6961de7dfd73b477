"""Waiting until those who are not speaking have been told."""

from scheduler.deliver_outbox import DeliverOutbox
from tests.waiting import until


async def settled(outbox: DeliverOutbox) -> None:
    """Returns when nothing is due and nothing on its way."""
    await until(lambda: outbox.is_idle)
