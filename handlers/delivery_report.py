"""「配信状況」: to the secretariat, every week into its channel and whenever somebody of it asks."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cards.delivery_report import delivery_report_card
from cards.elements import Card
from domain.business_calendar import NeverOpen
from domain.delivery_report import SkippedJob, delivery_report, troubles_of
from domain.iso_week import WEEK, weeks_before
from domain.next_reminder import Coming, coming_of
from domain.office import Office
from domain.outbox import dedupe_key
from domain.permissions import Act, require
from domain.reminder_preference import kind_of
from handlers import reminder
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.late_week import too_late
from handlers.next_turns import NextTurns, next_turns
from handlers.occasion import ChannelOccasion, Dropped
from handlers.reply import Reply, show
from storage.delivery_counts import delivery_groups, done_per_minute, last_sent_of
from storage.ledger import skipped_turns
from storage.organization_office import office_of
from storage.session import Session

KIND = "reminder.report"
LOOKED_BACK = WEEK
WEEKS_LOOKED_BACK = 8
"""For the last report that has arrived."""


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    if late := await too_late(occasion, KIND, args["week"]):
        return late
    office = await office_of(occasion.session, organization_id=occasion.organization_id)
    return await _card(
        occasion.session,
        organization_id=occasion.organization_id,
        office=office,
        since=await _not_reported_since(occasion, office, week=args["week"]),
        now=occasion.now,
    )


async def show_deliveries(_command: Command, member: Member, deps: Deps) -> Reply:
    require(Act.SEE_DELIVERIES, actor=member.person, subject=member.person)
    now = deps.clock()
    async with deps.database.read() as session:
        number = member.organization.id
        turns = await next_turns(
            session,
            organization_id=number,
            is_national_holiday=deps.is_national_holiday,
            now=now,
        )
        card = await _card(
            session,
            organization_id=number,
            office=turns.office,
            since=now - LOOKED_BACK,
            now=now,
            first=_first_turn(turns),
        )
    return show(card)


async def _not_reported_since(occasion: ChannelOccasion, office: Office, *, week: str) -> datetime:
    """What the last report that has arrived could not know yet, this one says."""
    whose = {"organization_id": occasion.organization_id}
    earlier = [dedupe_key(KIND, each, None) for each in weeks_before(week, count=WEEKS_LOOKED_BACK)]
    if reported := await last_sent_of(occasion.session, earlier, **whose):
        return reported
    began = office.since or occasion.now - LOOKED_BACK
    return max(began, occasion.now - WEEKS_LOOKED_BACK * WEEK)


def _first_turn(turns: NextTurns) -> Coming | None:
    """None where there has been one, or there is no open day for it."""
    if turns.settled:
        return None
    try:
        return coming_of(turns.of(reminder.KIND), turns.calendar)
    except NeverOpen:
        return None


async def _card(
    session: Session,
    *,
    organization_id: int,
    office: Office,
    since: datetime,
    now: datetime,
    first: Coming | None = None,
) -> Card:
    whose = {"organization_id": organization_id}
    groups = await delivery_groups(session, **whose, since=since, now=now, reports=KIND)
    pace = await done_per_minute(session, **whose, now=now, reports=KIND)
    report = delivery_report(
        groups,
        since=since,
        per_minute=pace,
        now=now,
        skipped=await _skipped(session, organization_id, since=since),
        troubles=troubles_of(office),
        first=first,
    )
    return delivery_report_card(report, today=now.date())


async def _skipped(
    session: Session, organization_id: int, *, since: datetime
) -> Iterable[SkippedJob]:
    """A job's turns at times that people have chosen are one with the office's."""
    turns = await skipped_turns(session, organization_id=organization_id, since=since)
    return dict.fromkeys(SkippedJob(kind_of(t.job), t.week, t.reason) for t in turns)
