"""A draft of an issue: kept before anything else happens to it, and shown to its author alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cards.elements import Card, Form
from cards.issue_draft import ShownIssueDraft, draft_card
from cards.issue_form import issue_form
from cards.open_draft import OpenDraft
from domain.issue import Issue, IssueText, RaisedAt
from domain.issue_history import fields_of
from domain.issue_rights import IssueAct, require
from domain.personal_data import PersonalDataWarning
from handlers.case_warnings import warnings_of_words
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.draft import args_of, digest_of, kept_words, key_in, open_draft
from handlers.issue_form import read_issue, stages_of
from handlers.issue_seen import issue_of
from storage.issue_drafts import IssueDraft, issue_draft, issue_drafts, keep_issue_draft
from storage.issues import issue_by_id


@dataclass(frozen=True, slots=True)
class At:
    """Which draft a button or form is about. ``issue_id`` where it changes one."""

    key: str
    issue_id: int | None = None
    base_version: int | None = None

    @property
    def args(self) -> dict[str, str]:
        about = {"issue": self.issue_id, "base": self.base_version}
        return args_of(self.key, about)


def at(command: Command) -> At | None:
    """None where it carries none."""
    key = key_in(command)
    if key is None:
        return None
    return At(key, command.row("issue"), command.row("base"))


def place_of(command: Command) -> RaisedAt | None:
    """Where they speak; None in private."""
    if command.channel is None:
        return None
    thread = command.args.get("thread", "") or command.thread
    return RaisedAt(command.channel.platform, command.channel.id, thread)


def new_draft(
    here: At,
    values: Mapping[str, str],
    deps: Deps,
    *,
    begun_at: RaisedAt | None = None,
    typed_at: datetime | None = None,
) -> IssueDraft:
    """``typed_at``: by the platform's clock, where it is known; ours may go before it."""
    return IssueDraft(
        key=here.key,
        fields=kept_words(values),
        touched_at=deps.clock(),
        issue_id=here.issue_id,
        base_version=here.base_version,
        begun_at=begun_at,
        typed_at=typed_at,
    )


async def keep(draft: IssueDraft, member: Member, deps: Deps) -> None:
    async with deps.database.begin() as session:
        await keep_issue_draft(
            session,
            draft,
            organization_id=member.organization.id,
            staff_id=member.person.id,
        )


async def draft_of(key: str, member: Member, deps: Deps) -> IssueDraft | None:
    async with deps.database.read() as session:
        return await issue_draft(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            key=key,
        )


async def drafts_of(member: Member, deps: Deps) -> tuple[IssueDraft, ...]:
    async with deps.database.read() as session:
        return await issue_drafts(
            session, organization_id=member.organization.id, staff_id=member.person.id
        )


async def own_issue(issue_id: int, member: Member, deps: Deps) -> Issue:
    """That they may rewrite. Raises IssueGone, NotAllowed."""
    async with deps.database.read() as session:
        issue = await issue_of(session, issue_id, organization_id=member.organization.id)
    require(IssueAct.REWRITE, member.person, issue)
    return issue


async def open_drafts(member: Member, deps: Deps) -> tuple[OpenDraft, ...]:
    """For a card, with the names of the issues that are changed."""
    return tuple(
        [
            open_draft(draft, change_of=await name_of(draft.issue_id, member, deps))
            for draft in await drafts_of(member, deps)
        ]
    )


async def name_of(issue_id: int | None, member: Member, deps: Deps) -> str:
    """「課題#12」; empty of what is no issue yet."""
    if issue_id is None:
        return ""
    async with deps.database.read() as session:
        issue = await issue_by_id(
            session, organization_id=member.organization.id, issue_id=issue_id
        )
    return issue.name if issue else ""


# -- what is shown of it -------------------------------------------------------------------------


async def form_of(
    here: At,
    values: Mapping[str, str],
    member: Member,
    deps: Deps,
    *,
    nonce: str,
    errors: Mapping[str, str] | None = None,
    similar: Sequence[Issue] = (),
) -> Form:
    shown = {"similar": ids_of(similar)} if similar else {}
    return issue_form(
        values,
        stages=stages_of(member, deps),
        args={**here.args, **shown},
        nonce=nonce,
        errors=errors,
        similar=similar,
        name=await name_of(here.issue_id, member, deps),
    )


def ids_of(similar: Sequence[Issue]) -> str:
    return ",".join(str(each.id) for each in similar)


async def card_of(draft: IssueDraft, member: Member, deps: Deps, *, done: str = "") -> Card:
    """「この内容で登録します」."""
    read = read_issue(draft.fields, stages=stages_of(member, deps))
    shown = ShownIssueDraft(
        key=draft.key,
        digest=digest_of(draft),
        text=read.text,
        stage=read.stage,
        problems=tuple(read.errors.values()),
        warnings=await warnings_of(read.text, member, deps),
        similar=await deps.issues.similar(member, read.text, deps, but=draft.issue_id),
        issue_name=await name_of(draft.issue_id, member, deps),
    )
    return draft_card(shown, nonce=deps.new_nonce(), done=done)


async def warnings_of(
    text: IssueText, member: Member, deps: Deps
) -> tuple[PersonalDataWarning, ...]:
    said = "\n".join(value for _, value in fields_of(text))
    return await warnings_of_words(said, member, deps)
