"""Delete files that nobody came back for: they hold personal data."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.pending_files import drop_files_before
from storage.session import Database

KEPT = timedelta(days=1)


async def drop_pending_files(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of files deleted."""
    async with database.across().begin() as session:
        return await drop_files_before(session, clock() - KEPT)
