"""対応策 of a message in the thread, of an improvement case; and a 対応策 as the beginning of a case."""

from collections.abc import Mapping

from cards.case_report import too_many_drafts_card
from cards.countermeasure_form import (
    NO_NUMBER,
    OTHER,
    issue_choice_form,
    no_such_issue,
)
from cards.elements import Form
from cards.trouble import already_done_card, out_of_date_card
from domain.countermeasure import (
    WHAT_LENGTH,
    Countermeasure,
    CountermeasureText,
    case_of_text,
    require_standing,
    text_of_case,
)
from domain.improvement_case import MOST_DRAFTS, PublishedCase
from domain.issue import Issue, IssueText
from domain.issue_rights import require_change_countermeasure, require_tell_for
from domain.issue_thread import MessageGone
from handlers.case_draft import At, form_of, keep, new_draft, open_drafts
from handlers.case_form import values_of as values_of_case
from handlers.case_seen import seen_case
from handlers.command import Command, Member
from handlers.countermeasure import measure_of, measure_shown
from handlers.countermeasure_added import add_told, begun, registered
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.issue_seen import issue_of
from handlers.issue_slot import NO_ISSUE_FROM, TOO_LARGE, issue_numbered, number_typed
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.countermeasures import countermeasure_of_message
from storage.issue_threads import message_by_id
from storage.organization_lock import hold_organization
from storage.people import people_by_id
from storage.session import Session


async def tell_of_message(command: Command, member: Member, deps: Deps) -> Reply:
    """With one press: what its writer says becomes their 対応策. Once of each message.

    Raises MessageGone, NotAllowed.
    """
    number = member.organization.id
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        message = await message_by_id(
            session, organization_id=number, message_id=command.row("message") or 0
        )
        if message is None or message.is_deleted or not message.text.strip():
            raise MessageGone
        issue = await issue_of(session, message.issue_id, organization_id=number)
        require_tell_for(member.person, message.author_id, issue)
        known = await countermeasure_of_message(session, message.id, organization_id=number)
        added = known or await _of_message(
            session, message.id, message.author_id, message.text, issue, member, deps
        )
    deps.outbox_filled.set()
    done = f"この発言は、もう{added.name}になっています。" if known else registered(added, issue)
    return show(await measure_shown(added.id, member, deps, done=done))


async def _of_message(
    session: Session,
    message_id: int,
    writer_id: int | None,
    said: str,
    issue: Issue,
    member: Member,
    deps: Deps,
) -> Countermeasure:
    """Of a writer who is not in the roster, whoever presses answers for it."""
    number = member.organization.id
    writers = await people_by_id(
        session, organization_id=number, ids=[] if writer_id is None else [writer_id]
    )
    author = next(iter(writers), member.person)
    post = author.main_post
    text = CountermeasureText(
        what=said.strip()[:WHAT_LENGTH], department=post.department, section=post.section
    )
    told = begun(issue, text, author_id=author.id, at=deps.clock(), message_id=message_id)
    return await add_told(session, told, issue, member, deps)


# -- an improvement case becomes a 対応策 ------------------------------------------------------------


async def ask_for_issue(command: Command, member: Member, deps: Deps) -> Reply:
    """「課題の対応策にする」 on a case. Raises CaseNotShown, CaseNotForAll."""
    async with deps.database.read() as session:
        case = await seen_case(session, command, member)
    text_of_case(case)
    return OpenForm(await _choice(case, {}, member, deps, nonce=deps.new_nonce()))


async def tell_of_case(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Raises CaseNotShown, CaseNotForAll."""
    if not command.nonce:
        return show(out_of_date_card())
    values = {name: command.values.get(name, "") for name in ("issue", "number")}
    asked = _number(values)
    async with deps.database.read() as session:
        case = await seen_case(session, command, member)
    issue = await issue_numbered(str(asked or 0), member, deps)
    if issue is None:
        errors = {"number": _refusal(asked)}
        form = await _choice(case, values, member, deps, nonce=command.nonce, errors=errors)
        return RejectFields(form)
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        told = begun(
            issue,
            text_of_case(case),
            author_id=member.person.id,
            at=deps.clock(),
            case_id=case.id,
        )
        added = await add_told(session, told, issue, member, deps)
    deps.outbox_filled.set()
    return show(await measure_shown(added.id, member, deps, done=registered(added, issue)))


def _number(values: Mapping[str, str]) -> int | None:
    """What is written counts before what is chosen. None where neither says one."""
    written = values["number"].strip()
    if written:
        return number_typed(written)
    chosen = values["issue"]
    return None if chosen == OTHER else number_typed(chosen)


def _refusal(asked: int | None) -> str:
    if asked is None:
        return NO_NUMBER
    return TOO_LARGE if asked >= NO_ISSUE_FROM else no_such_issue(asked)


async def _choice(
    case: PublishedCase,
    values: Mapping[str, str],
    member: Member,
    deps: Deps,
    *,
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    said = IssueText(title=case.text.title, what=case.text.before)
    near = [each for each in await deps.issues.similar(member, said, deps) if each.is_open]
    return issue_choice_form(
        values, of=case.called, near=near, args={"case": str(case.id)}, nonce=nonce, errors=errors
    )


# -- a 対応策 becomes an improvement case ------------------------------------------------------------


async def report_as_case(command: Command, member: Member, deps: Deps) -> Reply:
    """A draft with its words, in the form of a report. Raises CountermeasureGone, NotAllowed."""
    number = member.organization.id
    async with deps.database.read() as session:
        measure = await measure_of(
            session, command.row("countermeasure"), member.person, organization_id=number
        )
        require_change_countermeasure(member.person, measure)
        require_standing(measure)
        issue = await issue_of(session, measure.issue_id, organization_id=number)
    drafts = await open_drafts(member, deps)
    if len(drafts) >= MOST_DRAFTS:
        return show(too_many_drafts_card(drafts, today=deps.clock().date()))
    told = case_of_text(measure.text, title=issue.text.title, before=issue.text.what)
    draft = new_draft(At(deps.new_nonce()), values_of_case(told), deps)
    await keep(draft, member, deps)
    form = await form_of(At(draft.key), draft.fields, member, deps, nonce=deps.new_nonce())
    return OpenForm(form)
