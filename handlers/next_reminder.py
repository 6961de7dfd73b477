"""When somebody's next weekly message comes, once they have changed its day and time."""

from datetime import datetime, time, timedelta

from domain.business_calendar import BusinessCalendar
from domain.coming_turn import ComingTurn, coming_turn
from domain.iso_week import week_of
from domain.japan_time import JAPAN
from domain.office import Office
from domain.outbox import dedupe_key
from domain.reminder_preference import NextReminder, ReminderPreference
from handlers.command import Member
from handlers.deps import Deps
from handlers.reminder import KIND
from storage.reminder_rows import reminded_at
from storage.session import Session


async def next_reminder(
    session: Session,
    before: ReminderPreference,
    after: ReminderPreference,
    office: Office,
    member: Member,
    deps: Deps,
) -> NextReminder:
    """Of a week there is one message, whatever they change. Raises NeverOpen."""
    calendar = BusinessCalendar(deps.is_national_holiday, office.own_days)
    now = deps.clock()
    this_week = week_of(now.date())
    key = dedupe_key(KIND, this_week, member.person.id)
    _, made_at = await reminded_at(session, [key], organization_id=member.organization.id)
    was = _coming(before, office, calendar, as_of=now)
    following = _coming(after, office, calendar, as_of=_heard_again(after, now))
    if made_at and following.week == this_week:
        following = _coming(after, office, calendar, as_of=following.at + timedelta(minutes=1))
    is_left_out = not made_at and was.week == this_week != following.week
    return NextReminder(following.at, leaves_this_week_out=is_left_out)


def _coming(
    preference: ReminderPreference, office: Office, calendar: BusinessCalendar, *, as_of: datetime
) -> ComingTurn:
    return coming_turn(preference.schedule(office), office, calendar, as_of=as_of)


def _heard_again(preference: ReminderPreference, now: datetime) -> datetime:
    """The day after a snooze."""
    until = preference.snoozed_until
    if until is None or until < now.date():
        return now
    return datetime.combine(until + timedelta(days=1), time(), tzinfo=JAPAN)
