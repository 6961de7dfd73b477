"""「うちの課で遅れとる人おる？」: the 所属長 sees for whom of theirs to make time, as in the weekly reminder."""

from cards.section_reminder import section_behind_card
from domain.iso_week import week_of
from domain.people import Person
from domain.permissions import Act
from domain.section_reminder import Behind, behind_of, section_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from handlers.subject import OneByOne
from storage.achievements import achievements_of_some
from storage.audit import record_audit
from storage.people import people_led_by


async def show_behind(_command: Command, member: Member, deps: Deps) -> Reply:
    """Of those who name the member as manager and whose training they may see; each look is audited.

    Raises OneByOne where nobody does.
    """
    async with deps.database.read() as session:
        led = await people_led_by(
            session, member.person.employee_number, organization_id=member.organization.id
        )
    section = section_of(member.person, led)
    if not section:
        raise OneByOne
    behind = await _behind(section, member, deps)
    await _audit(behind, member, deps)
    today = deps.clock().date()
    card = section_behind_card(behind, people=len(section), week=week_of(today), today=today)
    return show(card)


async def _behind(section: tuple[Person, ...], member: Member, deps: Deps) -> tuple[Behind, ...]:
    """In the order of the section."""
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    async with deps.database.read() as session:
        achievements = await achievements_of_some(
            session,
            organization_id=member.organization.id,
            person_ids=[person.id for person in section],
        )
    recommendations = (adviser.recommend(each, achievements[each.id]) for each in section)
    return tuple(filter(None, (behind_of(each, now=now) for each in recommendations)))


async def _audit(behind: tuple[Behind, ...], member: Member, deps: Deps) -> None:
    async with deps.database.begin() as session:
        for each in behind:
            record_audit(
                session,
                organization_id=member.organization.id,
                at=deps.clock(),
                actor_id=member.person.id,
                action=Act.SEE_TRAINING.name,
                subject_id=each.person.id,
            )
