"""A 部局横断DX施策 is begun from a group, and changed: one form, in which nothing that was typed is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cards.dx_measure_form import measure_form
from cards.elements import Form
from cards.trouble import already_done_card, out_of_date_card
from domain.case_diff import FieldDifference
from domain.dx_measure import (
    DxMeasure,
    DxMeasureChanged,
    DxMeasureText,
    DxMeasureUnchanged,
    GroupTakenUp,
    require_change,
    rewritten,
)
from domain.issue_board import departments_of as departments_of_issues
from domain.issue_group import ConfirmedGroup, GroupGone
from domain.issue_group import require_change as require_begin
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.dx_measure import history_of, measure_of, measure_shown
from handlers.dx_measure_form import FIELDS, departments_of, read_measure, values_of
from handlers.dx_measure_notice import tell_those_put_in
from handlers.issue_form import stages_of
from handlers.issue_groups import group_of
from handlers.late_form import StandsNow, comes_back
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.audit import record_audit
from storage.dx_measures import add_measure, change_measure, measures_of_group
from storage.issues import issues_by_id
from storage.organization_lock import hold_organization
from storage.project_records import end_led
from storage.session import Session


async def write(command: Command, member: Member, deps: Deps) -> Reply:
    """The form, of a measure or of a group. Raises NotAllowed, DxMeasureGone, GroupGone."""
    if command.row("measure") is not None:
        measure = await _measure(command, member, deps)
        values = await values_of(measure.text, member, deps)
        return OpenForm(await _form(measure, values, member, deps, nonce=deps.new_nonce()))
    group = await _group(command, member, deps)
    values = await _first_values(group, member, deps)
    async with deps.database.read() as session:
        newest = await _newest_of(session, group, organization_id=member.organization.id)
    known = newest.id if newest else 0
    return OpenForm(await _form(group, values, member, deps, nonce=deps.new_nonce(), known=known))


async def save(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Raises NotAllowed, DxMeasureGone, GroupGone."""
    if not command.nonce:
        return show(out_of_date_card())
    values = {name: command.values.get(name, "") for name in FIELDS}
    if command.row("measure") is not None:
        return await _save_change(values, command, member, deps)
    return await _begin(values, command, member, deps)


async def _begin(values: Mapping[str, str], command: Command, member: Member, deps: Deps) -> Reply:
    group = await _group(command, member, deps, stands=False)
    read = await read_measure(values, member, deps, issue_ids=group.issue_ids)
    errors, known = read.errors, command.row("known") or 0
    if not errors:
        try:
            return await _begun(read.text, command, member, deps)
        except GroupGone as refusal:
            errors = {"": refusal.sentence}
        except GroupTakenUp as refusal:
            errors, known = {"": refusal.sentence}, refusal.measure_id
    form = await _form(group, values, member, deps, nonce=command.nonce, errors=errors, known=known)
    return RejectFields(form)


async def _begun(text: DxMeasureText, command: Command, member: Member, deps: Deps) -> Reply:
    """Raises GroupGone, GroupTakenUp."""
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        group = await group_of(session, command.row("group"), organization_id=number)
        await _require_untaken(session, group, command, organization_id=number)
        begun = DxMeasure(
            id=0,
            number=0,
            group_id=group.id,
            text=replace(text, issue_ids=group.issue_ids),
            version=1,
            created_at=now,
            touched_at=now,
        )
        added = await add_measure(
            session, begun, organization_id=number, editor_id=member.person.id
        )
        await _tell(session, None, added, member, deps)
        _note(session, "BEGIN_MEASURE", added, member, deps)
    deps.outbox_filled.set()
    done = f"{added.label}を始めました。「{added.label}」と送ると、いつでも開けます。"
    return show(await measure_shown(added.id, member, deps, done=done))


async def _require_untaken(
    session: Session, group: ConfirmedGroup, command: Command, *, organization_id: int
) -> None:
    """Raises GroupTakenUp, where it has one that the form did not know."""
    newest = await _newest_of(session, group, organization_id=organization_id)
    if newest is None or newest.id <= (command.row("known") or 0):
        return
    history = await history_of(session, newest, organization_id=organization_id)
    raise GroupTakenUp(newest, by=history.name_of(history.revisions[0].editor_id))


async def _newest_of(
    session: Session, group: ConfirmedGroup, *, organization_id: int
) -> DxMeasure | None:
    of_it = await measures_of_group(session, group.id, organization_id=organization_id)
    return max(of_it, key=lambda each: each.id, default=None)


async def _save_change(
    values: Mapping[str, str], command: Command, member: Member, deps: Deps
) -> Reply:
    measure = await _measure(command, member, deps)
    read = await read_measure(values, member, deps, issue_ids=measure.text.issue_ids)
    if read.errors:
        return await _rejected(read.errors, values, command, member, deps)
    try:
        saved = await _change(read.text, command, member, deps)
    except (DxMeasureUnchanged, DxMeasureChanged) as refusal:
        return await _rejected({"": refusal.sentence}, values, command, member, deps)
    if saved is None:
        return show(already_done_card())
    return show(await measure_shown(saved.id, member, deps, done=f"{saved.label}を変えました。"))


async def _change(
    text: DxMeasureText, command: Command, member: Member, deps: Deps
) -> DxMeasure | None:
    """None where the form was sent in before. Raises DxMeasureGone, NotAllowed, DxMeasureChanged, DxMeasureUnchanged."""
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return None
        measure = await measure_of(session, command.row("measure"), organization_id=number)
        require_change(member.person, measure)
        history = await history_of(session, measure, organization_id=number)
        if measure.version != command.row("version"):
            raise history.first_one(version=command.row("version") or 1)
        group = await group_of(session, measure.group_id, organization_id=number, stands=False)
        after = rewritten(measure, text, group_issues=group.issue_ids, at=now)
        is_ours = await change_measure(
            session, after, organization_id=number, editor_id=member.person.id
        )
        assert is_ours, "the organization is held, and the version has been looked at"  # noqa: S101
        former = measure.text.lead_id
        led = history.led_by(former)
        if led is not None and after.text.lead_id != former:
            await end_led(session, led, organization_id=number, staff_id=former, on=now.date())
        await _tell(session, measure.text, after, member, deps)
        _note(session, "CHANGE_MEASURE", after, member, deps)
    deps.outbox_filled.set()
    return after


async def _rejected(
    errors: Mapping[str, str],
    values: Mapping[str, str],
    command: Command,
    member: Member,
    deps: Deps,
) -> Reply:
    """With what somebody else has changed since they began. Raises DxMeasureGone, NotAllowed."""
    number, version = member.organization.id, command.row("version") or 1
    async with deps.database.read() as session:
        measure = await measure_of(session, command.row("measure"), organization_id=number)
        require_change(member.person, measure)
        history = await history_of(session, measure, organization_id=number)
    base = next((each.text for each in history.revisions if each.version == version), measure.text)
    began = await values_of(base, member, deps)
    standing = StandsNow(
        measure.version,
        was=lambda _: began,
        now=await values_of(measure.text, member, deps),
        first=lambda read: history.first_one(version=read).sentence,
    )
    back = comes_back(values, errors, standing, command=command, deps=deps)
    form = await _form(
        measure,
        back.values,
        member,
        deps,
        nonce=back.nonce,
        errors=back.errors,
        changed=history.changes(measure.version, since=version),
    )
    return RejectFields(form)


async def _measure(command: Command, member: Member, deps: Deps) -> DxMeasure:
    """That they may change. Raises DxMeasureGone, NotAllowed."""
    async with deps.database.read() as session:
        measure = await measure_of(
            session, command.row("measure"), organization_id=member.organization.id
        )
    require_change(member.person, measure)
    return measure


async def _group(
    command: Command, member: Member, deps: Deps, *, stands: bool = True
) -> ConfirmedGroup:
    """Raises NotAllowed, GroupGone."""
    require_begin(member.person)
    number = member.organization.id
    async with deps.database.read() as session:
        return await group_of(session, command.row("group"), organization_id=number, stands=stands)


async def _first_values(group: ConfirmedGroup, member: Member, deps: Deps) -> dict[str, str]:
    """The group's name and departments, the policy's first stage."""
    async with deps.database.read() as session:
        issues = await issues_by_id(
            session, group.issue_ids, organization_id=member.organization.id
        )
    known = await departments_of(member, deps)
    inside = [each for each in departments_of_issues(issues) if each in known]
    return {
        "name": group.label,
        "lead_department": next(iter(inside), ""),
        "departments": "、".join(inside),
        "stage": next(iter(stages_of(member, deps)), ""),
    }


async def _form(
    of: DxMeasure | ConfirmedGroup,
    values: Mapping[str, str],
    member: Member,
    deps: Deps,
    *,
    nonce: str,
    errors: Mapping[str, str] | None = None,
    changed: Sequence[FieldDifference] = (),
    known: int = 0,
) -> Form:
    """``known``: the newest measure of the group when this was read, 0 for none."""
    if isinstance(of, DxMeasure):
        args = {"measure": str(of.id), "version": str(of.version)}
    else:
        args = {"group": str(of.id), "known": str(known)}
    return measure_form(
        values,
        of=of.called,
        departments=await departments_of(member, deps),
        stages=stages_of(member, deps),
        args=args,
        nonce=nonce,
        errors=errors,
        changed=changed,
    )


async def _tell(
    session: Session, before: DxMeasureText | None, after: DxMeasure, member: Member, deps: Deps
) -> None:
    number, by = member.organization.id, member.person.id
    await tell_those_put_in(session, before, after, organization_id=number, by=by, at=deps.clock())


def _note(session: Session, action: str, measure: DxMeasure, member: Member, deps: Deps) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action,
        subject_id=measure.text.lead_id,
        detail=f"measure {measure.id} version {measure.version}",
    )
