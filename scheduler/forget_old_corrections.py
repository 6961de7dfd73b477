"""Forget what was misread more than a year ago: what is of use has been taken out by then."""

from collections.abc import Callable
from datetime import datetime, timedelta

from domain.correction import KEPT_DAYS
from storage.corrections import forget_corrections_before
from storage.session import Database


async def forget_old_corrections(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of entries forgotten."""
    async with database.across().begin() as session:
        return await forget_corrections_before(session, clock().date() - timedelta(days=KEPT_DAYS))
