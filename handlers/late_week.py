"""A week's message that has waited: through a pause, a leave, a platform that would not have it."""

from domain.iso_week import WEEK, monday_of, weeks_after
from domain.outbox import dedupe_key
from handlers.occasion import Dropped, Moment
from storage.reminder_rows import reminded_at

STALE = 2 * WEEK
"""From the week's Monday: by then there is a newer one, or there is one the next week."""
LATER_WEEKS = 2
"""That may have begun before it is stale."""


async def too_late(
    moment: Moment, kind: str, week: str, *, staff_id: int | None = None
) -> Dropped | None:
    """Why it is not sent any more. Of all that wait for the same person or channel the last counts.

    ``staff_id``: None for a channel.
    """
    if moment.today >= monday_of(week) + STALE:
        return Dropped("too_old")
    later = [dedupe_key(kind, each, staff_id) for each in weeks_after(week, count=LATER_WEEKS)]
    _, made = await reminded_at(moment.session, later, organization_id=moment.organization_id)
    return Dropped("overtaken") if made else None
