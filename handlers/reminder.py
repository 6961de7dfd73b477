"""「今週のお知らせ」: the weekly message to one person, made at the moment of sending."""

from collections.abc import Mapping
from datetime import datetime

from cards.elements import Card
from cards.reminder import reminder_card
from domain.iso_week import WEEK, weeks_before
from domain.outbox import dedupe_key
from domain.reminder import NOTHING_NEW, SILENCED, Reminder, in_spite_of, reminder_of
from handlers.late_week import too_late
from handlers.occasion import Dropped, Moment, Occasion
from storage.achievements import achievements_of
from storage.completions import decisions_since
from storage.reminder_preferences import reminder_preference
from storage.reminder_rows import reminded_at

KIND = "reminder.person"

WEEKS_LOOKED_BACK = 8
"""For the last reminder: after leave, or an outage, what is older is no news."""


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing where there is nothing to say, or they have asked for silence and it can be kept."""
    if late := await too_late(occasion, KIND, args["week"], staff_id=occasion.person.id):
        return late
    since = await told_last(occasion, KIND, occasion.person.id, week=args["week"])
    reminder = await _reminder(occasion, since=since)
    if reminder.is_empty:
        return Dropped(NOTHING_NEW)
    preference = await reminder_preference(
        occasion.session,
        organization_id=occasion.organization_id,
        staff_id=occasion.person.id,
    )
    kept = in_spite_of(preference.silence(today=occasion.today), reminder)
    return reminder_card(kept, today=occasion.today) if not kept.is_empty else Dropped(SILENCED)


async def told_last(moment: Moment, kind: str, staff_id: int, *, week: str) -> datetime:
    """When they had a message of that kind; else a week before the first that they were spared,
    or before now.
    """
    earlier = weeks_before(week, count=WEEKS_LOOKED_BACK)
    keys = [dedupe_key(kind, each, staff_id) for each in earlier]
    told, made = await reminded_at(moment.session, keys, organization_id=moment.organization_id)
    return news_since(told, made, now=moment.now)


def news_since(told: datetime | None, made: datetime | None, *, now: datetime) -> datetime:
    """``told``: the last time; ``made``: the first message of late, which they were spared."""
    return told or (made or now) - WEEK


async def _reminder(occasion: Occasion, *, since: datetime) -> Reminder:
    whose = {"organization_id": occasion.organization_id, "person_id": occasion.person.id}
    achievements = await achievements_of(occasion.session, **whose)
    decided = await decisions_since(occasion.session, since, **whose)
    adviser = await occasion.adviser()
    recommendation = adviser.recommend(occasion.person, achievements)
    return reminder_of(recommendation, decided=decided, since=since, now=occasion.now)
