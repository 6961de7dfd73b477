"""「自分の事例」: what one has written and reported, and where it stands."""

from cards.case_mine import OwnCase, mine_card
from domain.improvement_case import Case, CaseState, Decision
from handlers.case_draft import open_drafts
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.case_history import decisions_of
from storage.cases_by_author import cases_of, count_cases_of
from storage.session import Session

ON_A_PAGE = 10
LAST_PAGE = 1_000
_SENT_BACK = frozenset({Decision.SENT_BACK, Decision.SUGGESTED})


async def show_own_cases(command: Command, member: Member, deps: Deps) -> Reply:
    page = min(command.row("page") or 0, LAST_PAGE)
    async with deps.database.read() as session:
        found = await cases_of(
            session,
            organization_id=member.organization.id,
            author_id=member.person.id,
            limit=ON_A_PAGE + 1,
            skip=page * ON_A_PAGE,
        )
        count = await count_cases_of(
            session, organization_id=member.organization.id, author_id=member.person.id
        )
        own = [await _own(case, member, session) for case in found[:ON_A_PAGE]]
    drafts = () if page else await open_drafts(member, deps)
    card = mine_card(
        drafts,
        own,
        page=page,
        count=count,
        has_more=len(found) > ON_A_PAGE,
        today=deps.clock().date(),
    )
    return show(card)


async def _own(case: Case, member: Member, session: Session) -> OwnCase:
    """With the reason, where it is to be mended."""
    if case.state is not CaseState.SENT_BACK:
        return OwnCase(case)
    decisions = await decisions_of(session, organization_id=member.organization.id, case_id=case.id)
    said = [each for each in decisions if each.decision in _SENT_BACK]
    return OwnCase(case, said[-1].reason if said else "")
