"""「参考になった」 and 「定着した」: each says what is to be so, so that twice is once."""

from cards.case_spread import established_card, thanked_card
from domain.case_spread import (
    may_adopt,
    require_establisher,
    require_thanker,
)
from domain.improvement_case import PublishedCase
from handlers.case_publish import enqueue_changed
from handlers.case_seen import is_new_press, seen_case
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.audit import record_audit
from storage.case_thanks import take_thanks_back, thank_for_case
from storage.improvement_cases import establish_case
from storage.session import Session

THANK, ESTABLISH = "case.thank", "case.establish"


async def thank(command: Command, member: Member, deps: Deps) -> Reply:
    """``args["back"]``: taken back. Raises CaseNotShown, OwnCaseThanked."""
    takes_back = "back" in command.args
    async with deps.database.begin() as session:
        case = await seen_case(session, command, member)
        require_thanker(member.person, case)
        if await is_new_press(session, THANK, command, member, deps):
            await _thank(session, case, member, deps, takes_back=takes_back)
        case = await seen_case(session, command, member)
    card = thanked_card(
        case,
        is_thanked=not takes_back,
        may_adopt=may_adopt(member.person, case),
        nonce=deps.new_nonce(),
    )
    return show(card)


async def _thank(
    session: Session, case: PublishedCase, member: Member, deps: Deps, *, takes_back: bool
) -> None:
    whose = {
        "case_id": case.id,
        "staff_id": member.person.id,
        "organization_id": member.organization.id,
    }
    if takes_back:
        await take_thanks_back(session, **whose)
    else:
        await thank_for_case(session, **whose, at=deps.clock())


async def establish(command: Command, member: Member, deps: Deps) -> Reply:
    """``args["to"]``: established, or undone. Raises CaseNotShown, NotToEstablish."""
    is_undone = command.args.get("to") == "undone"
    async with deps.database.begin() as session:
        case = await seen_case(session, command, member)
        require_establisher(member.person, case)
        if await is_new_press(session, ESTABLISH, command, member, deps):
            await _establish(session, case, member, deps, is_undone=is_undone)
        case = await seen_case(session, command, member)
    deps.outbox_filled.set()
    return show(established_card(case, nonce=deps.new_nonce()))


async def _establish(
    session: Session, case: PublishedCase, member: Member, deps: Deps, *, is_undone: bool
) -> None:
    organization_id, at = member.organization.id, deps.clock()
    is_changed = await establish_case(
        session,
        organization_id=organization_id,
        case_id=case.id,
        at=None if is_undone else at,
    )
    if is_changed:
        await enqueue_changed(session, case.id, organization_id=organization_id, at=at)
        record_audit(
            session,
            organization_id=organization_id,
            at=at,
            actor_id=member.person.id,
            action="CASE_NOT_ESTABLISHED" if is_undone else "CASE_ESTABLISHED",
            subject_id=case.author_id,
            detail=f"case {case.id}",
        )
