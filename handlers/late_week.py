"""A week's message that has waited: through a pause, a leave, a platform that would not have it."""

from datetime import timedelta

from domain.iso_week import monday_of, weeks_after
from handlers.occasion import Dropped, Moment
from storage.outbox_fan_out import dedupe_key
from storage.reminder_rows import reminded_at

STALE = timedelta(weeks=2)
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
    whose = "" if staff_id is None else f":{staff_id}"
    later = [f"{dedupe_key(kind, each)}{whose}" for each in weeks_after(week, count=LATER_WEEKS)]
    _, made = await reminded_at(moment.session, later, organization_id=moment.organization_id)
    return Dropped("overtaken") if made else None
