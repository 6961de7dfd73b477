"""To the 所属長 every week: who is behind and who has finished; and what they say to them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from cards.elements import Card
from cards.reminder import nudge_card, thanks_card
from cards.section_reminder import section_reminder_card
from domain.outbox import Note
from domain.people import Person
from domain.recommendation import Recommendation
from domain.reminder import SILENCED, NotTold
from domain.section_reminder import (
    Done,
    behind_of,
    finished_by,
    section_of,
    section_reminder,
)
from handlers.late_week import too_late
from handlers.occasion import Dropped, Moment, Noted, Occasion
from handlers.reminder import silence_of, told_last
from storage.achievements import achievements_of_some
from storage.people import people_by_id, people_led_by
from storage.reminder_news import done_since

KIND = "reminder.manager"
NUDGE = "reminder.nudge"
THANKS = "reminder.thanks"


async def write(occasion: Occasion, args: Mapping[str, str]) -> Noted | Dropped:
    """Of those who name them as manager at this moment, and whose training they may see."""
    manager = occasion.person
    if late := await too_late(occasion, KIND, args["week"], staff_id=manager.id):
        return late
    led = await people_led_by(
        occasion.session, manager.employee_number, organization_id=occasion.organization_id
    )
    section = section_of(manager, led)
    since = await told_last(occasion, KIND, manager.id, week=args["week"])
    silence = await silence_of(occasion)
    reminder = section_reminder(
        await _recommendations(occasion, section),
        await _done(occasion, section, since=since),
        since=since,
        silence=silence,
        now=occasion.now,
    )
    if isinstance(reminder, NotTold):
        return Dropped(reminder.reason)
    card = section_reminder_card(reminder, week=args["week"], today=occasion.today)
    note = Note(shown=reminder.shown, withheld=SILENCED if silence else "")
    return Noted(card, note)


async def write_nudge(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing where they have caught up since, or the manager is not theirs any more."""
    manager = await _manager(occasion, int(args["by"]))
    if manager is None:
        return Dropped("manager_changed")
    (recommendation,) = await _recommendations(occasion, [occasion.person])
    late = behind_of(recommendation, now=occasion.now)
    if late is None:
        return Dropped("caught_up")
    return nudge_card(
        manager=manager.name, overdue=late.overdue, due=late.due, today=occasion.today
    )


async def write_thanks(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing where the record is gone since, or the manager is not theirs any more."""
    manager = await _manager(occasion, int(args["by"]))
    if manager is None:
        return Dropped("manager_changed")
    since = await told_last(occasion, KIND, manager.id, week=args["week"])
    done = await _done(occasion, [occasion.person], since=since)
    finished = finished_by(occasion.person, done, since=since, now=occasion.now)
    if finished is None:
        return Dropped("record_gone")
    return thanks_card(manager=manager.name, courses=finished.courses)


async def _manager(occasion: Occasion, manager_id: int) -> Person | None:
    """None where they have left, or are not the person's manager any more."""
    found = await people_by_id(
        occasion.session, organization_id=occasion.organization_id, ids=[manager_id]
    )
    return next((p for p in found if p.employee_number == occasion.person.manager_number), None)


async def _recommendations(
    moment: Moment, people: Collection[Person]
) -> tuple[Recommendation, ...]:
    """One for each of them, in their order."""
    achievements = await achievements_of_some(
        moment.session,
        organization_id=moment.organization_id,
        person_ids=[person.id for person in people],
    )
    adviser = await moment.adviser()
    return tuple(adviser.recommend(person, achievements[person.id]) for person in people)


async def _done(
    moment: Moment, people: Collection[Person], *, since: datetime
) -> dict[int, tuple[Done, ...]]:
    return await done_since(
        moment.session,
        since,
        organization_id=moment.organization_id,
        among=[person.id for person in people],
    )
