"""What is written in the thread of an issue is its discussion: kept, and never obeyed or answered."""

from domain.issue import RaisedAt
from domain.issue_rights import may_mark
from domain.issue_thread import Mark, Written
from domain.organization import Organization
from domain.people import Person
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue_publish import enqueue_changed
from handlers.issue_seen import issue_of
from handlers.reply import Incoming, Overheard, Reacted
from storage.issue_rules import deleted_text
from storage.issue_thread_places import issue_of_thread
from storage.issue_threads import (
    keep_written,
    mark_message,
    message_told_of,
    unmark_message,
)
from storage.session import Session


async def is_of_issue(command: Command, member: Member, deps: Deps) -> bool:
    """Whether it was said in the thread of an issue, be it to us: the rest of it is heard besides."""
    if command.channel is None or not command.thread:
        return False
    at = RaisedAt(command.channel.platform, command.channel.id, command.thread)
    async with deps.database.read() as session:
        found = await issue_of_thread(session, at, organization_id=member.organization.id)
    return found is not None


async def hear(
    incoming: Incoming, person: Person | None, organization: Organization, deps: Deps
) -> None:
    """``person`` is None of somebody who is not in the roster."""
    match incoming.body:
        case Overheard() as heard:
            await _keep(heard, incoming, person, organization, deps)
        case Reacted() as reacted:
            mark = deps.thread_rules.reactions.get(reacted.reaction)
            if mark is not None and person is not None:
                await _mark(reacted, mark, incoming, Member(person, organization), deps)
        case _:
            pass  # All else is said to us, and answered.


async def _keep(
    heard: Overheard,
    incoming: Incoming,
    person: Person | None,
    organization: Organization,
    deps: Deps,
) -> None:
    """What is of no issue is not kept, and nothing is written then."""
    platform, there = incoming.actor.platform, incoming.conversation
    at = RaisedAt(platform, there.channel, there.thread)
    async with deps.database.read() as session:
        issue_id = await issue_of_thread(session, at, organization_id=organization.id)
        known = await message_told_of(
            session,
            organization_id=organization.id,
            platform=platform,
            channel=there.channel,
            message=heard.message,
        )
    if issue_id is None and known is None:
        return
    written = Written(
        platform=platform,
        channel=there.channel,
        message=heard.message,
        said_at=heard.said_at,
        as_of=heard.as_of,
        text=heard.text,
    )
    async with deps.database.begin() as session:
        rule = await deleted_text(session, organization_id=organization.id)
        changed = await keep_written(
            session,
            written,
            organization_id=organization.id,
            issue_id=issue_id,
            author_id=person.id if person else None,
            deleted=rule,
        )
        if changed is not None:
            await enqueue_changed(
                session, changed, organization_id=organization.id, at=deps.clock()
            )
    deps.outbox_filled.set()


async def _mark(
    reacted: Reacted, mark: Mark, incoming: Incoming, member: Member, deps: Deps
) -> None:
    """Of who may not, it is a reaction like any other."""
    number = member.organization.id
    async with deps.database.read() as session:
        message = await message_told_of(
            session,
            organization_id=number,
            platform=incoming.actor.platform,
            channel=incoming.conversation.channel,
            message=reacted.message,
        )
    if message is None:
        return
    async with deps.database.begin() as session:
        if reacted.is_there and not message.is_deleted:
            is_new = await put_mark(session, message.id, message.issue_id, mark, member, deps)
        else:
            is_new = await unmark_message(
                session,
                message.id,
                mark,
                organization_id=number,
                staff_id=member.person.id,
                at=deps.clock(),
            )
        if is_new:
            await enqueue_changed(
                session, message.issue_id, organization_id=number, at=deps.clock()
            )
    deps.outbox_filled.set()


async def put_mark(
    session: Session, message_id: int, issue_id: int, mark: Mark, member: Member, deps: Deps
) -> bool:
    """False of who may not, and of what they have said already."""
    issue = await issue_of(session, issue_id, organization_id=member.organization.id)
    if not may_mark(mark, member.person, issue):
        return False
    return await mark_message(
        session,
        message_id,
        mark,
        organization_id=member.organization.id,
        staff_id=member.person.id,
        at=deps.clock(),
    )
