"""「報告する」「消す」: a draft becomes a case once, or a new version of one, or nothing."""

from dataclasses import dataclass, replace

from cards.case_draft import draft_changed_card
from cards.case_report import discarded_card, draft_gone_card, received_card
from cards.trouble import out_of_date_card
from domain.case_attachment import TooMany, require_room
from domain.improvement_case import Case, CaseChanged, CaseText
from handlers import case_revise
from handlers.case_draft import (
    At,
    at,
    card_of,
    draft_of,
    keep,
    own_case,
)
from handlers.case_form import catalogue_of, read_case
from handlers.case_review_notice import tell_reviewers
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.draft import digest_of, title_of
from handlers.reply import Reply, Update, show
from storage.audit import record_audit
from storage.case_attachments import draft_attachments
from storage.case_drafts import CaseDraft, drop_case_draft, hold_case_draft
from storage.case_history import attachment_names
from storage.case_reviewers import reviewers_of
from storage.case_rules import review_route
from storage.improvement_cases import add_case, hand_over_attachments
from storage.inbox import is_first
from storage.organization_lock import hold_organization
from storage.session import Session


class _Changed(Exception):
    """The card showed something else than what stands in the draft now."""


class _Gone(Exception):
    """Reported or thrown away meanwhile."""


@dataclass(frozen=True, slots=True)
class _Report:
    key: str
    digest: str
    text: CaseText
    nonce: str


async def submit(command: Command, member: Member, deps: Deps) -> Reply:
    """Once for each draft, whatever is pressed twice; what an older card shows is not reported."""
    here = at(command)
    if here is None or not command.nonce:
        return show(out_of_date_card())
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return Update(draft_gone_card())
    adviser = await catalogue_of(member, deps)
    read = read_case(draft.fields, courses=adviser.catalogue.by_code)
    if read.errors:
        return Update(await card_of(draft, member, deps))
    report = _Report(draft.key, command.args.get("digest", ""), read.text, command.nonce)
    try:
        case = await _save(report, member, deps)
    except _Changed:
        return await _shown_anew(here, member, deps)
    except _Gone:
        return Update(draft_gone_card())
    except TooMany as refusal:
        return Update(await card_of(draft, member, deps, done=refusal.sentence))
    except CaseChanged as first:
        return await _on_top(draft, first.sentence, member, deps)
    deps.outbox_filled.set()
    return Update(received_card(case))


async def _shown_anew(here: At, member: Member, deps: Deps) -> Reply:
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return Update(draft_gone_card())
    return Update(draft_changed_card(await card_of(draft, member, deps)))


async def _on_top(draft: CaseDraft, sentence: str, member: Member, deps: Deps) -> Reply:
    """What was typed is now a change of the version that was first: to be looked at once more."""
    newest = await own_case(draft.case_id or 0, member, deps)
    renewed = replace(draft, base_version=newest.version, base_state=newest.state)
    await keep(renewed, member, deps)
    return Update(await card_of(renewed, member, deps, done=sentence))


async def _save(report: _Report, member: Member, deps: Deps) -> Case:
    """Raises _Gone, _Changed, TooMany, and what changing a case raises."""
    organization_id, person = member.organization.id, member.person
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        draft = await _as_shown(report, member, session, deps)
        if draft.case_id is None:
            case = await _added(report.text, member, session, deps)
        else:
            case = await case_revise.revise(
                session,
                report.text,
                case_id=draft.case_id,
                base_version=draft.base_version,
                base_state=draft.base_state,
                member=member,
                deps=deps,
            )
        await hand_over_attachments(
            session,
            organization_id=organization_id,
            draft_key=draft.key,
            case_id=case.id,
            version=case.version,
        )
        await drop_case_draft(
            session,
            organization_id=organization_id,
            staff_id=person.id,
            key=draft.key,
            at=deps.clock(),
            became=case.id if draft.case_id is None else None,
        )
    return case


async def _as_shown(report: _Report, member: Member, session: Session, deps: Deps) -> CaseDraft:
    """The draft, where it still is what the card showed, for the first press of that card."""
    organization_id, person_id = member.organization.id, member.person.id
    draft = await hold_case_draft(
        session, organization_id=organization_id, staff_id=person_id, key=report.key
    )
    if draft is None:
        raise _Gone
    files = await draft_attachments(
        session, organization_id=organization_id, staff_id=person_id, draft_key=report.key
    )
    if digest_of(draft, tuple((file.id, file.name) for file in files)) != report.digest:
        raise _Changed
    of_case = await attachment_names(
        session, organization_id=organization_id, case_id=draft.case_id or 0
    )
    require_room(there=len(files), of_case=len(of_case))
    key = f"form:{person_id}:{report.nonce}"
    if not await is_first(session, organization_id=organization_id, event_key=key, at=deps.clock()):
        raise _Gone
    return draft


async def _added(text: CaseText, member: Member, session: Session, deps: Deps) -> Case:
    organization_id, person, now = member.organization.id, member.person, deps.clock()
    post = person.main_post
    route = await review_route(session, organization_id=organization_id)
    reviewers = await reviewers_of(session, organization_id=organization_id)
    case = await add_case(
        session,
        Case(
            id=0,
            number=0,
            author_id=person.id,
            department=post.department,
            section=post.section,
            state=reviewers.first_state(route, post.department, author_id=person.id),
            version=1,
            text=text,
            created_at=now,
            waiting_since=now,
        ),
        organization_id=organization_id,
        editor_id=person.id,
    )
    record_audit(
        session,
        organization_id=organization_id,
        at=now,
        actor_id=person.id,
        action="REPORT_CASE",
        detail=f"case {case.id}",
    )
    await tell_reviewers(session, case, member, deps)
    return case


async def discard(command: Command, member: Member, deps: Deps) -> Reply:
    """Only a draft: what has been reported is withdrawn elsewhere."""
    here = at(command)
    if here is None:
        return show(out_of_date_card())
    draft = await draft_of(here.key, member, deps)
    if draft is None:
        return Update(draft_gone_card())
    async with deps.database.begin() as session:
        is_dropped = await drop_case_draft(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            key=here.key,
            at=deps.clock(),
        )
    return Update(discarded_card(title_of(draft)) if is_dropped else draft_gone_card())
