"""Forget events that no platform will deliver again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.inbox import forget_events_before
from storage.session import Database

KEPT = timedelta(days=30)
"""Longer than any platform resends and than a card stays in use."""


async def forget_old_events(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of events forgotten."""
    async with database.across().begin() as session:
        return await forget_events_before(session, clock() - KEPT)
