"""「うちではこうしている」: told of an issue or a group, corrected, taken back, and taken back no more."""

from collections.abc import Callable, Mapping
from typing import assert_never

from cards.countermeasure import Target
from cards.countermeasure_form import tell_form
from cards.elements import Form
from cards.trouble import already_done_card, out_of_date_card
from domain.case_spread import Place
from domain.countermeasure import (
    Countermeasure,
    CountermeasureChanged,
    CountermeasureUnchanged,
    CountermeasureWithdrawn,
    require_standing,
    restored,
    rewritten,
    taken_back,
)
from domain.issue import Issue
from domain.issue_group import ConfirmedGroup
from domain.issue_rights import require_change_countermeasure
from handlers.command import Command, Member
from handlers.countermeasure import history_of, measure_of, measure_shown, target_of
from handlers.countermeasure_added import (
    add_told,
    begun,
    draw_anew,
    note_countermeasure,
    registered,
)
from handlers.countermeasure_form import (
    FIELDS,
    any_place,
    own_places,
    read_countermeasure,
    to_be_checked,
    values_of,
)
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.late_form import StandsNow, comes_back
from handlers.reply import OpenForm, RejectFields, Reply, Update, show
from storage.countermeasures import change_countermeasure
from storage.organization_lock import hold_organization


async def write(command: Command, member: Member, deps: Deps) -> Reply:
    """The form, empty or of what is to be changed.

    Raises CountermeasureGone, CountermeasureWithdrawn, NotAllowed, IssueGone, GroupGone.
    """
    if command.row("countermeasure") is not None:
        measure = await _own(command, member, deps)
        require_standing(measure)
        values = values_of(measure.text)
        return OpenForm(_form(measure, values, member, deps, nonce=deps.new_nonce()))
    of = await _target(command, member, deps)
    return OpenForm(_form(of, {}, member, deps, nonce=deps.new_nonce()))


async def save(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Raises CountermeasureGone, NotAllowed, IssueGone, GroupGone."""
    if not command.nonce:
        return show(out_of_date_card())
    values = {name: command.values.get(name, "") for name in FIELDS}
    if command.row("countermeasure") is not None:
        if command.row("version") is None:
            return show(out_of_date_card())
        return await _save_change(values, command, member, deps)
    return await _tell(values, command, member, deps)


async def _tell(values: Mapping[str, str], command: Command, member: Member, deps: Deps) -> Reply:
    of = await _target(command, member, deps)
    async with deps.database.read() as session:
        read = await read_countermeasure(values, own_places(member), session, member, deps)
    if read.text is None:
        form = _form(of, values, member, deps, nonce=command.nonce, errors=read.errors)
        return RejectFields(form)
    form = _form(of, values, member, deps, nonce=command.nonce)
    if doubtful := await to_be_checked(read.text, form, command, member, deps):
        return RejectFields(doubtful)
    told = begun(of, read.text, author_id=member.person.id, at=deps.clock())
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        added = await add_told(session, told, of, member, deps)
    deps.outbox_filled.set()
    return show(await measure_shown(added.id, member, deps, done=registered(added, of)))


async def _save_change(
    values: Mapping[str, str], command: Command, member: Member, deps: Deps
) -> Reply:
    measure = await _own(command, member, deps)
    async with deps.database.read() as session:
        read = await read_countermeasure(
            values, _places(measure, member), session, member, deps, known=measure.text.since
        )
    if read.text is None:
        return await _rejected(read.errors, values, command, member, deps)
    text, form = read.text, _form(measure, values, member, deps, nonce=command.nonce)
    doubtful = await to_be_checked(text, form, command, member, deps)
    if doubtful and measure.version == command.row("version"):
        return RejectFields(doubtful)
    try:
        saved = await _change(
            lambda was: rewritten(was, text, at=deps.clock()), command, member, deps
        )
    except (CountermeasureUnchanged, CountermeasureChanged, CountermeasureWithdrawn) as refusal:
        return await _rejected({"": refusal.sentence}, values, command, member, deps)
    if saved is None:
        return show(already_done_card())
    done = f"{saved.name}を直しました。"
    return show(await measure_shown(saved.id, member, deps, done=done))


async def _rejected(
    errors: Mapping[str, str],
    values: Mapping[str, str],
    command: Command,
    member: Member,
    deps: Deps,
) -> Reply:
    """Raises CountermeasureGone, NotAllowed."""
    number = member.organization.id
    async with deps.database.read() as session:
        measure = await measure_of(
            session, command.row("countermeasure"), member.person, organization_id=number
        )
        require_change_countermeasure(member.person, measure)
        history = await history_of(session, measure, organization_id=number)
    texts = {each.version: each.text for each in history.revisions}
    standing = StandsNow(
        measure.version,
        was=lambda read: values_of(texts.get(read, measure.text)),
        now=values_of(measure.text),
        first=lambda read: history.first_one(version=read).sentence,
    )
    back = comes_back(values, errors, standing, command=command, deps=deps)
    form = _form(measure, back.values, member, deps, nonce=back.nonce, errors=back.errors)
    return RejectFields(form)


async def withdraw(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CountermeasureGone, NotAllowed, CountermeasureUnchanged."""
    return await _set(taken_back, "を取り下げました。", command, member, deps)


async def restore(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CountermeasureGone, NotAllowed, CountermeasureUnchanged."""
    return await _set(restored, "の取り下げを戻しました。", command, member, deps)


async def _set(
    become: Callable[..., Countermeasure], done: str, command: Command, member: Member, deps: Deps
) -> Reply:
    if command.row("countermeasure") is None or not command.nonce:
        return show(out_of_date_card())
    saved = await _change(lambda was: become(was, at=deps.clock()), command, member, deps)
    if saved is None:
        return show(already_done_card())
    return Update(await measure_shown(saved.id, member, deps, done=f"{saved.name}{done}"))


async def _change(
    change: Callable[[Countermeasure], Countermeasure],
    command: Command,
    member: Member,
    deps: Deps,
) -> Countermeasure | None:
    """None where that was pressed before.

    Raises CountermeasureGone, NotAllowed, CountermeasureChanged, and what ``change`` raises.
    """
    number, read = member.organization.id, command.row("version")
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return None
        measure = await measure_of(
            session, command.row("countermeasure"), member.person, organization_id=number
        )
        require_change_countermeasure(member.person, measure)
        if read is not None and measure.version != read:
            history = await history_of(session, measure, organization_id=number)
            raise history.first_one(version=read)
        after = change(measure)
        is_ours = await change_countermeasure(
            session, after, organization_id=number, editor_id=member.person.id
        )
        assert is_ours, "the organization is held, and the version has been looked at"  # noqa: S101
        note_countermeasure(session, "CHANGE_COUNTERMEASURE", after, member, deps)
        of = await target_of(session, after.issue_id, after.group_id, organization_id=number)
        await draw_anew(session, of, member, deps)
    deps.outbox_filled.set()
    return after


async def _own(command: Command, member: Member, deps: Deps) -> Countermeasure:
    """That they may change. Raises CountermeasureGone, NotAllowed."""
    async with deps.database.read() as session:
        measure = await measure_of(
            session,
            command.row("countermeasure"),
            member.person,
            organization_id=member.organization.id,
        )
    require_change_countermeasure(member.person, measure)
    return measure


async def _target(command: Command, member: Member, deps: Deps) -> Target:
    """Raises IssueGone, GroupGone."""
    async with deps.database.read() as session:
        return await target_of(
            session,
            command.row("issue"),
            command.row("group"),
            organization_id=member.organization.id,
        )


def _places(measure: Countermeasure, member: Member) -> Mapping[str, Place]:
    return own_places(member, Place(measure.text.department, measure.text.section))


def _form(
    of: Target | Countermeasure,
    values: Mapping[str, str],
    member: Member,
    deps: Deps,
    *,
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    match of:
        case Countermeasure():
            args = {"countermeasure": str(of.id), "version": str(of.version)}
            called, places = of.name, _places(of, member)
        case Issue():
            args, called, places = {"issue": str(of.id)}, of.called, own_places(member)
        case ConfirmedGroup():
            args, called, places = {"group": str(of.id)}, of.called, own_places(member)
        case _:
            assert_never(of)
    return tell_form(
        values,
        of=called,
        places=places,
        any_place=any_place(member),
        today=deps.clock().date(),
        args=args,
        nonce=nonce,
        errors=errors,
    )
