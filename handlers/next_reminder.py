"""When somebody's next weekly message comes, by what they have asked for and what is due for them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import takewhile

from domain.business_calendar import NeverOpen
from domain.coming_turn import ComingTurn
from domain.iso_week import WEEK, week_of
from domain.japan_time import JAPAN
from domain.next_reminder import (
    Coming,
    Held,
    NextReminder,
    coming_of,
    held_by_attendance,
    next_turns_told,
)
from domain.outbox import dedupe_key
from domain.people import Person
from domain.recommendation import Adviser
from domain.reminder import Silence, has_pressing
from domain.reminder_preference import ReminderPreference
from domain.section_reminder import has_pressing as section_has_pressing
from domain.section_reminder import section_of
from domain.training import Achievements
from handlers.command import Member
from handlers.deps import Deps
from handlers.next_turns import NextTurns, next_turns
from handlers.reminder import KIND
from storage.achievements import achievements_of_some
from storage.people import people_led_by
from storage.reminder_rows import reminded_at
from storage.session import Session

LOOKED_AHEAD = 54 * WEEK
"""Nobody is silent for longer than a year, but for good; what is due later than that is not looked for."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What was read to find it. ``first``: the next turn that is theirs, whether they are silent or not."""

    preference: ReminderPreference
    turns: NextTurns
    first: ComingTurn | None
    held: Held | None
    people: tuple[tuple[Person, Achievements], ...] = ()
    """Themself, and the section that they lead, with what each has done; nobody where they are not silent."""
    leaves_this_week_out: bool = False

    async def found(self, member: Member, deps: Deps) -> NextReminder:
        """Beside the loop: of who is silent it looks at many weeks."""
        if self.held or self.first is None:
            return NextReminder(held=self.held or Held.NEVER_OPEN)
        if not self.people:
            whole = self._coming(self.first)
            return NextReminder(whole, leaves_this_week_out=self.leaves_this_week_out)
        adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
        return await asyncio.to_thread(self._in_silence, self.first, adviser)

    def _in_silence(self, first: ComingTurn, adviser: Adviser) -> NextReminder:
        turns = takewhile(lambda one: one.at < first.at + LOOKED_AHEAD, self._from(first))
        whole, required = next_turns_told(
            turns, self.preference, lambda at, silence: self._must_be_told(at, silence, adviser)
        )
        return NextReminder(
            self._coming(whole) if whole else None,
            self._coming(required) if required else None,
            leaves_this_week_out=self.leaves_this_week_out,
        )

    def _from(self, turn: ComingTurn) -> Iterator[ComingTurn]:
        while True:
            yield turn
            turn = self.turns.of(KIND, self.preference.own_time, after_week=turn.week)

    def _must_be_told(self, at: datetime, silence: Silence, known: Adviser) -> bool:
        """By what the roster and the records hold now."""
        adviser = Adviser(rulebook=known.rulebook, catalogue=known.catalogue, now=at)
        own, *section = (adviser.recommend(*each) for each in self.people)
        return has_pressing(own, silence, now=at) or section_has_pressing(section, silence, now=at)

    def _coming(self, turn: ComingTurn) -> Coming:
        return coming_of(turn, self.turns.calendar)


async def next_reminder(
    session: Session,
    before: ReminderPreference,
    after: ReminderPreference,
    member: Member,
    deps: Deps,
) -> Prospect:
    """To be asked before the change is kept, and ``found`` once it is."""
    turns = await next_turns(
        session,
        organization_id=member.organization.id,
        is_national_holiday=deps.is_national_holiday,
        now=deps.clock(),
    )
    paused = Held.PAUSED if turns.office.paused_at else None
    held = held_by_attendance(member.person.attendance) or paused
    look = _Look(session, turns, member)
    try:
        was, first = await look.heard_again(before), await look.first(after)
        heard = await look.heard_again(after)
    except NeverOpen:
        return Prospect(after, turns, None, held or Held.NEVER_OPEN)
    this_week = week_of(turns.now.date())
    return Prospect(
        preference=after,
        turns=turns,
        first=first,
        held=held,
        people=await look.people() if after.silence(today=turns.now.date()) else (),
        leaves_this_week_out=week_of(was.at.date()) == this_week != week_of(heard.at.date()),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    session: Session
    turns: NextTurns
    member: Member

    async def first(self, preference: ReminderPreference) -> ComingTurn:
        """Of a week there is one message, whatever they change."""
        turn = self.turns.of(KIND, preference.own_time)
        while await self._has_had(turn.week):
            turn = self.turns.of(KIND, preference.own_time, after_week=turn.week)
        return turn

    async def heard_again(self, preference: ReminderPreference) -> ComingTurn:
        """The first after a snooze."""
        until, now = preference.snoozed_until, self.turns.now
        if until is None or until < now.date():
            return await self.first(preference)
        after = datetime.combine(until + timedelta(days=1), time(), tzinfo=JAPAN)
        later = _Look(self.session, replace(self.turns, planned_from=after), self.member)
        return await later.first(preference)

    async def people(self) -> tuple[tuple[Person, Achievements], ...]:
        number, own = self.member.organization.id, self.member.person
        led = await people_led_by(self.session, own.employee_number, organization_id=number)
        people = (own, *section_of(own, led))
        done = await achievements_of_some(
            self.session, organization_id=number, person_ids=[each.id for each in people]
        )
        return tuple((each, done[each.id]) for each in people)

    async def _has_had(self, week: str) -> bool:
        key = dedupe_key(KIND, week, self.member.person.id)
        number = self.member.organization.id
        _, made_at = await reminded_at(self.session, [key], organization_id=number)
        return made_at is not None
