"""Forget messages that have arrived, or are not to be sent any more."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.outbox_entries import forget_messages_before
from storage.session import Database

KEPT = timedelta(days=90)
"""Longer than anything that causes one can come again (``forget_old_events``)."""


async def forget_old_messages(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of messages forgotten."""
    async with database.across().begin() as session:
        return await forget_messages_before(session, clock() - KEPT)
