"""「受講済みにする」: the form, 「報告する」, and the report."""

from dataclasses import dataclass
from datetime import date

from cards.completion import (
    already_reported_card,
    completed_card,
    completion_form,
    confirm_report_card,
    recorded_already_card,
    too_early,
)
from cards.trouble import out_of_date_card, refused_card
from domain.dialogue import Draft, Filled
from domain.training import Course, RecordState, earliest_report
from handlers.command import Command, Member
from handlers.course import course_of
from handlers.deps import Deps
from handlers.recommendation import recommend_after_report
from handlers.reply import OpenForm, RejectFields, Reply, Show, show
from handlers.request import Asking
from language.intents import Intent
from storage.audit import record_audit
from storage.completions import report_completion, reported_before
from storage.dialogues import end_draft
from storage.inbox import is_first
from storage.organization_lock import hold_organization


@dataclass(frozen=True, slots=True)
class _Saved:
    state: RecordState
    """What stands now."""
    was_there: bool = False
    """It had been reported before."""


async def ask_for_completion_day(command: Command, member: Member, deps: Deps) -> Reply:
    """The form. From a card that asks for 「報告する」 it has that card's nonce: one report of both."""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    course = course_of(command, adviser)
    today = deps.clock().date()
    said = command.args.get("completed_on", "")
    day, _ = trouble_with_day(said, member, today=today)
    form = completion_form(
        course,
        earliest=earliest_report(today=today, joined_on=member.person.joined_on),
        today=today,
        nonce=(command.nonce if said else "") or deps.new_nonce(),
        value=day,
    )
    return OpenForm(form)


async def confirm_report(asking: Asking) -> Show:
    """All is known: said back, with the day and its weekday, before anything is saved. What is recorded
    already is not asked for again."""
    deps, member, draft = asking.deps, asking.member, asking.draft
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    course = course_of(Command(args={"course": draft.value("course")}), adviser)
    completed_on = date.fromisoformat(draft.value("day"))
    if known := await _known_already(course, completed_on, member, deps):
        return known
    return show(confirm_report_card(course, completed_on=completed_on, nonce=draft.nonce))


async def _known_already(
    course: Course, completed_on: date, member: Member, deps: Deps
) -> Show | None:
    """That very report is there: said so, and nothing stays open."""
    organization_id, person_id = member.organization.id, member.person.id
    async with deps.database.begin() as session:
        state = await reported_before(
            session,
            organization_id=organization_id,
            person_id=person_id,
            course_id=course.id,
            completed_on=completed_on,
        )
        if state is None:
            return None
        said = Draft(Intent.COMPLETE_COURSE.value, {"course": Filled(course.code)})
        await end_draft(session, said, organization_id=organization_id, staff_id=person_id)
    today = deps.clock().date()
    return show(recorded_already_card(course, completed_on=completed_on, state=state, today=today))


async def send_report(command: Command, member: Member, deps: Deps) -> Show:
    """「報告する」, pressed or typed. Saved once for each card."""
    if not command.nonce:
        return show(out_of_date_card())
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    course = course_of(command, adviser)
    today = deps.clock().date()
    day, problem = trouble_with_day(command.args.get("day", ""), member, today=today)
    if day is None or problem:
        return show(refused_card(problem))
    return await _report(command, member, deps, course=course, completed_on=day)


async def report(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Saved once for each form that was opened."""
    if not command.nonce:
        return show(out_of_date_card())
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    course = course_of(command, adviser)
    completed_on, problem = trouble_with_day(
        command.values.get("completed_on", ""), member, today=now.date()
    )
    if completed_on is None or problem:
        form = completion_form(
            course,
            earliest=earliest_report(today=now.date(), joined_on=member.person.joined_on),
            today=now.date(),
            nonce=command.nonce,
            value=completed_on,
            errors={"completed_on": problem},
        )
        return RejectFields(form)
    return await _report(command, member, deps, course=course, completed_on=completed_on)


async def _report(
    command: Command, member: Member, deps: Deps, *, course: Course, completed_on: date
) -> Show:
    saved = await _save(command, member, deps, course=course, completed_on=completed_on)
    if saved is None:
        return show(already_reported_card(course))
    state, today = saved.state, deps.clock().date()
    if saved.was_there:
        card = recorded_already_card(course, completed_on=completed_on, state=state, today=today)
        return show(card)
    following = (await recommend_after_report(member, deps)).next
    card = completed_card(
        course,
        completed_on=completed_on,
        state=state,
        next_name=following[0].course.name if following else None,
        today=today,
    )
    return Show((card,), changed=frozenset({member.person.id}))


async def _save(
    command: Command, member: Member, deps: Deps, *, course: Course, completed_on: date
) -> _Saved | None:
    """None where this form has been saved before."""
    organization_id = member.organization.id
    said = Draft(Intent.COMPLETE_COURSE.value, {"course": Filled(course.code)})
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        await end_draft(session, said, organization_id=organization_id, staff_id=member.person.id)
        if not await is_first(
            session,
            organization_id=organization_id,
            event_key=f"form:{member.person.id}:{command.nonce}",
            at=deps.clock(),
        ):
            return None
        before = await reported_before(
            session,
            organization_id=organization_id,
            person_id=member.person.id,
            course_id=course.id,
            completed_on=completed_on,
        )
        if before is not None:
            return _Saved(before, was_there=True)
        state = await report_completion(
            session,
            organization_id=organization_id,
            person_id=member.person.id,
            course_id=course.id,
            completed_on=completed_on,
            state=RecordState.REPORTED if course.needs_confirmation else RecordState.COMPLETED,
            at=deps.clock(),
        )
        record_audit(
            session,
            organization_id=organization_id,
            at=deps.clock(),
            actor_id=member.person.id,
            action="REPORT_COMPLETION",
            subject_id=member.person.id,
        )
    return _Saved(state)


def trouble_with_day(value: str, member: Member, *, today: date) -> tuple[date | None, str]:
    """The day and what is wrong with it, in the form's own words."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None, "受講した日を選んでください。"
    joined_on = member.person.joined_on
    earliest = earliest_report(today=today, joined_on=joined_on)
    if day > today:
        return day, "受講した日は今日までの日付にしてください。"
    if day < earliest:
        return day, too_early(earliest, is_joining=earliest == joined_on)
    return day, ""
