"""「添付ファイルを外す」: a file that came with a report is gone, and the history says that it is."""

from collections.abc import Mapping

from cards.case_file_removal import (
    REMOVED,
    REMOVED_BEFORE,
    case_files_card,
    told_of_removal_card,
)
from cards.elements import Card
from domain.case_attachment import FileRemoval, require_to_remove_file
from domain.case_review import who_hears
from domain.improvement_case import Case
from domain.outbox import Notice
from handlers.case_publish import CASE_GONE
from handlers.case_under_review import author_has_left, case_of, history_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.occasion import Dropped, Occasion
from handlers.reply import Reply, Update, show
from storage.audit import record_audit
from storage.case_file_removals import remove_case_file
from storage.case_history import attachment_names
from storage.improvement_cases import case_by_id
from storage.outbox import enqueue
from storage.session import Session

KIND = "case.file_removed"


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
        removal = await remove_case_file(
            session,
            case,
            attachment_id=command.row("attachment") or 0,
            organization_id=number,
            staff_id=member.person.id,
            at=now,
        )
        if removal:
            record_audit(
                session,
                organization_id=number,
                at=now,
                actor_id=member.person.id,
                action="CASE_FILE_REMOVED",
                subject_id=case.author_id,
                detail=f"case {case.id} version {case.version}",
            )
            await _tell(session, case, removal, organization_id=number)
        done = REMOVED if removal else REMOVED_BEFORE
        card = await _card(session, case, member, deps, done=done)
    deps.outbox_filled.set()
    return Update(card)


async def _tell(
    session: Session, case: Case, removal: FileRemoval, *, organization_id: int
) -> None:
    """Who reported it, of what somebody else has taken off."""
    has_left = await author_has_left(session, case, organization_id=organization_id)
    hearer = who_hears(case, author_has_left=has_left)
    if hearer not in (None, removal.staff_id):
        args = {"case": str(case.id), "removal": str(removal.id)}
        notice = Notice(KIND, hearer, dedupe_key=f"{KIND}:{removal.id}", args=args)
        await enqueue(session, notice, organization_id=organization_id, at=removal.at)


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing of a case that is theirs no more."""
    session, number, case_id = occasion.session, occasion.organization_id, int(args["case"])
    case = await case_by_id(session, organization_id=number, case_id=case_id)
    if case is None:
        return Dropped(CASE_GONE)
    history = await history_of(session, case, organization_id=number)
    removal = next((each for each in history.removals if str(each.id) == args["removal"]), None)
    has_left = await author_has_left(session, case, organization_id=number)
    if removal is None or who_hears(case, author_has_left=has_left) != occasion.person.id:
        return Dropped(CASE_GONE)
    by = history.name_of(removal.staff_id)
    return told_of_removal_card(case, removal, by=by, today=occasion.today)


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
