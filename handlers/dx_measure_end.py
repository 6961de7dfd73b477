"""A 部局横断DX施策 is completed, with what came of it, or stopped, with why; and taken up again."""

from collections.abc import Callable, Mapping

from cards.case_report import too_many_drafts_card
from cards.dx_measure_end import NO_OUTCOME, end_form, too_long
from cards.trouble import already_done_card, out_of_date_card
from domain.dx_measure import (
    TEXT_LENGTH,
    DxMeasure,
    DxMeasureChanged,
    DxMeasureEnded,
    DxMeasureState,
    DxMeasureText,
    DxMeasureUnderWay,
    ended,
    require_change,
    resumed,
)
from domain.dx_measure_history import DxMeasureHistory
from domain.improvement_case import MOST_DRAFTS, CaseText, Effect
from domain.issue_thread import kept_text
from handlers.case_draft import At, form_of, keep, new_draft, open_drafts
from handlers.case_form import values_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.dx_measure import history_of, measure_of, measure_shown
from handlers.dx_measure_notice import tell_those_put_in_while_ended
from handlers.late_form import StandsNow, comes_back
from handlers.reply import OpenForm, RejectFields, Reply, Update, show
from storage.audit import record_audit
from storage.dx_measures import change_measure
from storage.organization_lock import hold_organization
from storage.project_records import end_led, take_up_led
from storage.session import Session

_ENDS = {each.name: each for each in DxMeasureState if each is not DxMeasureState.UNDER_WAY}


async def ask_to_end(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises DxMeasureGone, NotAllowed, DxMeasureEnded."""
    state = _ENDS.get(command.args.get("state", ""))
    if state is None:
        return show(out_of_date_card())
    measure = await _measure(command, member, deps)
    if not measure.text.is_under_way:
        raise DxMeasureEnded(measure)
    return OpenForm(end_form(measure, state, nonce=deps.new_nonce()))


async def end(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Raises DxMeasureGone, NotAllowed."""
    state = _ENDS.get(command.args.get("state", ""))
    if state is None or not command.nonce:
        return show(out_of_date_card())
    outcome = kept_text(command.values.get("outcome", "")).strip()
    if error := _wrong(outcome, state):
        return await _rejected({"outcome": error}, outcome, state, command, member, deps)
    try:
        saved = await _change(
            lambda was: ended(was, state, outcome, at=deps.clock()), command, member, deps
        )
    except (DxMeasureChanged, DxMeasureEnded) as refusal:
        return await _rejected({"": refusal.sentence}, outcome, state, command, member, deps)
    if saved is None:
        return show(already_done_card())
    done = f"{saved.label}を{state}にしました。"
    return show(await measure_shown(saved.id, member, deps, done=done))


async def _rejected(
    errors: Mapping[str, str],
    outcome: str,
    state: DxMeasureState,
    command: Command,
    member: Member,
    deps: Deps,
) -> Reply:
    """Raises DxMeasureGone, NotAllowed."""
    number = member.organization.id
    async with deps.database.read() as session:
        measure = await measure_of(session, command.row("measure"), organization_id=number)
        require_change(member.person, measure)
        history = await history_of(session, measure, organization_id=number)
    standing = StandsNow(
        measure.version,
        was=lambda _: {},  # it began empty
        now={},
        first=lambda read: history.first_one(version=read).sentence,
    )
    back = comes_back({"outcome": outcome}, errors, standing, command=command, deps=deps)
    return RejectFields(
        end_form(measure, state, outcome=outcome, nonce=back.nonce, errors=back.errors)
    )


def _wrong(outcome: str, state: DxMeasureState) -> str:
    if not outcome:
        return NO_OUTCOME[state]
    return too_long(len(outcome)) if len(outcome) > TEXT_LENGTH else ""


async def resume(command: Command, member: Member, deps: Deps) -> Reply:
    """「施策を再開する」. Raises DxMeasureGone, NotAllowed, DxMeasureChanged, DxMeasureUnderWay."""
    if not command.nonce:
        return show(out_of_date_card())
    saved = await _change(lambda was: resumed(was, at=deps.clock()), command, member, deps)
    if saved is None:
        return show(already_done_card())
    return Update(
        await measure_shown(saved.id, member, deps, done=f"{saved.label}を再開しました。")
    )


async def report_as_case(command: Command, member: Member, deps: Deps) -> Reply:
    """A draft with its words, in the form of a report. Raises DxMeasureGone, NotAllowed, DxMeasureUnderWay."""
    measure = await _measure(command, member, deps)
    if measure.text.is_under_way:
        raise DxMeasureUnderWay(measure)
    drafts = await open_drafts(member, deps)
    if len(drafts) >= MOST_DRAFTS:
        return show(too_many_drafts_card(drafts, today=deps.clock().date()))
    text = measure.text
    told = CaseText(
        title=text.name, before=text.aim, after=text.outcome, effect=Effect(other=text.effect)
    )
    draft = new_draft(At(deps.new_nonce()), values_of(told), deps)
    await keep(draft, member, deps)
    form = await form_of(At(draft.key), draft.fields, member, deps, nonce=deps.new_nonce())
    return OpenForm(form)


async def _change(
    change: Callable[[DxMeasure], DxMeasure], command: Command, member: Member, deps: Deps
) -> DxMeasure | None:
    """None where that was pressed before. Raises DxMeasureGone, NotAllowed, DxMeasureChanged, and what
    ``change`` raises.
    """
    number, now = member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return None
        measure = await measure_of(session, command.row("measure"), organization_id=number)
        require_change(member.person, measure)
        if measure.version != command.row("version"):
            history = await history_of(session, measure, organization_id=number)
            raise history.first_one(version=command.row("version") or 1)
        after = change(measure)
        is_ours = await change_measure(
            session, after, organization_id=number, editor_id=member.person.id
        )
        assert is_ours, "the organization is held, and the version has been looked at"  # noqa: S101
        history = await history_of(session, after, organization_id=number)
        await _note_led(session, history, after.text, member, deps)
        if after.text.is_under_way:
            await tell_those_put_in_while_ended(session, history, organization_id=number, at=now)
        record_audit(
            session,
            organization_id=number,
            at=now,
            actor_id=member.person.id,
            action="CHANGE_MEASURE",
            subject_id=after.text.lead_id,
            detail=f"measure {after.id} version {after.version}",
        )
    deps.outbox_filled.set()
    return after


async def _note_led(
    session: Session, history: DxMeasureHistory, after: DxMeasureText, member: Member, deps: Deps
) -> None:
    """The OJT record of who leads it ends with it, and goes on with it."""
    number, lead = member.organization.id, after.lead_id
    led = history.led_by(lead)
    if led is None:
        return
    if after.is_under_way:
        await take_up_led(session, led, organization_id=number, staff_id=lead)
    else:
        on = deps.clock().date()
        await end_led(session, led, organization_id=number, staff_id=lead, on=on)


async def _measure(command: Command, member: Member, deps: Deps) -> DxMeasure:
    """That they may change. Raises DxMeasureGone, NotAllowed."""
    async with deps.database.read() as session:
        measure = await measure_of(
            session, command.row("measure"), organization_id=member.organization.id
        )
    require_change(member.person, measure)
    return measure
