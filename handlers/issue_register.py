"""A draft becomes an issue once, or a new version of one, or nothing: 「登録する」「保存する」「消す」."""

from dataclasses import dataclass, replace

from cards.elements import Card
from cards.issue import issue_card, registered_card
from cards.issue_draft import CHANGED_SINCE, discarded_card, draft_gone_card
from cards.trouble import out_of_date_card
from domain.issue import Issue, IssueChanged, IssueState, NothingChanged, Standing, rewritten
from domain.issue_rights import IssueAct, require
from domain.on_top import on_top
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.draft import digest_of, title_of
from handlers.issue_alike import alike_cards
from handlers.issue_draft import at, card_of, draft_of, keep
from handlers.issue_form import ReadIssue, read_issue, stages_of, values_of
from handlers.issue_publish import enqueue_changed, enqueue_posted
from handlers.issue_seen import history_of, issue_of, shown_to
from handlers.reply import Reply, Update, show
from storage.audit import record_audit
from storage.inbox import is_first
from storage.issue_drafts import IssueDraft, drop_issue_draft, issue_draft
from storage.issues import add_issue, change_issue
from storage.organization_lock import hold_organization
from storage.session import Session


class _Gone(Exception):
    """Registered or thrown away meanwhile."""


class _Changed(Exception):
    """The card showed something else than what stands in the draft now."""


@dataclass(frozen=True, slots=True)
class Registering:
    """``once``: of the form or card, which counts once. ``digest``: of what the card showed, if one did."""

    key: str
    read: ReadIssue
    once: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """``sentence``: why it was not; the draft stands as it was, on top of ``newest_version``."""

    cards: tuple[Card, ...] = ()
    sentence: str = ""
    newest_version: int | None = None


async def register(wanted: Registering, member: Member, deps: Deps) -> Registered:
    """With what may be the same. Raises _Changed."""
    try:
        issue, has_channel = await _save(wanted, member, deps)
    except _Gone:
        return Registered((draft_gone_card(),))
    except IssueChanged as first:
        newest = await _on_top(wanted.key, member, deps)
        return Registered(sentence=first.sentence, newest_version=newest)
    except NothingChanged as refusal:
        return Registered(sentence=refusal.sentence)
    deps.outbox_filled.set()
    return Registered(await _shown(issue, has_channel, member, deps))


async def _shown(issue: Issue, has_channel: bool, member: Member, deps: Deps) -> tuple[Card, ...]:
    async with deps.database.read() as session:
        shown = await shown_to(
            session, issue, member.person, organization_id=member.organization.id
        )
    today = deps.clock().date()
    if issue.version == 1:
        card = registered_card(shown, today=today, has_channel=has_channel)
    else:
        card = issue_card(shown, today=today, done=f"{issue.name}を直しました。")
    return (card, *await alike_cards(issue, member, deps))


async def _on_top(key: str, member: Member, deps: Deps) -> int | None:
    """What was typed is now a change of the version that was first: to be looked at once more. What they
    left as it was is as that one has it.
    """
    draft = await draft_of(key, member, deps)
    if draft is None or draft.issue_id is None:
        return None
    number = member.organization.id
    async with deps.database.read() as session:
        newest = await issue_of(session, draft.issue_id, organization_id=number)
        history = await history_of(session, newest, organization_id=number)
    began = history.at(draft.base_version or 1)
    was = values_of(replace(newest, text=began.text, standing=began.standing)) if began else {}
    fields = on_top(draft.fields, was=was, now=values_of(newest))
    await keep(replace(draft, fields=fields, base_version=newest.version), member, deps)
    return newest.version


async def _save(wanted: Registering, member: Member, deps: Deps) -> tuple[Issue, bool]:
    """(the issue, whether it is posted). Raises _Gone, _Changed, IssueChanged, NothingChanged, NotAllowed."""
    organization_id, person_id, now = member.organization.id, member.person.id, deps.clock()
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        draft = await issue_draft(
            session, organization_id=organization_id, staff_id=person_id, key=wanted.key
        )
        if draft is None:
            raise _Gone
        if wanted.digest and digest_of(draft) != wanted.digest:
            raise _Changed
        if not await is_first(
            session, organization_id=organization_id, event_key=wanted.once, at=now
        ):
            raise _Gone
        issue, has_channel = await _written(draft, wanted.read, member, session, deps)
        await drop_issue_draft(
            session, organization_id=organization_id, staff_id=person_id, key=draft.key, at=now
        )
    return issue, has_channel


async def _written(
    draft: IssueDraft, read: ReadIssue, member: Member, session: Session, deps: Deps
) -> tuple[Issue, bool]:
    number, now = member.organization.id, deps.clock()
    if draft.issue_id is None:
        issue = await _added(draft, read, member, session, deps)
        _note(session, "RAISE_ISSUE", issue, member, deps)
        return issue, await enqueue_posted(session, issue, organization_id=number, at=now)
    issue = await _rewritten(draft, read, member, session, deps)
    _note(session, "REWRITE_ISSUE", issue, member, deps)
    await enqueue_changed(session, issue.id, organization_id=number, at=now)
    return issue, False


async def _added(
    draft: IssueDraft, read: ReadIssue, member: Member, session: Session, deps: Deps
) -> Issue:
    post, now = member.person.main_post, deps.clock()
    issue = Issue(
        id=0,
        number=0,
        author_id=member.person.id,
        department=post.department,
        section=post.section,
        text=read.text,
        standing=Standing(IssueState.RECEIVED, read.stage),
        version=1,
        created_at=now,
        touched_at=now,
        raised_at=draft.begun_at,
    )
    return await add_issue(session, issue, organization_id=member.organization.id)


async def _rewritten(
    draft: IssueDraft, read: ReadIssue, member: Member, session: Session, deps: Deps
) -> Issue:
    number = member.organization.id
    issue = await issue_of(session, draft.issue_id, organization_id=number)
    require(IssueAct.REWRITE, member.person, issue)
    if issue.version != draft.base_version:
        history = await history_of(session, issue, organization_id=number)
        raise history.first_one(version=draft.base_version or 1)
    after = rewritten(issue, read.text, stage=read.stage, at=deps.clock())
    is_ours = await change_issue(
        session, after, read=issue, organization_id=number, editor_id=member.person.id
    )
    assert is_ours, "the organization is held, and the version has been looked at"  # noqa: S101
    return after


def _note(session: Session, action: str, issue: Issue, member: Member, deps: Deps) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action,
        subject_id=issue.author_id,
        detail=f"issue {issue.id} version {issue.version}",
    )


async def submit(command: Command, member: Member, deps: Deps) -> Reply:
    """「登録する」 on the card of a draft; what an older card shows is not registered."""
    here = at(command)
    if here is None or not command.nonce:
        return show(out_of_date_card())
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return Update(draft_gone_card())
    read = read_issue(draft.fields, stages=stages_of(member, deps))
    if read.errors:
        return Update(await card_of(draft, member, deps))
    once = f"form:{member.person.id}:{command.nonce}"
    wanted = Registering(draft.key, read, once, command.args.get("digest", "") or "-")
    try:
        done = await register(wanted, member, deps)
    except _Changed:
        return Update(await card_of(draft, member, deps, done=CHANGED_SINCE))
    if done.sentence:
        renewed = await draft_of(here.key, member, deps)
        return Update(await card_of(renewed or draft, member, deps, done=done.sentence))
    first, *others = done.cards
    return Update(first, then=tuple(others))


async def discard(command: Command, member: Member, deps: Deps) -> Reply:
    """Only a draft: what has been registered is withdrawn."""
    here = at(command)
    if here is None:
        return show(out_of_date_card())
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return Update(draft_gone_card())
    async with deps.database.begin() as session:
        is_dropped = await drop_issue_draft(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            key=here.key,
            at=deps.clock(),
        )
    return Update(discarded_card(title_of(draft)) if is_dropped else draft_gone_card())
