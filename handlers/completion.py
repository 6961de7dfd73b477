"""「受講済みにする」: the form, the report, and the office's confirmation."""

from datetime import date

from cards.completion import (
    OLDEST_REPORT_YEARS,
    already_reported_card,
    choose_completed_card,
    completed_card,
    completion_form,
)
from cards.trouble import already_done_card, out_of_date_card
from domain.errors import NotFound
from domain.permissions import Act, require
from domain.training import Course, RecordState
from handlers.command import Command, Member
from handlers.course import course_of, courses_named
from handlers.deps import Deps
from handlers.desk import desk, is_first_press
from handlers.recommendation import recommend
from handlers.reply import OpenForm, RejectFields, Reply, Update, show
from storage.audit import record_audit
from storage.completions import decide_completion, report_completion
from storage.inbox import is_first

CHOICES = 5


async def ask_for_completion_day(command: Command, member: Member, deps: Deps) -> Reply:
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    course = course_of(command, adviser)
    return OpenForm(completion_form(course, today=deps.clock().date(), nonce=deps.new_nonce()))


async def choose_completed(command: Command, member: Member, deps: Deps) -> Reply:
    """Someone writes that they have finished: the course they name, or those still open to them."""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    named = await courses_named(command.text, adviser, member, deps)
    if not named:
        recommendation = await recommend(member, deps)
        named = tuple(suggestion.course for suggestion in recommendation.next[:CHOICES])
    return show(choose_completed_card(named))


async def report(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Saved once for each form that was opened."""
    if not command.nonce:
        return show(out_of_date_card())
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    course = course_of(command, adviser)
    completed_on, problem = _day(command.values.get("completed_on", ""), today=now.date())
    if completed_on is None or problem:
        form = completion_form(
            course,
            today=now.date(),
            nonce=command.nonce,
            value=completed_on,
            errors={"completed_on": problem},
        )
        return RejectFields(form)
    state = await _save(command, member, deps, course=course, completed_on=completed_on)
    if state is None:
        return show(already_reported_card(course))
    following = (await recommend(member, deps)).next
    card = completed_card(
        course,
        completed_on=completed_on,
        state=state,
        next_name=following[0].course.name if following else None,
        today=now.date(),
    )
    return show(card)


async def _save(
    command: Command, member: Member, deps: Deps, *, course: Course, completed_on: date
) -> RecordState | None:
    """The state that stands now; None where this form has been saved before."""
    organization_id = member.organization.id
    async with deps.database.begin() as session:
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


async def confirm(command: Command, member: Member, deps: Deps) -> Reply:
    return await _decide(command, member, deps, state=RecordState.COMPLETED)


async def send_back(command: Command, member: Member, deps: Deps) -> Reply:
    return await _decide(command, member, deps, state=RecordState.REJECTED)


async def _decide(command: Command, member: Member, deps: Deps, *, state: RecordState) -> Reply:
    """Two officers may press at once: the first decides, the other is told."""
    require(Act.CONFIRM_COMPLETION, actor=member.person, subject=member.person)
    record_id = command.row("record")
    if record_id is None or not command.nonce:
        raise NotFound(
            "確認する受講の報告が見つかりません。「事務局の確認待ち」を開き直してください。"
        )
    async with deps.database.begin() as session:
        decided = await is_first_press(command, member, session, deps) and await decide_completion(
            session,
            organization_id=member.organization.id,
            record_id=record_id,
            state=state,
            decided_by=member.person.id,
        )
        if decided:
            record_audit(
                session,
                organization_id=member.organization.id,
                at=deps.clock(),
                actor_id=member.person.id,
                action=f"COMPLETION_{state.name}",
                subject_id=decided,
                detail=f"record {record_id}",
            )
    refreshed = await desk(member, deps)
    return Update(refreshed, then=() if decided else (already_done_card(),))


def _day(value: str, *, today: date) -> tuple[date | None, str]:
    """The day and what is wrong with it, in the form's own words."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None, "受講した日を選んでください。"
    if day > today:
        return day, "受講した日は今日までの日付にしてください。"
    if day < date(today.year - OLDEST_REPORT_YEARS, 4, 1):
        return day, f"{OLDEST_REPORT_YEARS}年より前の受講は、研修担当に伝えてください。"
    return day, ""
