"""「今週のお知らせ」: the weekly message to one person, made at the moment of sending."""

from collections.abc import Mapping
from datetime import datetime

from cards.reminder import reminder_card
from domain.iso_week import weeks_before
from domain.outbox import Note, dedupe_key
from domain.reminder import SILENCED, NotTold, Reminder, Silence, news_since, reminder_for
from handlers.late_week import too_late
from handlers.occasion import Dropped, Moment, Noted, Occasion
from storage.achievements import achievements_of
from storage.reminder_news import decisions_since
from storage.reminder_preferences import reminder_preference
from storage.reminder_rows import reminded_at

KIND = "reminder.person"

WEEKS_LOOKED_BACK = 8
"""For the last reminder: after leave, or an outage, what is older is no news."""


async def write(occasion: Occasion, args: Mapping[str, str]) -> Noted | Dropped:
    """Nothing where there is nothing to say, or they have asked for silence and it can be kept."""
    if late := await too_late(occasion, KIND, args["week"], staff_id=occasion.person.id):
        return late
    since = await told_last(occasion, KIND, occasion.person.id, week=args["week"])
    silence = await silence_of(occasion)
    reminder = await _reminder(occasion, since=since, silence=silence)
    if isinstance(reminder, NotTold):
        return Dropped(reminder.reason)
    note = Note(withheld=SILENCED if silence else "")
    return Noted(reminder_card(reminder, today=occasion.today), note)


async def told_last(moment: Moment, kind: str, staff_id: int, *, week: str) -> datetime:
    """When the last message of that kind was written for them with all that was new in it; else a week
    before the first that they were spared, or before now.
    """
    earlier = weeks_before(week, count=WEEKS_LOOKED_BACK)
    keys = [dedupe_key(kind, each, staff_id) for each in earlier]
    told, made = await reminded_at(moment.session, keys, organization_id=moment.organization_id)
    return news_since(told, made, now=moment.now)


async def silence_of(occasion: Occasion) -> Silence | None:
    """What they have asked for, whichever of the weekly messages it is."""
    wish = await reminder_preference(
        occasion.session,
        organization_id=occasion.organization_id,
        staff_id=occasion.person.id,
    )
    return wish.silence(today=occasion.today)


async def _reminder(
    occasion: Occasion, *, since: datetime, silence: Silence | None
) -> Reminder | NotTold:
    session, number, person = occasion.session, occasion.organization_id, occasion.person
    achievements = await achievements_of(session, organization_id=number, person_id=person.id)
    decided = await decisions_since(session, since, organization_id=number, among=[person.id])
    adviser = await occasion.adviser()
    return reminder_for(
        adviser.recommend(person, achievements),
        decided=decided.get(person.id, ()),
        since=since,
        silence=silence,
        now=occasion.now,
    )
