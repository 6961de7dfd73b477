"""「取り下げる」 with a reason, 「確認に戻す」, and who reported a case is told that it was withdrawn."""

from collections.abc import Mapping

from cards.case_withdraw import (
    REASON_LENGTH,
    restored_card,
    told_of_withdrawal_card,
    withdraw_form,
    withdrawn_card,
)
from cards.elements import Card
from cards.trouble import already_done_card, out_of_date_card
from domain.case_publish import NoReasonToWithdraw, require_to_restore, require_to_withdraw
from domain.case_review import require_follower
from domain.errors import DomainError
from domain.improvement_case import Case, CaseState, resubmitted, withdrawn
from domain.japan_time import JAPAN
from domain.outbox import Notice
from handlers.case_publish import CASE_GONE, enqueue_changed
from handlers.case_review_notice import DECIDED, tell_reviewers
from handlers.case_under_review import Seen, case_of, history_of, rules_of, seen_by
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.field_refused import errors_of
from handlers.issue_publish import enqueue_changed_by_case
from handlers.occasion import Dropped, Occasion
from handlers.reply import OpenForm, RejectFields, Reply, Update, show
from storage.audit import record_audit
from storage.case_withdrawals import add_withdrawal, last_withdrawal
from storage.improvement_cases import case_by_id, change_case
from storage.outbox import enqueue
from storage.people import people_ever
from storage.session import Session

KIND = "case.withdrawn"
TOO_LONG = f"取り下げる理由は{REASON_LENGTH}文字までにしてください。"


async def ask_to_withdraw(command: Command, member: Member, deps: Deps) -> Reply:
    """The form. Raises CaseGone, CaseChanged, NotTheirsToWithdraw, AlreadyWithdrawn."""
    seen, number = seen_by(command), member.organization.id
    async with deps.database.read() as session:
        case = await case_of(session, seen.case_id, organization_id=number)
        require_to_withdraw(member.person, case)
        await _require_unchanged(session, case, seen, organization_id=number)
    return OpenForm(withdraw_form(case, args=command.args, nonce=deps.new_nonce()))


async def withdraw(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in; with the reason still there where it cannot be."""
    if not command.nonce:
        return show(out_of_date_card())
    reason = command.values.get("reason", "").strip()
    errors = {"reason": TOO_LONG} if len(reason) > REASON_LENGTH else {}
    if not reason:
        errors = {"reason": NoReasonToWithdraw().sentence}
    if not errors:
        try:
            return await _withdraw(command, member, deps, reason)
        except DomainError as refusal:
            errors = errors_of(refusal)
    async with deps.database.read() as session:
        case = await case_of(session, command.row("case"), organization_id=member.organization.id)
    require_follower(member.person, case)
    return RejectFields(
        withdraw_form(case, args=command.args, nonce=command.nonce, reason=reason, errors=errors)
    )


async def restore(command: Command, member: Member, deps: Deps) -> Reply:
    """A new version, which says the same and waits: no version is decided twice at a step.

    Raises CaseGone, CaseChanged, NotTheirsToWithdraw, NotWithdrawn.
    """
    if not command.nonce:
        return show(out_of_date_card())
    seen, number, now = seen_by(command), member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        case = await case_of(session, seen.case_id, organization_id=number)
        require_to_restore(member.person, case)
        await _require_unchanged(session, case, seen, organization_id=number)
        rules = await rules_of(session, organization_id=number)
        state = rules.reviewers.first_state(
            rules.route, case.department, author_id=case.author_id, editor_id=member.person.id
        )
        after = resubmitted(case, case.text, editor_id=member.person.id, state=state, at=now)
        await _change(session, after, case, member, deps)
        _note(session, "CASE_RESTORED", after, member, deps)
        await tell_reviewers(session, after, member, deps)
    deps.outbox_filled.set()
    return Update(restored_card(after))


async def _withdraw(command: Command, member: Member, deps: Deps, reason: str) -> Reply:
    seen, number = seen_by(command), member.organization.id
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        case = await case_of(session, seen.case_id, organization_id=number)
        require_to_withdraw(member.person, case)
        await _require_unchanged(session, case, seen, organization_id=number)
        after = withdrawn(case)
        await _change(session, after, case, member, deps)
        await _put_down(session, after, member, deps, reason)
    deps.outbox_filled.set()
    was_published = case.published_version is not None
    return show(withdrawn_card(after, was_published=was_published, nonce=deps.new_nonce()))


async def _put_down(session: Session, case: Case, member: Member, deps: Deps, reason: str) -> None:
    """Why, for those who deal with it; where it stands in a channel, that it is gone."""
    number, now = member.organization.id, deps.clock()
    withdrawal_id = await add_withdrawal(
        session,
        organization_id=number,
        case_id=case.id,
        version=case.version,
        staff_id=member.person.id,
        reason=reason,
        at=now,
    )
    _note(session, "CASE_WITHDRAWN", case, member, deps)
    await enqueue_changed(session, case.id, organization_id=number, at=now)
    await enqueue_changed_by_case(session, case.id, organization_id=number, at=now)
    if case.author_id not in (None, member.person.id):
        args = {"case": str(case.id), "withdrawal": str(withdrawal_id)}
        notice = Notice(KIND, case.author_id, dedupe_key=f"{KIND}:{withdrawal_id}", args=args)
        await enqueue(session, notice, organization_id=number, at=now)


async def _require_unchanged(
    session: Session, case: Case, seen: Seen, *, organization_id: int
) -> None:
    """Raises CaseChanged: what was read is not what would be withdrawn."""
    if not seen.is_still(case):
        history = await history_of(session, case, organization_id=organization_id)
        raise history.first_one(version=seen.version)


async def _change(session: Session, after: Case, case: Case, member: Member, deps: Deps) -> None:
    """Raises CaseChanged."""
    number = member.organization.id
    if await change_case(
        session,
        after,
        read=case,
        organization_id=number,
        at=deps.clock(),
    ):
        return
    newest = await case_of(session, case.id, organization_id=number)
    history = await history_of(session, newest, organization_id=number)
    raise history.first_one(version=case.version)


def _note(session: Session, action: str, case: Case, member: Member, deps: Deps) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action,
        subject_id=case.author_id,
        detail=f"case {case.id} version {case.version}",
    )


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """To who reported it; nothing of what has been taken up again since."""
    session, number, case_id = occasion.session, occasion.organization_id, int(args["case"])
    case = await case_by_id(session, organization_id=number, case_id=case_id)
    if case is None or case.author_id != occasion.person.id:
        return Dropped(CASE_GONE)
    last = await last_withdrawal(session, organization_id=number, case_id=case_id)
    is_still_so = case.state is CaseState.WITHDRAWN and last is not None
    if last is None or not is_still_so or str(last.id) != args["withdrawal"]:
        return Dropped(DECIDED)
    who = await people_ever(session, organization_id=number, ids=[last.staff_id])
    return told_of_withdrawal_card(
        case,
        by=f"{who[0].name}さん" if who else "ほかの方",
        reason=last.reason,
        on=last.at.astimezone(JAPAN).date(),
        today=occasion.today,
        nonce=f"{KIND}:{last.id}",
    )
