"""Forget messages that have arrived, are not to be sent any more, or were of a week long past."""

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers.outgoing import CHANGED_IN_PLACE, WEEKLY
from storage.organizations import all_organizations
from storage.outbox_entries import forget_messages_before
from storage.session import Database

KEPT = timedelta(days=90)
"""Longer than anything that causes one can come again (``forget_old_events``)."""
AT_ONCE = 1_000
"""Nobody waits long for the database meanwhile."""


async def forget_old_messages(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of messages forgotten."""
    before = clock() - KEPT
    async with database.across().read() as session:
        organizations = await all_organizations(session)
    return sum([await _forget_of(each.id, database, before=before) for each in organizations])


async def _forget_of(organization_id: int, database: Database, *, before: datetime) -> int:
    """Where another replica is at it, what that one has taken is left to it."""
    forgotten = 0
    while True:
        async with database.within(organization_id).begin() as session:
            count = await forget_messages_before(
                session,
                before,
                organization_id=organization_id,
                weekly=WEEKLY,
                changed_in_place=CHANGED_IN_PLACE,
                limit=AT_ONCE,
            )
        forgotten += count
        if count < AT_ONCE:
            return forgotten
