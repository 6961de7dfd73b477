"""When somebody's next weekly message comes, once they have changed its day and time."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from domain.coming_turn import ComingTurn
from domain.iso_week import week_of
from domain.japan_time import JAPAN
from domain.outbox import dedupe_key
from domain.reminder_preference import NextReminder, ReminderPreference
from handlers.command import Member
from handlers.deps import Deps
from handlers.next_turns import NextTurns, next_turns
from handlers.reminder import KIND
from storage.reminder_rows import reminded_at
from storage.session import Session


async def next_reminder(
    session: Session,
    before: ReminderPreference,
    after: ReminderPreference,
    member: Member,
    deps: Deps,
) -> NextReminder:
    """To be asked before the change is kept. Raises NeverOpen."""
    turns = await next_turns(
        session,
        organization_id=member.organization.id,
        is_national_holiday=deps.is_national_holiday,
        now=deps.clock(),
    )
    theirs = _Theirs(session, turns, member)
    was, following = await theirs.next(before), await theirs.next(after)
    this_week = week_of(turns.now.date())
    is_left_out = week_of(was.at.date()) == this_week != week_of(following.at.date())
    return NextReminder(following.at, leaves_this_week_out=is_left_out)


@dataclass(frozen=True, slots=True)
class _Theirs:
    session: Session
    turns: NextTurns
    member: Member

    async def next(self, preference: ReminderPreference) -> ComingTurn:
        """Of a week there is one message, whatever they change."""
        turns = replace(self.turns, planned_from=_heard_again(preference, self.turns.now))
        turn = turns.of(KIND, preference.own_time)
        while await self._has_had(turn.week):
            turn = turns.of(KIND, preference.own_time, after_week=turn.week)
        return turn

    async def _has_had(self, week: str) -> bool:
        key = dedupe_key(KIND, week, self.member.person.id)
        number = self.member.organization.id
        _, made_at = await reminded_at(self.session, [key], organization_id=number)
        return made_at is not None


def _heard_again(preference: ReminderPreference, now: datetime) -> datetime | None:
    """The day after a snooze."""
    until = preference.snoozed_until
    if until is None or until < now.date():
        return None
    return datetime.combine(until + timedelta(days=1), time(), tzinfo=JAPAN)
