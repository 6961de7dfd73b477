"""「添付ファイルを外す」: a file that came with a report is gone, and the history says that it is."""

from cards.case_file_removal import REMOVED, REMOVED_BEFORE, case_files_card
from cards.elements import Card
from domain.case_attachment import require_to_remove_file
from domain.improvement_case import Case
from handlers.case_under_review import case_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, Update, show
from storage.audit import record_audit
from storage.case_file_removals import remove_case_file
from storage.case_history import attachment_names
from storage.session import Session


async def ask_to_remove_file(command: Command, member: Member, deps: Deps) -> Reply:
    """Which. Raises CaseGone, NotTheirsToRemove."""
    async with deps.database.read() as session:
        case = await _case(session, command, member)
        return show(await _card(session, case, member, deps))


async def remove_file(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CaseGone, NotTheirsToRemove."""
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        case = await _case(session, command, member)
        is_removed = await remove_case_file(
            session,
            case,
            attachment_id=command.row("attachment") or 0,
            organization_id=number,
            staff_id=member.person.id,
            at=now,
        )
        if is_removed:
            record_audit(
                session,
                organization_id=number,
                at=now,
                actor_id=member.person.id,
                action="CASE_FILE_REMOVED",
                subject_id=case.author_id,
                detail=f"case {case.id} version {case.version}",
            )
        done = REMOVED if is_removed else REMOVED_BEFORE
        return Update(await _card(session, case, member, deps, done=done))


async def _case(session: Session, command: Command, member: Member) -> Case:
    case = await case_of(session, command.row("case"), organization_id=member.organization.id)
    require_to_remove_file(member.person, case)
    return case


async def _card(
    session: Session, case: Case, member: Member, deps: Deps, *, done: str = ""
) -> Card:
    files = await attachment_names(session, organization_id=member.organization.id, case_id=case.id)
    named = tuple((file.id, file.name) for file in files)
    return case_files_card(case, named, nonce=deps.new_nonce(), done=done)
