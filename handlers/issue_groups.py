"""「課題のまとまり」「まとまり3」: groups as they stand, candidates, and what has become of a group."""

from dataclasses import replace

from cards.elements import Card
from cards.issue_group import AT_A_TIME as CHANGES
from cards.issue_group import GroupShown, gone_card, group_card, group_history_card
from cards.issue_groups import AT_A_TIME, candidate_card, groups_card
from cards.trouble import out_of_date_card
from domain.errors import DomainError
from domain.issue import Issue
from domain.issue_group import (
    MOST_ISSUES,
    Candidate,
    ConfirmedGroup,
    Evidence,
    GroupChanged,
    GroupGone,
    GroupKind,
    GroupSeen,
    may_change,
)
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue_grouping import StillGrouping
from handlers.issue_seen import names_of, seen_of
from handlers.reply import Reply, show
from language.issue_group_words import group_asked_for, numbers_listed
from storage.dx_measures import measures_of_group
from storage.issue_candidates import standing_dismissals
from storage.issue_groups import (
    group_by_number,
    group_revisions,
    groups_by_id,
    steps_of_change,
)
from storage.issues import issues_by_id
from storage.session import Session

LAST_PAGE = 100_000


async def show_groups(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises StillGrouping."""
    grouping = await deps.groups.of(member, deps)
    count = len(grouping.confirmed) + len(grouping.candidates)
    page = min(command.row("page") or 0, max(0, (count - 1) // AT_A_TIME))
    async with deps.database.read() as session:
        dismissed = await standing_dismissals(session, organization_id=member.organization.id)
    return show(groups_card(grouping, page=page, dismissed=len(dismissed)))


async def show_group(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises GroupGone."""
    return show(await group_shown(command.row("group"), member, deps))


async def show_numbered(command: Command, member: Member, deps: Deps) -> Reply:
    """「まとまり3」. Raises GroupGone."""
    number = group_asked_for(command.text) or 0
    async with deps.database.read() as session:
        group = await group_by_number(session, number, organization_id=member.organization.id)
    return show(await group_shown(group.id if group else None, member, deps))


async def show_candidate(command: Command, member: Member, deps: Deps) -> Reply:
    candidate = await candidate_of(command, member, deps)
    if candidate is None:
        return show(out_of_date_card())
    return show(
        candidate_card(candidate, may_change=may_change(member.person), nonce=deps.new_nonce())
    )


async def candidate_of(command: Command, member: Member, deps: Deps) -> Candidate | None:
    """What the button shows, with its evidence as far as it is still computed so; None where fewer than two
    of its issues are left.
    """
    asked = numbers_listed(command.args.get("issues", ""))[:MOST_ISSUES]
    async with deps.database.read() as session:
        issues = await issues_by_id(session, asked, organization_id=member.organization.id)
    if len(issues) < 2:
        return None
    ids = [issue.id for issue in issues]
    try:
        grouping = await deps.groups.of(member, deps)
    except StillGrouping:
        grouping = None
    for found in grouping.candidates if grouping else ():
        if [issue.id for issue in found.issues] == ids:
            return found
    return Candidate(issues[0].text.title, GroupKind.COMMON, issues, Evidence())


async def show_history(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises GroupGone."""
    number = member.organization.id
    async with deps.database.read() as session:
        group = await group_of(session, command.row("group"), organization_id=number, stands=False)
        revisions = await group_revisions(session, organization_id=number, group_id=group.id)
        ids = {issue for revision in revisions for issue in revision.group.issue_ids}
        issues = await issues_by_id(session, ids, organization_id=number)
        editors = [revision.change.editor_id for revision in revisions]
        names = await names_of(session, editors, organization_id=number)
    page = min(command.row("page") or 0, (len(revisions) - 1) // CHANGES)
    issue_numbers = {issue.id: issue.number for issue in issues}
    today = deps.clock().date()
    return show(group_history_card(group, revisions, issue_numbers, names, page=page, today=today))


async def group_of(
    session: Session, group_id: int | None, *, organization_id: int, stands: bool = True
) -> ConfirmedGroup:
    """``stands``: one that does not any more is gone. Raises GroupGone."""
    found = await groups_by_id(session, [group_id or 0], organization_id=organization_id)
    group = found.get(group_id or 0)
    if group is None or (stands and not group.stands):
        raise GroupGone
    return group


async def group_shown(group_id: int | None, member: Member, deps: Deps, *, done: str = "") -> Card:
    """As it stands, for one person. Raises GroupGone."""
    number, today = member.organization.id, deps.clock().date()
    changes = may_change(member.person)
    async with deps.database.read() as session:
        group = await group_of(session, group_id, organization_id=number, stands=False)
        issues = await issues_by_id(session, group.issue_ids, organization_id=number)
        revisions = await group_revisions(session, organization_id=number, group_id=group.id)
        measures = await measures_of_group(session, group.id, organization_id=number)
        measures_told = await seen_of(
            session,
            group.issue_ids,
            organization_id=number,
            group_ids=[group.id],
            reader=member.person,
        )
        last = revisions[-1].change
        beside = await _beside(session, group, last.id, organization_id=number)
        names = await names_of(session, [last.editor_id], organization_id=number)
    nonce = deps.new_nonce()
    if not group.stands:
        return gone_card(group, done=done, nonce=nonce, may_change=changes)
    shown = GroupShown(
        seen=await _seen(group, issues, member, deps),
        last=last,
        last_by=names.get(last.editor_id, ""),
        beside=beside,
        measures=measures,
        may_change=changes,
        countermeasures=measures_told,
    )
    return group_card(shown, today=today, done=done, nonce=nonce)


async def _beside(
    session: Session, group: ConfirmedGroup, change_id: int, *, organization_id: int
) -> tuple[ConfirmedGroup, ...]:
    """Other groups that the change touched, as far as they stand."""
    steps = await steps_of_change(session, change_id, organization_id=organization_id)
    ids = [step.after.id for step in steps if step.after.id != group.id]
    found = await groups_by_id(session, ids, organization_id=organization_id)
    return tuple(found[each] for each in ids if each in found and found[each].stands)


async def _seen(
    group: ConfirmedGroup, issues: tuple[Issue, ...], member: Member, deps: Deps
) -> GroupSeen:
    """Without evidence as long as that is being computed."""
    try:
        grouping = await deps.groups.of(member, deps)
    except StillGrouping:
        return GroupSeen(group, issues, Evidence())
    found = (seen for seen in grouping.confirmed if seen.group == group)
    seen = next(found, GroupSeen(group, issues, Evidence()))
    return replace(seen, issues=issues)


async def first_one(
    session: Session, group: ConfirmedGroup, *, organization_id: int
) -> DomainError:
    """To who comes too late."""
    revisions = await group_revisions(session, organization_id=organization_id, group_id=group.id)
    change = revisions[-1].change
    names = await names_of(session, [change.editor_id], organization_id=organization_id)
    by = names.get(change.editor_id, "")
    return GroupChanged(group, by=f"{by}さん" if by else "ほかの方", what=change.kind)
