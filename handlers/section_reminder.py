"""To the 所属長 every week: who is behind and who has finished; and what they say to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cards.elements import Card
from cards.reminder import nudge_card, thanks_card
from cards.section_reminder import section_reminder_card
from domain.people import Person
from domain.permissions import Act, is_allowed
from domain.reminder import NOTHING_NEW, Reminder, reminder_of, required_only
from domain.section_reminder import Behind, Finished, SectionReminder
from handlers.late_week import too_late
from handlers.occasion import Dropped, Moment, Occasion
from handlers.reminder import told_last
from storage.achievements import achievements_of
from storage.audit import record_audit
from storage.completions import finished_since
from storage.people import people_by_id, people_led_by

KIND = "reminder.manager"
NUDGE = "reminder.nudge"
THANKS = "reminder.thanks"


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Of those who name them as manager at this moment, and whose training they may see."""
    manager = occasion.person
    if late := await too_late(occasion, KIND, args["week"], staff_id=manager.id):
        return late
    led = await people_led_by(
        occasion.session, manager.employee_number, organization_id=occasion.organization_id
    )
    seen = [p for p in led if is_allowed(Act.SEE_TRAINING, actor=manager, subject=p)]
    since = await told_last(occasion, KIND, manager.id, week=args["week"])
    reminder = SectionReminder(
        behind=tuple(await _behind(occasion, seen)),
        finished=await _finished(occasion, seen, since=since),
    )
    if reminder.is_empty:
        return Dropped(NOTHING_NEW)
    await _audit(occasion, reminder)
    return section_reminder_card(reminder, week=args["week"], today=occasion.today)


async def write_nudge(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing where they have caught up since, or the manager is not theirs any more."""
    manager = await _manager(occasion, int(args["by"]))
    if manager is None:
        return Dropped("manager_changed")
    late = await _required(occasion, occasion.person)
    if late.is_empty:
        return Dropped("caught_up")
    return nudge_card(
        manager=manager.name, overdue=late.overdue, due=late.due, today=occasion.today
    )


async def write_thanks(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    manager = await _manager(occasion, int(args["by"]))
    if manager is None:
        return Dropped("manager_changed")
    since = await told_last(occasion, KIND, manager.id, week=args["week"])
    finished = await _finished(occasion, [occasion.person], since=since)
    if not finished:
        return Dropped("record_gone")
    return thanks_card(manager=manager.name, courses=finished[0].courses)


async def _manager(occasion: Occasion, manager_id: int) -> Person | None:
    """None where they have left, or are not the person's manager any more."""
    found = await people_by_id(
        occasion.session, organization_id=occasion.organization_id, ids=[manager_id]
    )
    return next((p for p in found if p.employee_number == occasion.person.manager_number), None)


async def _behind(moment: Moment, people: Sequence[Person]) -> list[Behind]:
    found = []
    for person in people:
        late = await _required(moment, person)
        if not late.is_empty:
            found.append(Behind(person, late.overdue, late.due))
    return found


async def _required(moment: Moment, person: Person) -> Reminder:
    """必須 that is overdue or falls due soon."""
    achievements = await achievements_of(
        moment.session, organization_id=moment.organization_id, person_id=person.id
    )
    adviser = await moment.adviser()
    recommendation = adviser.recommend(person, achievements)
    return required_only(reminder_of(recommendation, decided=(), since=moment.now, now=moment.now))


async def _finished(
    moment: Moment, people: Sequence[Person], *, since: datetime
) -> tuple[Finished, ...]:
    courses = await finished_since(
        moment.session,
        since,
        organization_id=moment.organization_id,
        person_ids=[person.id for person in people],
    )
    return tuple(Finished(p, courses[p.id]) for p in people if p.id in courses)


async def _audit(occasion: Occasion, reminder: SectionReminder) -> None:
    """One entry for each person whose training the message shows."""
    behind = {one.person.id for one in reminder.behind}
    shown = behind | {one.person.id for one in reminder.finished}
    async with occasion.database.begin() as session:
        for person_id in sorted(shown):
            record_audit(
                session,
                organization_id=occasion.organization_id,
                at=occasion.now,
                actor_id=occasion.person.id,
                action=Act.SEE_TRAINING.name,
                subject_id=person_id,
            )
