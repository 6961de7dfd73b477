"""「これまでの経過」: the versions of a case and what was said to them."""

from cards.case_history import AT_A_TIME, case_history_card
from domain.case_review import may_edit, require_follower
from handlers.case_under_review import author_has_left, case_of, history_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show


async def show_history(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CaseGone, NotForThem."""
    number = member.organization.id
    async with deps.database.read() as session:
        case = await case_of(session, command.row("case"), organization_id=number)
        require_follower(member.person, case)
        history = await history_of(session, case, organization_id=number)
        has_left = await author_has_left(session, case, organization_id=number)
    last = max(1, -(-len(history.revisions) // AT_A_TIME))
    card = case_history_card(
        history,
        page=min(max(command.row("page") or 1, 1), last),
        can_edit=may_edit(member.person, case, author_has_left=has_left),
        today=deps.clock().date(),
        nonce=deps.new_nonce(),
    )
    return show(card)
