"""「事務局の確認待ち」: what waits for the office."""

from cards.desk import desk_card
from cards.elements import Card
from cards.trouble import already_done_card
from domain.case_review import is_reviewer
from domain.case_sight import is_office
from domain.desk import skills_without_course
from domain.errors import NotFound
from domain.permissions import Act, has_other_officer, is_allowed, require
from handlers.case_queue import left_lying_of, show_queue, waiting_for
from handlers.case_under_review import rules_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.looked_at import audit_looks
from handlers.reply import Reply, Update, show
from handlers.training_status import show_training_status
from storage.access_requests import close_access_request, open_access_requests
from storage.audit import record_audit
from storage.completions import reported_completions
from storage.inbox import is_first
from storage.people import staff_with_duties
from storage.session import Session

SHOWN, SHOWN_IN_ALL = 6, 10
"""Of each kind, and of both. All of the card has to fit into one message, which an ``Update`` replaces."""


async def show_desk(_command: Command, member: Member, deps: Deps) -> Reply:
    require(Act.SEE_DESK, actor=member.person, subject=member.person)
    return show(await desk(member, deps))


async def show_waiting(command: Command, member: Member, deps: Deps) -> Reply:
    """「確認待ち」 alone: for the office all that waits there, for who reviews cases what waits for them,
    for others what waits of their own.
    """
    if is_allowed(Act.SEE_DESK, actor=member.person, subject=member.person):
        return await show_desk(command, member, deps)
    if is_reviewer(member.person) and await _has_cases(member, deps):
        return await show_queue(command, member, deps)
    return await show_training_status(command, member, deps)


async def _has_cases(member: Member, deps: Deps) -> bool:
    async with deps.database.read() as session:
        rules = await rules_of(session, organization_id=member.organization.id)
        return bool(await waiting_for(session, member, deps, rules))


async def close_request(command: Command, member: Member, deps: Deps) -> Reply:
    require(Act.CLOSE_ACCESS_REQUEST, actor=member.person, subject=member.person)
    request_id = command.row("request")
    if request_id is None or not command.nonce:
        raise NotFound("その申し出が見つかりません。「事務局の確認待ち」を開き直してください。")
    async with deps.database.begin() as session:
        closed = await is_first_press(
            command, member, session, deps
        ) and await close_access_request(
            session,
            organization_id=member.organization.id,
            request_id=request_id,
            at=deps.clock(),
        )
        if closed:
            record_audit(
                session,
                organization_id=member.organization.id,
                at=deps.clock(),
                actor_id=member.person.id,
                action=Act.CLOSE_ACCESS_REQUEST.name,
                detail=f"request {request_id}",
            )
    refreshed = await desk(member, deps)
    return Update(refreshed, then=() if closed else (already_done_card(),))


async def is_first_press(command: Command, member: Member, session: Session, deps: Deps) -> bool:
    """Whether this button of this card has not been pressed before; marks it pressed.

    The row alone does not tell: a report that was sent back and comes again waits as before.
    """
    return await is_first(
        session,
        organization_id=member.organization.id,
        event_key=f"card:{command.nonce}:{sorted(command.args.items())}",
        at=deps.clock(),
    )


async def desk(member: Member, deps: Deps, *, done: str = "") -> Card:
    """The card as it stands now, what the last press did first.

    The caller has checked that the member may see it. Whose records they see is audited.
    """
    now, organization_id = deps.clock(), member.organization.id
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    async with deps.database.read() as session:
        requests = await open_access_requests(
            session, organization_id=organization_id, limit=SHOWN + 1
        )
        reports = await reported_completions(
            session, organization_id=organization_id, limit=SHOWN + 1
        )
        officers = await staff_with_duties(session, organization_id=organization_id)
        mine, left_lying = await _cases(session, member, deps)
    shown = reports[:SHOWN]
    asking = requests[: min(SHOWN, SHOWN_IN_ALL - len(shown))]
    await audit_looks((r.person_id for r in shown), Act.SEE_DESK, member, deps)
    return desk_card(
        asking=asking,
        reported=shown,
        skills_without_course=skills_without_course(adviser.policy, adviser.catalogue),
        today=now.date(),
        nonce=deps.new_nonce(),
        viewer_id=member.person.id,
        is_alone=not has_other_officer(member.person, officers),
        more=len(requests) > len(asking) or len(reports) > len(shown),
        done=done,
        cases=mine,
        cases_left_lying=left_lying,
    )


async def _cases(session: Session, member: Member, deps: Deps) -> tuple[int, int]:
    """For the secretariat, how many: of its own, and what others let lie."""
    if not is_office(member.person):
        return 0, 0
    rules = await rules_of(session, organization_id=member.organization.id)
    mine = await waiting_for(session, member, deps, rules)
    return len(mine), len(await left_lying_of(session, member, deps, rules))
