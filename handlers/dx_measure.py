"""「施策一覧」「施策3」: 部局横断DX施策 as they stand, what has become of them, and OJT of who leads one."""

from cards.dx_measure import (
    AT_A_TIME,
    VERSIONS_AT_A_TIME,
    DxMeasureShown,
    measure_card,
    measure_history_card,
    measures_card,
)
from cards.elements import Card
from cards.trouble import already_done_card, out_of_date_card
from domain.dx_measure import DxMeasure, DxMeasureGone, may_change
from domain.dx_measure_history import DxMeasureHistory
from domain.errors import NotAllowed
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.issue_form import stages_of
from handlers.issue_seen import names_of
from handlers.reply import Reply, Update, show
from language.issue_group_words import measure_asked_for
from storage.audit import record_audit
from storage.dx_measures import (
    count_measures,
    measure_by_id,
    measure_by_number,
    measure_revisions,
    measures_of,
)
from storage.issues import issues_by_id
from storage.last_progress import last_progress_of_measure
from storage.organization_lock import hold_organization
from storage.project_records import is_led_recorded, record_led
from storage.session import Session


async def show_measures(command: Command, member: Member, deps: Deps) -> Reply:
    number = member.organization.id
    async with deps.database.read() as session:
        count = await count_measures(session, organization_id=number)
        page = min(command.row("page") or 0, max(0, (count - 1) // AT_A_TIME))
        measures = await measures_of(
            session, organization_id=number, limit=AT_A_TIME, skip=page * AT_A_TIME
        )
        issues = {
            each.id: await issues_by_id(session, each.text.issue_ids, organization_id=number)
            for each in measures
        }
    today = deps.clock().date()
    return show(measures_card(measures, issues, count=count, page=page, today=today))


async def show_measure(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises DxMeasureGone."""
    return show(await measure_shown(command.row("measure"), member, deps))


async def show_numbered(command: Command, member: Member, deps: Deps) -> Reply:
    """「施策3」. Raises DxMeasureGone."""
    asked = measure_asked_for(command.text) or 0
    async with deps.database.read() as session:
        measure = await measure_by_number(session, asked, organization_id=member.organization.id)
    return show(await measure_shown(measure.id if measure else None, member, deps))


async def show_history(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises DxMeasureGone."""
    number = member.organization.id
    async with deps.database.read() as session:
        measure = await measure_of(session, command.row("measure"), organization_id=number)
        history = await history_of(session, measure, organization_id=number)
    page = min(command.row("page") or 0, (len(history.revisions) - 1) // VERSIONS_AT_A_TIME)
    return show(measure_history_card(history, page=page, today=deps.clock().date()))


async def record_leading(command: Command, member: Member, deps: Deps) -> Reply:
    """「OJTの経験として記録する」, by who leads it. Raises DxMeasureGone, NotAllowed."""
    if not command.nonce:
        return show(out_of_date_card())
    number, person = member.organization.id, member.person
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        measure = await measure_of(session, command.row("measure"), organization_id=number)
        history = await history_of(session, measure, organization_id=number)
        led = history.led_by(person.id)
        if led is None:
            raise NotAllowed("OJTの経験として記録できるのは、いま主導している人だけです。")
        if await record_led(
            session, led, organization_id=number, staff_id=person.id, ended_on=history.ended_on
        ):
            record_audit(
                session,
                organization_id=number,
                at=deps.clock(),
                actor_id=person.id,
                action="RECORD_LED_MEASURE",
                subject_id=person.id,
                detail=f"measure {measure.id}",
            )
    done = f"OJTの経験として記録しました（「{led.name}」、{led.since:%Y-%m-%d}から）。"
    return Update(await measure_shown(measure.id, member, deps, done=done))


async def measure_of(
    session: Session, measure_id: int | None, *, organization_id: int
) -> DxMeasure:
    """Raises DxMeasureGone."""
    measure = await measure_by_id(session, measure_id or 0, organization_id=organization_id)
    if measure is None:
        raise DxMeasureGone
    return measure


async def history_of(
    session: Session, measure: DxMeasure, *, organization_id: int
) -> DxMeasureHistory:
    revisions = await measure_revisions(session, measure.id, organization_id=organization_id)
    people = {number for r in revisions for number in (r.editor_id, *r.text.people)}
    issue_ids = {number for r in revisions for number in r.text.issue_ids}
    issues = await issues_by_id(session, issue_ids, organization_id=organization_id)
    return DxMeasureHistory(
        measure,
        revisions,
        await names_of(session, people, organization_id=organization_id),
        {issue.id: issue.number for issue in issues},
    )


async def measure_shown(
    measure_id: int | None, member: Member, deps: Deps, *, done: str = ""
) -> Card:
    """As it stands, for one person. Raises DxMeasureGone."""
    number, person = member.organization.id, member.person
    async with deps.database.read() as session:
        measure = await measure_of(session, measure_id, organization_id=number)
        history = await history_of(session, measure, organization_id=number)
        issues = await issues_by_id(session, measure.text.issue_ids, organization_id=number)
        last = await last_progress_of_measure(session, measure.id, organization_id=number)
        said_by = await names_of(session, [last.by] if last else [], organization_id=number)
        led = history.led_by(person.id)
        is_recorded = led is not None and await is_led_recorded(
            session, led, organization_id=number, staff_id=person.id
        )
    shown = DxMeasureShown(
        history=history,
        issues=issues,
        stages=stages_of(member, deps),
        progress=last,
        progress_by=next(iter(said_by.values()), ""),
        may_change=may_change(person, measure),
        may_record=led is not None and not is_recorded,
    )
    return measure_card(shown, today=deps.clock().date(), done=done, nonce=deps.new_nonce())
