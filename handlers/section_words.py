"""「声をかける」「ねぎらいを送る」: the 所属長 says something to one of their people, once a week each."""

from collections.abc import Sequence

from cards.section_reminder import (
    goes_at,
    not_behind_card,
    told_already_card,
    told_card,
    waits_for,
)
from cards.training_status import which_person_card
from domain.errors import NotFound
from domain.iso_week import monday_of, week_of
from domain.outbox import Notice, dedupe_key
from domain.people import Person
from domain.permissions import Act, require
from domain.section_reminder import behind_of
from handlers import section_reminder
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.outgoing import KINDS, OUT_OF_HOURS, held_back, held_for
from handlers.reply import Reply, show
from handlers.subject import PersonGone, pressed_for
from storage.audit import record_audit
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.people import people_by_id
from storage.session import Session


async def nudge(command: Command, member: Member, deps: Deps) -> Reply:
    """Asks somebody of theirs to make time for 必須; a second one within the week is not sent.

    Raises NotAllowed where the member is not their manager, NotFound, PersonGone.
    """
    return await _say(section_reminder.NUDGE, command, member, deps)


async def nudge_called(
    people: Sequence[Person], _command: Command, member: Member, deps: Deps
) -> Reply:
    """「市川さんに声をかけて」, of whom ``people`` may be meant; nothing is sent to who is not behind.

    Raises as ``nudge`` does.
    """
    week = week_of(deps.clock().date())
    if len(people) > 1:
        return show(which_person_card(people, action="reminder.nudge", week=week))
    command = Command(args={"person": str(people[0].id), "week": week})
    person = await pressed_for(command, member, deps)
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    achievements = await deps.people.achievements(member.organization, person_id=person.id)
    if behind_of(adviser.recommend(person, achievements), now=deps.clock()) is None:
        return show(not_behind_card(person))
    return await nudge(command, member, deps)


async def thank(command: Command, member: Member, deps: Deps) -> Reply:
    """Thanks somebody of theirs for what they have finished; refused as ``nudge`` is."""
    return await _say(section_reminder.THANKS, command, member, deps)


async def _say(kind: str, command: Command, member: Member, deps: Deps) -> Reply:
    week, this_week = _week(command), week_of(deps.clock().date())
    person = await _person(command, member, deps)
    require(Act.PUSH_TRAINING, actor=member.person, subject=person)
    notice = Notice(
        kind,
        person.id,
        dedupe_key=dedupe_key(kind, this_week, person.id),
        args={"by": str(member.person.id), "week": week},
    )
    async with deps.database.begin() as session:
        is_new = await enqueue(
            session, notice, organization_id=member.organization.id, at=deps.clock()
        )
        if is_new:
            record_audit(
                session,
                organization_id=member.organization.id,
                at=deps.clock(),
                actor_id=member.person.id,
                action=Act.PUSH_TRAINING.name,
                subject_id=person.id,
                detail=kind,
            )
        goes = await _goes(session, kind, person, member, deps)
    deps.outbox_filled.set()
    is_thanks = kind == section_reminder.THANKS
    if not is_new:
        return show(told_already_card(person, is_thanks=is_thanks))
    return show(told_card(person, is_thanks=is_thanks, goes=goes))


async def _goes(session: Session, kind: str, person: Person, member: Member, deps: Deps) -> str:
    """When it arrives, where that is not at once: as it is decided when it is sent."""
    now = deps.clock()
    office = await office_of(session, organization_id=member.organization.id)
    calendar = office.calendar(deps.is_national_holiday)
    held = held_for(person, now=now) or held_back(KINDS[kind], office, calendar, now=now)
    if held is None:
        return ""
    if held.reason == OUT_OF_HOURS:
        return goes_at(held.until, today=now.date())
    return waits_for(held.reason)


async def _person(command: Command, member: Member, deps: Deps) -> Person:
    number = command.row("person")
    async with deps.database.read() as session:
        found = await people_by_id(
            session,
            organization_id=member.organization.id,
            ids=[] if number is None else [number],
        )
    if not found:
        raise PersonGone
    return found[0]


def _week(command: Command) -> str:
    """Raises NotFound for a button that no card of ours has."""
    week = command.args.get("week", "")
    try:
        monday_of(week)
    except ValueError:
        raise NotFound("このお知らせは古くなっています。次のお知らせから送ってください。") from None
    return week
