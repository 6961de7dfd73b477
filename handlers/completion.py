"""「受講済みにする」: the form and the report."""

from datetime import date

from cards.completion import (
    already_reported_card,
    choose_completed_card,
    completed_card,
    completion_form,
    day_asked_card,
    too_early,
)
from cards.trouble import out_of_date_card
from domain.training import Course, RecordState, earliest_report
from handlers.command import Command, Member
from handlers.course import course_of, courses_named
from handlers.deps import Deps
from handlers.recommendation import recommend, recommend_after_report
from handlers.reply import OpenForm, RejectFields, Reply, Show, show
from handlers.subject import require_about_themself
from storage.audit import record_audit
from storage.completions import report_completion
from storage.inbox import is_first
from storage.organization_lock import hold_organization

CHOICES = 5


async def ask_for_completion_day(command: Command, member: Member, deps: Deps) -> Reply:
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    course = course_of(command, adviser)
    today = deps.clock().date()
    earliest = earliest_report(today=today, joined_on=member.person.joined_on)
    return OpenForm(completion_form(course, earliest=earliest, today=today, nonce=deps.new_nonce()))


async def choose_completed(command: Command, member: Member, deps: Deps) -> Reply:
    """Someone writes that they have finished: the course they name, or those still open to them."""
    await require_about_themself(command, member, deps)
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    named = await courses_named(command.text, adviser, member, deps, limit=CHOICES)
    if len(named) == 1:
        return show(day_asked_card(named[0]))
    if named:
        return show(choose_completed_card(named, are_named=True))
    recommendation = await recommend(member, deps)
    return show(choose_completed_card([s.course for s in recommendation.next[:CHOICES]]))


async def report(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Saved once for each form that was opened."""
    if not command.nonce:
        return show(out_of_date_card())
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    course = course_of(command, adviser)
    completed_on, problem = _day(command.values.get("completed_on", ""), member, today=now.date())
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
    state = await _save(command, member, deps, course=course, completed_on=completed_on)
    if state is None:
        return show(already_reported_card(course))
    following = (await recommend_after_report(member, deps)).next
    card = completed_card(
        course,
        completed_on=completed_on,
        state=state,
        next_name=following[0].course.name if following else None,
        today=now.date(),
    )
    return Show((card,), changed=frozenset({member.person.id}))


async def _save(
    command: Command, member: Member, deps: Deps, *, course: Course, completed_on: date
) -> RecordState | None:
    """The state that stands now; None where this form has been saved before."""
    organization_id = member.organization.id
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        if not await is_first(
            session,
            organization_id=organization_id,
            event_key=f"form:{member.person.id}:{command.nonce}",
            at=deps.clock(),
        ):
            return None
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
    return state


def _day(value: str, member: Member, *, today: date) -> tuple[date | None, str]:
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
