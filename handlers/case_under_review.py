"""What all that is done to a case under review begins with: the case, who may, who was first."""

from dataclasses import dataclass

from domain import case_review
from domain.case_history import CaseHistory
from domain.case_review import Reviewers
from domain.errors import NotFound
from domain.improvement_case import Case, CaseState, ReviewRoute
from domain.people import Person
from handlers.command import Command
from storage.case_file_removals import file_removals_of
from storage.case_history import decisions_of, revisions_of
from storage.case_reviewers import reviewers_of
from storage.case_rules import review_route
from storage.case_withdrawals import last_withdrawal
from storage.improvement_cases import case_by_id
from storage.people import people_by_id, people_ever
from storage.session import Session


class CaseGone(NotFound):
    def __init__(self) -> None:
        super().__init__("その事例が見つかりません。「事例の確認待ち」を開き直してください。")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the card showed on which the button was: ``state`` is None on one that does not say."""

    case_id: int
    version: int
    state: CaseState | None

    def is_still(self, case: Case) -> bool:
        return case.version == self.version and self.state in (None, case.state)


def seen_by(command: Command) -> Seen:
    """Raises CaseGone for a button that no card of ours has."""
    case_id, version = command.row("case"), command.row("version")
    if case_id is None or version is None:
        raise CaseGone
    state = command.args.get("step", "")
    return Seen(case_id, version, CaseState.__members__.get(state))


@dataclass(frozen=True, slots=True)
class Rules:
    """Who reviews, as the roster and the settings have it in this transaction."""

    reviewers: Reviewers
    route: ReviewRoute


async def rules_of(session: Session, *, organization_id: int) -> Rules:
    return Rules(
        await reviewers_of(session, organization_id=organization_id),
        await review_route(session, organization_id=organization_id),
    )


async def case_of(session: Session, case_id: int | None, *, organization_id: int) -> Case:
    """Raises CaseGone."""
    if case_id is None:
        raise CaseGone
    case = await case_by_id(session, organization_id=organization_id, case_id=case_id)
    if case is None:
        raise CaseGone
    return case


async def author_has_left(session: Session, case: Case, *, organization_id: int) -> bool:
    """As the roster says: somebody on leave comes back to their case."""
    if case.author_id is None:
        return False
    there = await people_by_id(session, organization_id=organization_id, ids=[case.author_id])
    return not there


async def require_editor(
    session: Session, person: Person, case: Case, *, organization_id: int
) -> None:
    """Raises NotTheirs."""
    has_left = await author_has_left(session, case, organization_id=organization_id)
    case_review.require_editor(person, case, author_has_left=has_left)


async def history_of(session: Session, case: Case, *, organization_id: int) -> CaseHistory:
    revisions = await revisions_of(session, organization_id=organization_id, case_id=case.id)
    decisions = await decisions_of(session, organization_id=organization_id, case_id=case.id)
    removals = await file_removals_of(session, organization_id=organization_id, case_id=case.id)
    withdrawal = await last_withdrawal(session, organization_id=organization_id, case_id=case.id)
    named = {
        case.author_id,
        withdrawal.staff_id if withdrawal else None,
        *(r.editor_id for r in revisions),
        *(d.reviewer_id for d in decisions),
        *(r.staff_id for r in removals),
    }
    people = await people_ever(
        session, organization_id=organization_id, ids=[each for each in named if each is not None]
    )
    names = {each.id: each.name for each in people}
    return CaseHistory(case, revisions, decisions, names, removals, withdrawal)


async def history_now(session: Session, case: Case, *, organization_id: int) -> CaseHistory:
    """As it stands now, where ``case`` has turned out not to be the newest any more."""
    newest = await case_of(session, case.id, organization_id=organization_id)
    return await history_of(session, newest, organization_id=organization_id)
