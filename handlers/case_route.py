"""「確認の順番を変える」: who approves a case before it is published, set by the secretariat."""

from datetime import datetime

from cards.case_queue import route_form, route_set_card
from cards.trouble import out_of_date_card
from domain.improvement_case import ReviewRoute
from domain.permissions import Act, require
from handlers.case_review_notice import tell_who_decide
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import OpenForm, Reply, show
from storage.audit import record_audit
from storage.case_rules import review_route, set_review_route
from storage.improvement_cases import waiting_cases
from storage.session import Session

MOST_TOLD = 200
"""Cases whose reviewers are told at once that it is their turn now; the others are in their queue."""


async def ask_for_route(_command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require(Act.SET_CASE_REVIEW, actor=member.person, subject=member.person)
    async with deps.database.read() as session:
        route = await review_route(session, organization_id=member.organization.id)
    return OpenForm(route_form(route, nonce=deps.new_nonce()))


async def set_route(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require(Act.SET_CASE_REVIEW, actor=member.person, subject=member.person)
    chosen = command.values.get("route", "")
    if chosen not in {each.value for each in ReviewRoute}:
        return show(out_of_date_card())
    route, number = ReviewRoute(chosen), member.organization.id
    async with deps.database.begin() as session:
        is_new = await change_route(session, route, organization_id=number, at=deps.clock())
        if is_new:
            record_audit(
                session,
                organization_id=number,
                at=deps.clock(),
                actor_id=member.person.id,
                action=Act.SET_CASE_REVIEW.name,
                detail=route.name,
            )
    deps.outbox_filled.set()
    return show(route_set_card(route, is_new=is_new))


async def change_route(
    session: Session, route: ReviewRoute, *, organization_id: int, at: datetime
) -> bool:
    """False where it is that already. Whoever reviews by it now is told of what waits for them, and
    nobody a second time for a version and step: each is one message of the outbox.
    """
    if await review_route(session, organization_id=organization_id) is route:
        return False
    await set_review_route(session, route, organization_id=organization_id)
    cases = await waiting_cases(session, organization_id=organization_id, limit=MOST_TOLD)
    for case in cases:
        await tell_who_decide(session, case, organization_id=organization_id, at=at)
    return True
