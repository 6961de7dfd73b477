"""Forget whom a platform did not know: they are asked for again anyway."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.session import Database
from storage.unknown_addresses import forget_unknown_addresses_before

KEPT = timedelta(days=2)
"""Longer than it counts for anybody."""


async def forget_old_addresses(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of addresses forgotten."""
    async with database.across().begin() as session:
        return await forget_unknown_addresses_before(session, clock() - KEPT)
