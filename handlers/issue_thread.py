"""「話し合い」: what was written in an issue's thread, and what of it is 対応策 or 決定."""

from cards.elements import Card
from cards.issue_alike import which_issue_card
from cards.issue_thread import (
    AT_A_TIME,
    ThreadShown,
    issue_thread_card,
    not_of_issue_card,
    unsent_words,
)
from domain.issue import Issue, IssueState
from domain.issue_rights import may_mark, require_mark
from domain.issue_thread import Mark, MessageGone, ReplyGoes, ThreadMessage
from domain.permissions import Act, is_allowed
from domain.posting import posting_of_issue
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue_list import which_issue
from handlers.issue_publish import enqueue_changed
from handlers.issue_seen import issue_of, names_of
from handlers.reply import Reply, Update, show
from language.reply_words import ReplyWish
from storage.audit import record_audit
from storage.issue_rules import deleted_text
from storage.issue_threads import (
    mark_message,
    message_by_id,
    message_told_of,
    thread_of,
    unmark_message,
)
from storage.issues import issue_by_number
from storage.outbox_postings import is_on_its_way, posted_at
from storage.session import Session

_WHICH = "どの課題に返信しますか。「#12に返信」のように送ると、返信をどこに書くとだれに見えるかを示します。"
_WHICH_READ = "どの課題の話し合いを見ますか。「#12の返信」のように送るか、次から課題を選んで「話し合いを見る」に進んでください。"


async def show_thread(command: Command, member: Member, deps: Deps) -> Reply:
    """The page named, else the newest. Raises IssueGone."""
    card = await _card(command.row("issue"), member, deps, page=command.row("page"))
    return show(card)


async def show_wished(wish: ReplyWish, _command: Command, member: Member, deps: Deps) -> Reply:
    """「#12に返信」, 「#12への返信を見せて」: nothing is posted from here. Without a number: which of the open ones
    is meant.
    """
    if wish.number is None:
        told = f"\n{unsent_words(wish.text)}" if wish.text else ""
        return await which_issue(_WHICH_READ if wish.is_to_read else _WHICH + told, member, deps)
    number = member.organization.id
    async with deps.database.read() as session:
        issue = await issue_by_number(session, organization_id=number, number=wish.number)
        if issue is None:
            return show(which_issue_card(wish.number, unsent=wish.text))
        reply = (
            None if wish.is_to_read else await _reply_goes(session, issue, organization_id=number)
        )
    return show(await _card(issue.id, member, deps, page=None, reply=reply, unsent=wish.text))


async def _reply_goes(session: Session, issue: Issue, *, organization_id: int) -> ReplyGoes:
    if issue.standing.state is IssueState.WITHDRAWN:
        return ReplyGoes.WITHDRAWN
    whose, begin = {"organization_id": organization_id}, posting_of_issue(issue.id)
    if await posted_at(session, **whose, begin=begin):
        return ReplyGoes.TO_ITS_CARD
    is_coming = await is_on_its_way(session, begin, **whose)
    return ReplyGoes.COMING if is_coming else ReplyGoes.NOWHERE


async def show_message(command: Command, member: Member, deps: Deps) -> Reply:
    """From the menu of a message: the page of the discussion that it is on."""
    number, channel = member.organization.id, command.channel
    async with deps.database.read() as session:
        told = channel and await message_told_of(
            session,
            organization_id=number,
            platform=channel.platform,
            channel=channel.id,
            message=command.args.get("message", ""),
        )
        if not told:
            return show(not_of_issue_card())
        messages = await thread_of(session, told.issue_id, organization_id=number)
    before = sum((each.said_at, each.id) < (told.said_at, told.id) for each in messages)
    return show(await _card(told.issue_id, member, deps, page=before // AT_A_TIME + 1))


async def mark(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises MessageGone, NotAllowed."""
    return await _changed(command, member, deps, is_on=True)


async def unmark(command: Command, member: Member, deps: Deps) -> Reply:
    """Whoever has said so: it is none any more. Raises MessageGone, NotAllowed."""
    return await _changed(command, member, deps, is_on=False)


async def _changed(command: Command, member: Member, deps: Deps, *, is_on: bool) -> Reply:
    number = member.organization.id
    async with deps.database.begin() as session:
        message = await _message(session, command.row("message"), organization_id=number)
        kind = _kind(command.args.get("kind", ""))
        issue = await issue_of(session, message.issue_id, organization_id=number)
        require_mark(kind, member.person, issue)
        if is_on and message.is_deleted:
            raise MessageGone
        is_new = await _put(session, message, kind, member, deps, is_on=is_on)
        if is_new:
            _note(session, message, kind, member, deps, is_on=is_on)
            await enqueue_changed(session, issue.id, organization_id=number, at=deps.clock())
    deps.outbox_filled.set()
    done = f"「{kind}」に{'しました' if is_on else 'するのをやめました'}。" if is_new else ""
    page = command.row("page")
    return Update(await _card(issue.id, member, deps, page=page, done=done))


async def _put(
    session: Session,
    message: ThreadMessage,
    kind: Mark,
    member: Member,
    deps: Deps,
    *,
    is_on: bool,
) -> bool:
    number, now = member.organization.id, deps.clock()
    if not is_on:
        return await unmark_message(session, message.id, kind, organization_id=number, at=now)
    return await mark_message(
        session, message.id, kind, organization_id=number, staff_id=member.person.id, at=now
    )


async def _message(
    session: Session, message_id: int | None, *, organization_id: int
) -> ThreadMessage:
    """Raises MessageGone."""
    if message_id is None:
        raise MessageGone
    found = await message_by_id(session, organization_id=organization_id, message_id=message_id)
    if found is None:
        raise MessageGone
    return found


def _kind(written: str) -> Mark:
    """Raises MessageGone: no card of ours says anything else."""
    try:
        return Mark(written)
    except ValueError:
        raise MessageGone from None


async def _card(
    issue_id: int | None,
    member: Member,
    deps: Deps,
    *,
    page: int | None,
    done: str = "",
    reply: ReplyGoes | None = None,
    unsent: str = "",
) -> Card:
    number = member.organization.id
    async with deps.database.read() as session:
        issue = await issue_of(session, issue_id, organization_id=number)
        messages = await thread_of(session, issue.id, organization_id=number)
        rule = await deleted_text(session, organization_id=number)
        names = await names_of(session, (m.author_id for m in messages), organization_id=number)
    last = max(1, -(-len(messages) // AT_A_TIME))
    shown = ThreadShown(
        issue=issue,
        messages=messages,
        names=names,
        page=min(max(page or last, 1), last),
        marks=_may_put(member, issue),
        deleted=rule,
        may_set_rule=is_allowed(Act.SET_ISSUE_RULES, actor=member.person, subject=member.person),
        reply=reply,
        unsent=unsent,
    )
    return issue_thread_card(shown, today=deps.clock().date(), done=done)


def _may_put(member: Member, issue: Issue) -> frozenset[Mark]:
    return frozenset(kind for kind in Mark if may_mark(kind, member.person, issue))


def _note(
    session: Session,
    message: ThreadMessage,
    kind: Mark,
    member: Member,
    deps: Deps,
    *,
    is_on: bool,
) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action="MARK_IN_ISSUE" if is_on else "UNMARK_IN_ISSUE",
        subject_id=message.author_id,
        detail=f"issue {message.issue_id} message {message.id} {kind}",
    )
