"""A draft of a report: kept before anything else happens to it, and shown to its author alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cards.case_draft import ShownDraft, draft_card
from cards.case_form import case_form, unsaid
from cards.elements import Card, Form
from cards.open_draft import OpenDraft
from domain.improvement_case import Case, CaseState, PublishedCase
from handlers.case_form import catalogue_of, course_options, read_case, values_of
from handlers.case_under_review import case_of, require_editor
from handlers.case_warnings import warnings_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.draft import args_of, digest_of, kept_words, key_in, open_draft
from storage.case_attachments import draft_attachments
from storage.case_drafts import CaseDraft, case_draft, case_drafts, keep_case_draft
from storage.case_history import attachment_names
from storage.improvement_cases import case_by_id
from storage.session import Session


@dataclass(frozen=True, slots=True)
class At:
    """Which draft a button or form is about. ``case`` where it changes one."""

    key: str
    case_id: int | None = None
    base_version: int | None = None
    base_state: CaseState | None = None

    @property
    def args(self) -> dict[str, str]:
        state = self.base_state.name if self.base_state else None
        about = {"case": self.case_id, "base": self.base_version, "state": state}
        return args_of(self.key, about)


def at(command: Command) -> At | None:
    """None where it carries none."""
    key = key_in(command)
    if key is None:
        return None
    state = CaseState.__members__.get(command.args.get("state", ""))
    return At(key, command.row("case"), command.row("base"), state)


def new_draft(
    here: At, values: Mapping[str, str], deps: Deps, *, typed_at: datetime | None = None
) -> CaseDraft:
    """``typed_at``: by the platform's clock, where it is known; ours may go before it."""
    return CaseDraft(
        key=here.key,
        fields=kept_words(values),
        touched_at=deps.clock(),
        case_id=here.case_id,
        base_version=here.base_version,
        typed_at=typed_at,
        base_state=here.base_state,
    )


async def keep(draft: CaseDraft, member: Member, deps: Deps) -> None:
    async with deps.database.begin() as session:
        await keep_case_draft(
            session,
            draft,
            organization_id=member.organization.id,
            staff_id=member.person.id,
        )


async def draft_of(key: str, member: Member, deps: Deps) -> CaseDraft | None:
    async with deps.database.read() as session:
        return await case_draft(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            key=key,
        )


async def drafts_of(member: Member, deps: Deps) -> tuple[CaseDraft, ...]:
    async with deps.database.read() as session:
        return await case_drafts(
            session, organization_id=member.organization.id, staff_id=member.person.id
        )


async def own_case(case_id: int, member: Member, deps: Deps) -> Case:
    """Raises CaseGone, NotTheirs."""
    async with deps.database.read() as session:
        case = await case_of(session, case_id, organization_id=member.organization.id)
        await require_editor(session, member.person, case, organization_id=member.organization.id)
    return case


async def open_drafts(member: Member, deps: Deps) -> tuple[OpenDraft, ...]:
    """For a card, with the names of the cases that are changed."""
    return tuple(
        [
            open_draft(draft, change_of=await name_of(draft.case_id, member, deps))
            for draft in await drafts_of(member, deps)
        ]
    )


async def name_of(case_id: int | None, member: Member, deps: Deps) -> str:
    """「事例12」; empty of what is no case yet."""
    if case_id is None:
        return ""
    async with deps.database.read() as session:
        case = await case_by_id(session, organization_id=member.organization.id, case_id=case_id)
    return case.name if case else ""


# -- what is shown of it -------------------------------------------------------------------------


async def form_of(
    here: At,
    values: Mapping[str, str],
    member: Member,
    deps: Deps,
    *,
    nonce: str,
    errors: Mapping[str, str] | None = None,
    similar: tuple[PublishedCase, ...] = (),
) -> Form:
    adviser = await catalogue_of(member, deps)
    shown = {"similar": _ids(similar)} if similar else {}
    return case_form(
        values,
        courses=await course_options(values.get("course", ""), adviser, member, deps),
        args={**here.args, **shown},
        nonce=nonce,
        errors=errors,
        similar=similar,
        name=await name_of(here.case_id, member, deps),
    )


def _ids(similar: tuple[PublishedCase, ...]) -> str:
    return ",".join(str(each.id) for each in similar)


def is_shown(similar: tuple[PublishedCase, ...], command: Command) -> bool:
    """Whether the form that is open shows just these."""
    return command.args.get("similar", "") == _ids(similar)


async def values_at(here: At, member: Member, deps: Deps) -> Mapping[str, str] | None:
    """What the draft says; of a change that was not begun yet, what the case says."""
    draft = await draft_of(here.key, member, deps)
    if draft is not None:
        return draft.fields
    if here.case_id is None:
        return None
    return values_of((await own_case(here.case_id, member, deps)).text)


async def card_of(draft: CaseDraft, member: Member, deps: Deps, *, done: str = "") -> Card:
    """「この内容で報告します」."""
    shown = await shown_draft(draft, member, deps)
    return draft_card(shown, nonce=deps.new_nonce(), done=done)


async def shown_draft(draft: CaseDraft, member: Member, deps: Deps) -> ShownDraft:
    adviser = await catalogue_of(member, deps)
    read = read_case(draft.fields, courses=adviser.catalogue.by_code)
    async with deps.database.read() as session:
        files = await draft_attachments(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            draft_key=draft.key,
        )
        of_case = await _files_of_case(session, draft, member)
    text = read.text
    course = adviser.catalogue.by_code.get(text.course_code)
    similar = await deps.cases.similar(member, f"{text.title}\n{text.before}", deps)
    attached = tuple((file.id, file.name) for file in files)
    return ShownDraft(
        key=draft.key,
        digest=digest_of(draft, attached),
        text=text,
        course=course.name if course else "",
        attachments=attached,
        already_there=of_case,
        problems=tuple(read.errors.values()),
        notes=tuple(unsaid(name, written) for name, written in read.unsaid.items()),
        warnings=await warnings_of(text, member, deps),
        similar=tuple(each for each in similar if each.id != draft.case_id),
        case_name=await name_of(draft.case_id, member, deps),
    )


async def _files_of_case(session: Session, draft: CaseDraft, member: Member) -> tuple[str, ...]:
    """Of a change, what was reported with the case."""
    if draft.case_id is None:
        return ()
    number = member.organization.id
    files = await attachment_names(session, organization_id=number, case_id=draft.case_id)
    return tuple(file.name for file in files)
