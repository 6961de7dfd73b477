"""「承認する」「差し戻す」「修正を提案する」: a reviewer decides one version, once, at the step they saw."""

from dataclasses import dataclass
from typing import assert_never

from cards.case_answers import (
    send_back_form,
    suggest_form,
    suggested_text,
    troubles_with,
)
from cards.case_review import decided_card, posted_after, posted_at
from cards.elements import Card, Form
from cards.trouble import already_done_card, out_of_date_card
from domain.case_review import require_follower, who_hears
from domain.errors import DomainError
from domain.improvement_case import (
    Case,
    CaseState,
    CaseText,
    Decision,
    NoReason,
    sent_back,
    suggested,
)
from handlers import case_decision_notice
from handlers.case_publish import PUBLISHED, enqueue_published
from handlers.case_review_notice import tell_reviewers
from handlers.case_under_review import (
    Rules,
    Seen,
    author_has_left,
    case_of,
    history_now,
    history_of,
    rules_of,
    seen_by,
)
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.field_refused import errors_of
from handlers.outgoing import KINDS, OUT_OF_HOURS, held_back
from handlers.reply import OpenForm, RejectFields, Reply, Update, show
from storage.audit import record_audit
from storage.case_history import add_decision
from storage.improvement_cases import change_case
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Answer:
    """``values``: of the suggestion's form."""

    decision: Decision
    reason: str = ""
    values: dict[str, str] | None = None

    def suggestion(self, case: Case) -> CaseText | None:
        return suggested_text(case.text, self.values) if self.values is not None else None


class NothingSuggested(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "変わったところがありません。直したほうがよいところを書き換えるか、「差し戻す」を使ってください。"
        )


async def approve(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CaseGone, CaseChanged, and as ``Reviewers.require``."""
    if not command.nonce:
        return show(out_of_date_card())
    card = await _decide(command, member, deps, Answer(Decision.APPROVED))
    return show(already_done_card()) if card is None else Update(card)


async def ask_for_reason(command: Command, member: Member, deps: Deps) -> Reply:
    """The form of a 差し戻し. Raises as ``approve``."""
    case = await _to_decide(command, member, deps)
    return OpenForm(send_back_form(case, args=command.args, nonce=deps.new_nonce()))


async def send_back(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in; with the words still there where it cannot be."""
    if not command.nonce:
        return show(out_of_date_card())
    answer = Answer(Decision.SENT_BACK, reason=command.values.get("reason", "").strip())
    problems = troubles_with(_filled(command)) if answer.reason else {}
    errors = {"reason": problems["reason"]} if "reason" in problems else {}
    if not answer.reason:
        errors = {"reason": NoReason().sentence}
    return await _from_form(command, member, deps, answer, errors)


async def ask_for_suggestion(command: Command, member: Member, deps: Deps) -> Reply:
    """The form of a 修正提案, filled with the text. Raises as ``approve``."""
    case = await _to_decide(command, member, deps)
    return OpenForm(suggest_form(case, args=command.args, nonce=deps.new_nonce()))


async def suggest(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in; with the words still there where it cannot be."""
    if not command.nonce:
        return show(out_of_date_card())
    answer = Answer(
        Decision.SUGGESTED,
        reason=command.values.get("reason", "").strip(),
        values=dict(command.values),
    )
    return await _from_form(command, member, deps, answer, troubles_with(command.values))


async def _from_form(
    command: Command, member: Member, deps: Deps, answer: Answer, errors: dict[str, str]
) -> Reply:
    """What stands in the way is said on the form: nothing that was typed is lost."""
    if not errors:
        try:
            card = await _decide(command, member, deps, answer)
        except DomainError as refusal:
            errors = errors_of(refusal)
        else:
            return show(card or already_done_card())
    async with deps.database.read() as session:
        case = await case_of(session, command.row("case"), organization_id=member.organization.id)
    require_follower(member.person, case)
    return RejectFields(_form(case, command, answer, errors))


def _form(case: Case, command: Command, answer: Answer, errors: dict[str, str]) -> Form:
    form = send_back_form if answer.values is None else suggest_form
    return form(case, args=command.args, nonce=command.nonce, values=command.values, errors=errors)


def _filled(command: Command) -> dict[str, str]:
    return {**dict.fromkeys(("title", "before", "after"), "-"), **command.values}


async def _to_decide(command: Command, member: Member, deps: Deps) -> Case:
    """That the form is about; who may not decide it hears so before they write."""
    seen, number = seen_by(command), member.organization.id
    async with deps.database.read() as session:
        case = await case_of(session, seen.case_id, organization_id=number)
        await _require(session, case, seen, member, await rules_of(session, organization_id=number))
    return case


async def _require(session: Session, case: Case, seen: Seen, member: Member, rules: Rules) -> None:
    """Raises NotForThem, CaseChanged, and as ``Reviewers.require``."""
    require_follower(member.person, case)
    if not seen.is_still(case):
        history = await history_of(session, case, organization_id=member.organization.id)
        raise history.first_one(version=seen.version)
    rules.reviewers.require(member.person, case, rules.route)


async def _decide(command: Command, member: Member, deps: Deps, answer: Answer) -> Card | None:
    """What has come of it; None where this press has been made. Of several at once the first
    decides, the others are told who that was.
    """
    seen, number = seen_by(command), member.organization.id
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return None
        case = await case_of(session, seen.case_id, organization_id=number)
        rules = await rules_of(session, organization_id=number)
        await _require(session, case, seen, member, rules)
        after = _after(case, answer, rules, deps)
        if not await change_case(
            session, after, read=case, organization_id=number, at=deps.clock()
        ):
            history = await history_now(session, case, organization_id=number)
            raise history.first_one(version=seen.version)
        await _put_down(session, case, answer, rules, member, deps)
        posted = await _pass_on(session, after, member, deps)
    deps.outbox_filled.set()
    return decided_card(after, answer.decision, posted=posted)


def _after(case: Case, answer: Answer, rules: Rules, deps: Deps) -> Case:
    match answer.decision:
        case Decision.APPROVED:
            return rules.reviewers.approved(case, rules.route, at=deps.clock())
        case Decision.SENT_BACK:
            return sent_back(case, answer.reason)
        case Decision.SUGGESTED:
            if answer.suggestion(case) == case.text:
                raise NothingSuggested
            return suggested(case)
        case _:
            assert_never(answer.decision)


async def _put_down(
    session: Session, case: Case, answer: Answer, rules: Rules, member: Member, deps: Deps
) -> None:
    """The decision, for the history; who wrote it is told, but of their own one."""
    number, now = member.organization.id, deps.clock()
    decision_id = await add_decision(
        session,
        answer.decision,
        organization_id=number,
        case_id=case.id,
        version=case.version,
        step=rules.reviewers.step(case, rules.route),
        reviewer_id=member.person.id,
        reason=answer.reason,
        suggestion=answer.suggestion(case),
        at=now,
    )
    is_own = member.person.id in (case.author_id, case.editor_id)
    record_audit(
        session,
        organization_id=number,
        at=now,
        actor_id=member.person.id,
        action=f"CASE_{answer.decision.name}",
        subject_id=case.author_id,
        detail=f"case {case.id} version {case.version}"
        + (", own, no other reviewer" if is_own else ""),
    )
    has_left = await author_has_left(session, case, organization_id=number)
    told = who_hears(case, author_has_left=has_left)
    if told not in (None, member.person.id):
        notice = case_decision_notice.notice(decision_id, staff_id=told)
        await enqueue(session, notice, organization_id=number, at=now)


async def _pass_on(session: Session, after: Case, member: Member, deps: Deps) -> str:
    """To the next who review it, or to all who may see it: when the channels are, if not now."""
    number = member.organization.id
    if after.state.is_waiting:
        await tell_reviewers(session, after, member, deps)
    if after.state is not CaseState.PUBLISHED:
        return ""
    is_new = await enqueue_published(session, after, organization_id=number, at=deps.clock())
    return await _posted(session, member, deps) if is_new else ""


async def _posted(session: Session, member: Member, deps: Deps) -> str:
    """As it is decided when it is sent."""
    now = deps.clock()
    office = await office_of(session, organization_id=member.organization.id)
    calendar = office.calendar(deps.is_national_holiday)
    held = held_back(KINDS[PUBLISHED], office, calendar, now=now)
    if held is None:
        return ""
    if held.reason == OUT_OF_HOURS:
        return posted_at(held.until, today=now.date())
    return posted_after(held.reason)
