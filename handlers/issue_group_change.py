"""A group is confirmed, grows, is dissolved; the last change is taken back. Who and when stays."""

from collections.abc import Awaitable, Callable, Sequence

from cards.trouble import already_done_card, out_of_date_card
from domain.issue_group import (
    ChangeKind,
    ConfirmedGroup,
    confirmed,
    dissolved,
    joined,
    require_apart,
    require_change,
    undone,
)
from domain.issue_link import LinkKind
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.issue_groups import first_one, group_of, group_shown
from handlers.issue_seen import issue_of
from handlers.reply import Reply, Update, show
from storage.audit import record_audit
from storage.issue_groups import (
    group_revisions,
    groups_by_id,
    standing_groups,
    steps_of_change,
    write_group_change,
)
from storage.issue_links import link_issues
from storage.issues import issues_by_id
from storage.organization_lock import hold_organization
from storage.session import Session

Make = Callable[[Session, ConfirmedGroup], Awaitable[Sequence[ConfirmedGroup]]]


async def confirm_group(
    candidate: ConfirmedGroup, command: Command, member: Member, deps: Deps
) -> ConfirmedGroup | None:
    """None where it was pressed before. Raises NotAllowed, AlreadyGrouped, TooFewIssues, TooManyIssues."""
    require_change(member.person)
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=member.organization.id)
        if not await is_first_press(command, member, session, deps):
            return None
        issues = await issues_by_id(
            session, candidate.issue_ids, organization_id=member.organization.id
        )
        group = confirmed(candidate.label, candidate.kind, [each.id for each in issues])
        (written,) = await _write(session, ChangeKind.CONFIRM, [group], member, deps)
    return written


async def change_group(
    kind: ChangeKind,
    make: Make,
    command: Command,
    member: Member,
    deps: Deps,
    *,
    stands: bool = True,
) -> ConfirmedGroup | None:
    """The version that was shown becomes what ``make`` says; None where it was pressed before.

    Raises NotAllowed, GroupGone, GroupChanged, AlreadyGrouped, and what ``make`` raises.
    """
    require_change(member.person)
    number = member.organization.id
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return None
        group = await group_of(session, command.row("group"), organization_id=number, stands=stands)
        if group.version != command.row("version"):
            raise await first_one(session, group, organization_id=number)
        written = await _write(session, kind, await make(session, group), member, deps)
    return next(each for each in written if each.id == group.id)


async def join(command: Command, member: Member, deps: Deps) -> Reply:
    """「加える」: a proposed issue becomes part of it."""

    async def make(session: Session, group: ConfirmedGroup) -> Sequence[ConfirmedGroup]:
        issue = await issue_of(
            session, command.row("issue"), organization_id=member.organization.id
        )
        return [joined(group, issue.id)]

    return await _pressed(ChangeKind.JOIN, make, "課題を加えました。", command, member, deps)


async def part(command: Command, member: Member, deps: Deps) -> Reply:
    """「違う」: kept as an answer about that issue and one of the group, which holds for all of it.

    Raises NotAllowed, GroupGone, IssueGone.
    """
    require_change(member.person)
    if not command.nonce:
        return show(out_of_date_card())
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        group = await group_of(session, command.row("group"), organization_id=number)
        issue = await issue_of(session, command.row("issue"), organization_id=number)
        await link_issues(
            session,
            issue.id,
            group.issue_ids[0],
            LinkKind.DIFFERENT,
            organization_id=number,
            staff_id=member.person.id,
            at=now,
        )
        _note(session, "PART_ISSUE", f"group {group.id} issue {issue.id}", member, deps)
    done = f"{issue.name}は違う課題だと答えました。「似た課題」から取り消せます。"
    return Update(await group_shown(group.id, member, deps, done=done))


async def dissolve(command: Command, member: Member, deps: Deps) -> Reply:
    """「まとまりを解く」."""

    async def make(_session: Session, group: ConfirmedGroup) -> Sequence[ConfirmedGroup]:
        return [dissolved(group)]

    return await _pressed(
        ChangeKind.DISSOLVE, make, "まとまりを解きました。", command, member, deps
    )


async def undo(command: Command, member: Member, deps: Deps) -> Reply:
    """「直前の変更を取り消す」, with all the groups that it changed; once more does it again."""
    number = member.organization.id

    async def make(session: Session, group: ConfirmedGroup) -> Sequence[ConfirmedGroup]:
        revisions = await group_revisions(session, organization_id=number, group_id=group.id)
        steps = await steps_of_change(session, revisions[-1].change.id, organization_id=number)
        touched = [step.after.id for step in steps]
        return undone(steps, await groups_by_id(session, touched, organization_id=number))

    return await _pressed(
        ChangeKind.UNDO,
        make,
        "直前の変更を取り消しました。",
        command,
        member,
        deps,
        stands=False,
    )


async def _pressed(
    kind: ChangeKind,
    make: Make,
    done: str,
    command: Command,
    member: Member,
    deps: Deps,
    *,
    stands: bool = True,
) -> Reply:
    if not command.nonce:
        return show(out_of_date_card())
    group = await change_group(kind, make, command, member, deps, stands=stands)
    if group is None:
        return show(already_done_card())
    return Update(await group_shown(group.id, member, deps, done=done))


async def _write(
    session: Session,
    kind: ChangeKind,
    after: Sequence[ConfirmedGroup],
    member: Member,
    deps: Deps,
) -> tuple[ConfirmedGroup, ...]:
    number = member.organization.id
    require_apart(after, await standing_groups(session, organization_id=number))
    written = await write_group_change(
        session,
        kind,
        after,
        organization_id=number,
        editor_id=member.person.id,
        at=deps.clock(),
    )
    named = " ".join(f"group {each.id} version {each.version}" for each in written)
    _note(session, f"{kind.name}_GROUP", named, member, deps)
    return written


def _note(session: Session, action: str, detail: str, member: Member, deps: Deps) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action,
        detail=detail,
    )
