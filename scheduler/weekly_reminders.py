"""The weekly reminders put into the outbox: nothing is done here for anybody alone."""

from datetime import datetime

from domain.delivery_report import REPORT_AFTER
from domain.office import Office, OfficeChannel
from domain.outbox import Notice, dedupe_key
from domain.reminder_preference import OwnTime
from handlers import (
    delivery_report,
    digest,
    digest_files,
    exchange_ask,
    forum_week,
    reminder,
    section_reminder,
)
from handlers.exchange_round import begin_round
from scheduler.weekly_jobs import DueTurn, Holding, MoreHoldings, WeeklyJob
from storage.outbox import enqueue
from storage.reminder_preferences import OwnTimes
from storage.reminder_rows import put_reminders
from storage.session import Session


async def _to_people(session: Session, turn: DueTurn) -> int:
    return await _put(session, reminder.KIND, turn, managers_only=False)


async def _to_managers(session: Session, turn: DueTurn) -> int:
    return await _put(session, section_reminder.KIND, turn, managers_only=True)


async def _to_forum(session: Session, turn: DueTurn) -> int:
    return await _post(session, forum_week.KIND, turn, OfficeChannel.FORUM)


async def _to_secretariat(session: Session, turn: DueTurn) -> int:
    later = turn.now + REPORT_AFTER
    return await _post(session, delivery_report.KIND, turn, OfficeChannel.SECRETARIAT, at=later)


async def _to_chiefs(session: Session, turn: DueTurn) -> int:
    return await begin_round(
        session,
        week=turn.occurrence.week,
        rules=turn.office.exchange,
        calendar=turn.office.calendar(turn.is_national_holiday),
        organization_id=turn.organization_id,
        at=turn.now,
    )


def _digest(name: str, office: Office, since: datetime) -> list[Holding]:
    """Where it is wanted at all."""
    if not office.digest.is_on:
        return []
    return [Holding(office.digest_schedule(name), office.digest_since or since, has_gaps=True)]


async def _last_week(session: Session, turn: DueTurn) -> int:
    """With its files as a message of their own, where the channel can take them."""
    place = turn.office.place(OfficeChannel.SECRETARIAT)
    count = await _post(session, digest.KIND, turn, OfficeChannel.SECRETARIAT)
    if place is not None and place.takes_files:
        count += await _post(session, digest_files.KIND, turn, OfficeChannel.SECRETARIAT)
    return count


def _exchange(name: str, office: Office, since: datetime) -> list[Holding]:
    """Where it is held at all."""
    if not office.exchange.is_on:
        return []
    schedule = office.exchange_schedule(name)
    return [Holding(schedule, office.exchange_since or since, has_gaps=True)]


async def _put(session: Session, kind: str, turn: DueTurn, *, managers_only: bool) -> int:
    schedule = turn.holding.schedule
    is_the_offices = schedule.name == kind
    return await put_reminders(
        session,
        kind,
        week=turn.occurrence.week,
        own_time=None if is_the_offices else OwnTime(schedule.weekday, schedule.at),
        managers_only=managers_only,
        organization_id=turn.organization_id,
        at=turn.now,
    )


async def _post(
    session: Session,
    kind: str,
    turn: DueTurn,
    channel: OfficeChannel,
    *,
    at: datetime | None = None,
) -> int:
    week = turn.occurrence.week
    notice = Notice(kind, None, dedupe_key(kind, week, None), {"week": week}, channel)
    is_new = await enqueue(session, notice, organization_id=turn.organization_id, at=at or turn.now)
    return int(is_new)


def _own(kind: str) -> MoreHoldings:
    """By the days and times that people have chosen for themselves."""

    def holdings(own_times: OwnTimes) -> list[Holding]:
        return [Holding(own.schedule(kind), since, has_gaps=True) for own, since in own_times]

    return holdings


WEEKLY_REMINDERS = (
    WeeklyJob(reminder.KIND, _to_people, more_holdings=_own(reminder.KIND)),
    WeeklyJob(section_reminder.KIND, _to_managers, more_holdings=_own(section_reminder.KIND)),
    WeeklyJob(forum_week.KIND, _to_forum, channel=OfficeChannel.FORUM),
    WeeklyJob(exchange_ask.ASK, _to_chiefs, offices_holdings=_exchange),
    WeeklyJob(digest.KIND, _last_week, channel=OfficeChannel.SECRETARIAT, offices_holdings=_digest),
    WeeklyJob(delivery_report.KIND, _to_secretariat, channel=OfficeChannel.SECRETARIAT),
)
