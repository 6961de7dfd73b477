"""「これはまとまりではない」: a candidate is dismissed as a whole, kept with who and when, and taken up again."""

from cards.elements import Card
from cards.issue_candidate import AT_A_TIME, DismissedPage, dismissed_card
from cards.trouble import already_done_card, out_of_date_card
from domain.issue_candidate import Dismissal, DismissalGone, Members, members_of
from domain.issue_group import may_change, require_change
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.issue_groups import candidate_of
from handlers.issue_seen import names_of
from handlers.reply import Reply, Update, show
from storage.audit import record_audit
from storage.issue_candidates import add_dismissal, end_dismissal, standing_dismissals
from storage.issues import issues_by_id
from storage.organization_lock import hold_organization
from storage.session import Session


async def dismiss(command: Command, member: Member, deps: Deps) -> Reply:
    """What the button shows, also where it would be computed otherwise by now. Raises NotAllowed."""
    require_change(member.person)
    candidate = await candidate_of(command, member, deps)
    if not command.nonce or candidate is None:
        return show(out_of_date_card())
    number = member.organization.id
    dismissal = Dismissal(
        members=members_of(candidate.issues),
        label=candidate.label,
        staff_id=member.person.id,
        at=deps.clock(),
    )
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        if await add_dismissal(session, dismissal, organization_id=number):
            _note(session, "DISMISS_CANDIDATE", dismissal.members, member, deps)
    return Update(
        await _listed(member, deps, page=0, done=f"「{candidate.label}」を候補から外しました。")
    )


async def show_dismissed(command: Command, member: Member, deps: Deps) -> Reply:
    return show(await _listed(member, deps, page=command.row("page") or 0))


async def take_up(command: Command, member: Member, deps: Deps) -> Reply:
    """「候補に戻す」. Raises NotAllowed, DismissalGone."""
    require_change(member.person)
    if not command.nonce:
        return show(out_of_date_card())
    number = member.organization.id
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        members = await end_dismissal(
            session,
            command.row("dismissal") or 0,
            organization_id=number,
            by=member.person.id,
            at=deps.clock(),
        )
        if members is None:
            raise DismissalGone
        _note(session, "TAKE_UP_CANDIDATE", members, member, deps)
    return Update(await _listed(member, deps, page=0, done="候補に戻しました。"))


async def _listed(member: Member, deps: Deps, *, page: int, done: str = "") -> Card:
    number = member.organization.id
    async with deps.database.read() as session:
        every = await standing_dismissals(session, organization_id=number)
        page = min(page, max(0, (len(every) - 1) // AT_A_TIME))
        shown = every[page * AT_A_TIME : (page + 1) * AT_A_TIME]
        ids = {each for dismissal in shown for each in dismissal.members}
        issues = await issues_by_id(session, ids, organization_id=number)
        names = await names_of(session, [each.staff_id for each in shown], organization_id=number)
    seen = DismissedPage(
        shown,
        {issue.id: issue for issue in issues},
        names,
        count=len(every),
        page=page,
        may_change=may_change(member.person),
    )
    return dismissed_card(seen, today=deps.clock().date(), done=done, nonce=deps.new_nonce())


def _note(session: Session, action: str, members: Members, member: Member, deps: Deps) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action,
        detail=f"issues {' '.join(map(str, members))}",
    )
