"""「修了を確認」「差し戻す」: the office decides a report that waits."""

from cards.desk import decided
from cards.trouble import already_done_card
from domain.desk import ReportedCompletion
from domain.errors import NotFound
from domain.permissions import Act, require, require_someone_elses
from domain.training import RecordState
from handlers import completion_notice
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import desk, is_first_press
from handlers.reply import Reply, Update
from storage.audit import record_audit
from storage.completions import decide_completion, reported_completion
from storage.organization_lock import hold_organization
from storage.outbox import enqueue
from storage.people import staff_with_duties
from storage.session import Session


async def confirm(command: Command, member: Member, deps: Deps) -> Reply:
    return await _decide(command, member, deps, state=RecordState.COMPLETED)


async def send_back(command: Command, member: Member, deps: Deps) -> Reply:
    return await _decide(command, member, deps, state=RecordState.REJECTED)


async def _decide(command: Command, member: Member, deps: Deps, *, state: RecordState) -> Reply:
    """Two officers may press at once: the first decides, the other is told."""
    require(Act.CONFIRM_COMPLETION, actor=member.person, subject=member.person)
    record_id = command.row("record")
    if record_id is None or not command.nonce:
        raise NotFound(
            "確認する受講の報告が見つかりません。「事務局の確認待ち」を開き直してください。"
        )
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=member.organization.id)
        report = await reported_completion(
            session, organization_id=member.organization.id, record_id=record_id
        )
        if report is not None:
            await _require_separation(report, member, session)
        is_decided = (
            report is not None
            and await is_first_press(command, member, session, deps)
            and await _save_decision(report, member, session, deps, state=state)
        )
        if is_decided and report is not None:
            await _tell_who_reported(report, command, member, session, deps, state=state)
    if report is None or not is_decided:
        return Update(await desk(member, deps), then=(already_done_card(),))
    deps.outbox_filled.set()
    done = decided(report, confirmed=state is RecordState.COMPLETED)
    return Update(
        await desk(member, deps, done=done),
        changed=frozenset({report.person_id}),
    )


async def _tell_who_reported(
    report: ReportedCompletion,
    command: Command,
    member: Member,
    session: Session,
    deps: Deps,
    *,
    state: RecordState,
) -> None:
    """Nothing to one who has decided their own report."""
    if report.person_id == member.person.id:
        return
    await enqueue(
        session,
        completion_notice.notice(report, state=state, nonce=command.nonce),
        organization_id=member.organization.id,
        at=deps.clock(),
    )


async def _require_separation(report: ReportedCompletion, member: Member, session: Session) -> None:
    officers = await staff_with_duties(session, organization_id=member.organization.id)
    require_someone_elses(member.person, subject_id=report.person_id, officers=officers)


async def _save_decision(
    report: ReportedCompletion,
    member: Member,
    session: Session,
    deps: Deps,
    *,
    state: RecordState,
) -> bool:
    """False where someone else decided at the same moment."""
    is_decided = await decide_completion(
        session,
        organization_id=member.organization.id,
        record_id=report.record_id,
        state=state,
        decided_by=member.person.id,
        at=deps.clock(),
    )
    if is_decided:
        is_own = report.person_id == member.person.id
        record_audit(
            session,
            organization_id=member.organization.id,
            at=deps.clock(),
            actor_id=member.person.id,
            action=f"COMPLETION_{state.name}",
            subject_id=report.person_id,
            detail=f"record {report.record_id}" + (", own, no other officer" if is_own else ""),
        )
    return is_decided
