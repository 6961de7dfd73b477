"""「状態・段階・担当を変える」: the form, and a new version that stands elsewhere."""

from collections.abc import Mapping

from cards.elements import Form
from cards.issue import issue_card
from cards.issue_move import NO_OWNER, OWNER_GONE, REMARK_TOO_LONG, move_form
from cards.trouble import already_done_card, out_of_date_card
from domain.errors import DomainError
from domain.issue import (
    REMARK_LENGTH,
    Issue,
    IssueState,
    Standing,
    moved,
)
from domain.issue_history import IssueHistory
from domain.issue_rights import IssueAct, require
from domain.people import FORUM_ROLES, Person
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.field_refused import FieldRefused, errors_of
from handlers.issue_form import stages_of
from handlers.issue_moved_notice import tell_of_move
from handlers.issue_publish import enqueue_changed
from handlers.issue_seen import history_of, issue_of, names_of, shown_to
from handlers.late_form import StandsNow, comes_back
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.audit import record_audit
from storage.issues import change_issue
from storage.organization_lock import hold_organization
from storage.session import Session

MOST_OWNERS = 90
"""Slack takes a hundred options in one list."""


async def ask_to_move(command: Command, member: Member, deps: Deps) -> Reply:
    """The form. Raises IssueGone, NotAllowed."""
    async with deps.database.read() as session:
        issue = await issue_of(
            session, command.row("issue"), organization_id=member.organization.id
        )
        require(IssueAct.MOVE, member.person, issue)
        return OpenForm(await _form(issue, {}, session, member, deps, nonce=deps.new_nonce()))


async def move(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in; with what was chosen still there where it cannot be."""
    if not command.nonce or command.row("version") is None:
        return show(out_of_date_card())
    values = {name: command.values.get(name, "") for name in ("state", "stage", "owner", "remark")}
    try:
        done = await _move(command, values, member, deps)
    except DomainError as refusal:
        return await _rejected(refusal, command, values, member, deps)
    if done is None:
        return show(already_done_card())
    deps.outbox_filled.set()
    async with deps.database.read() as session:
        shown = await shown_to(session, done, member.person, organization_id=member.organization.id)
    today = deps.clock().date()
    return show(issue_card(shown, today=today, done=f"{done.name}を変えました。"))


async def _rejected(
    refusal: DomainError, command: Command, values: Mapping[str, str], member: Member, deps: Deps
) -> Reply:
    """On top of what stands now, where somebody else was first; also where it could not be saved anyway."""
    async with deps.database.read() as session:
        issue = await issue_of(
            session, command.row("issue"), organization_id=member.organization.id
        )
        require(IssueAct.MOVE, member.person, issue)
        history = await history_of(session, issue, organization_id=member.organization.id)
        back = comes_back(
            values, errors_of(refusal), _standing_of(history), command=command, deps=deps
        )
        form = await _form(
            issue, back.values, session, member, deps, nonce=back.nonce, errors=back.errors
        )
    return RejectFields(form)


def _standing_of(history: IssueHistory) -> StandsNow:
    def was(read: int) -> Mapping[str, str]:
        began = history.at(read)
        return _chosen_in(began.standing) if began else {}

    return StandsNow(
        history.issue.version,
        was=was,
        now=_chosen_in(history.issue.standing),
        first=lambda read: history.first_one(version=read).sentence,
    )


def _chosen_in(standing: Standing) -> dict[str, str]:
    owner = str(standing.owner_id) if standing.owner_id is not None else NO_OWNER
    return {"state": standing.state.value, "stage": standing.stage, "owner": owner}


async def _move(
    command: Command, values: Mapping[str, str], member: Member, deps: Deps
) -> Issue | None:
    """None where the form was sent in before.

    Raises IssueGone, NotAllowed, IssueChanged, NothingChanged, ImpossibleState, FieldRefused.
    """
    number, remark = member.organization.id, values["remark"].strip()
    if len(remark) > REMARK_LENGTH:
        raise FieldRefused("remark", REMARK_TOO_LONG)
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        issue = await issue_of(session, command.row("issue"), organization_id=number)
        require(IssueAct.MOVE, member.person, issue)
        owners = dict(await _owners(issue, session, member, deps))
        standing = _standing(issue, values, owners, stages=stages_of(member, deps))
        if issue.version != command.row("version"):
            history = await history_of(session, issue, organization_id=number)
            raise history.first_one(version=command.row("version") or 1)
        after = moved(issue, standing, at=deps.clock(), has_remark=bool(remark))
        if not await is_first_press(command, member, session, deps):
            return None
        await write_move(session, after, issue, remark, member, deps)
    return after


async def write_move(
    session: Session, after: Issue, read: Issue, remark: str, member: Member, deps: Deps
) -> None:
    """In the transaction that has looked at ``read`` and holds the organization."""
    number, now = member.organization.id, deps.clock()
    is_ours = await change_issue(
        session,
        after,
        read=read,
        organization_id=number,
        editor_id=member.person.id,
        remark=remark,
    )
    assert is_ours, "the organization is held, and the version has been looked at"  # noqa: S101
    record_audit(
        session,
        organization_id=number,
        at=now,
        actor_id=member.person.id,
        action="MOVE_ISSUE",
        subject_id=after.author_id,
        detail=f"issue {after.id} version {after.version}",
    )
    await enqueue_changed(session, after.id, organization_id=number, at=now)
    await tell_of_move(session, after, read, member, at=now)


def _standing(
    issue: Issue, values: Mapping[str, str], owners: Mapping[int, str], *, stages: tuple[str, ...]
) -> Standing:
    """What was chosen; what no form of ours offers is what it was. Raises FieldRefused."""
    now = issue.standing
    chosen = values["state"]
    state = IssueState(chosen) if chosen in {each.value for each in IssueState} else now.state
    stage = values["stage"] if values["stage"] in stages else now.stage
    owner = values["owner"]
    if owner == NO_OWNER:
        return Standing(state, stage, None)
    if not owner:
        return Standing(state, stage, now.owner_id)
    if not owner.isdecimal() or int(owner) not in owners:
        raise FieldRefused("owner", OWNER_GONE)
    return Standing(state, stage, int(owner))


async def _form(
    issue: Issue,
    values: Mapping[str, str],
    session: Session,
    member: Member,
    deps: Deps,
    *,
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return move_form(
        issue,
        values,
        stages=stages_of(member, deps),
        owners=await _owners(issue, session, member, deps),
        args={"issue": str(issue.id), "version": str(issue.version)},
        nonce=nonce,
        errors=errors,
    )


async def _owners(
    issue: Issue, session: Session, member: Member, deps: Deps
) -> tuple[tuple[int, str], ...]:
    """Who it is now, who asks, who wrote it, and the department's DX推進チーム."""
    policy = deps.advice.rulebook(member.organization).policy
    directory = await deps.people.directory(member.organization, policy)
    team = [each for each in directory.people if _is_in_team(each, issue.department)]
    ids = (issue.standing.owner_id, member.person.id, issue.author_id)
    names = await names_of(session, ids, organization_id=member.organization.id)
    first = {number: names[number] for number in ids if number is not None and number in names}
    found = first | {each.id: each.name for each in team if each.id not in first}
    return tuple(found.items())[:MOST_OWNERS]


def _is_in_team(person: Person, department: str) -> bool:
    return any(
        role.name in FORUM_ROLES and role.department == department for role in person.team_roles
    )
