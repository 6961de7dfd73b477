"""Every minute, in every process: whose turn has come. The ledger decides who takes it.

A turn's row in the ledger and the messages it puts in are one transaction: a process that is killed
leaves both or neither, and of several that come at once one alone has it (docs/decisions/0015).
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import dropwhile
from typing import Protocol

from domain.office import Office
from domain.outbox import NO_CHANNEL, PAUSED
from domain.weekly_schedule import Due, Occurrence, Skip, due
from handlers.faults import note_fault
from scheduler.weekly_jobs import DueTurn, Holding, WeeklyJob
from scheduler.weekly_look import Seen, seen_of, seen_of_all
from storage.ledger import note_rows, settle
from storage.organization_office import begin_office, office_of
from storage.session import Database, Session


@dataclass(frozen=True, slots=True)
class Ripe:
    """What is to be settled of one holding, in one transaction."""

    job: WeeklyJob
    holding: Holding
    due: Due


class Workforce(Protocol):
    """Those who do what is too much for the process that has seen the time come."""

    async def take_turns(self, organization_id: int) -> None:
        """Soon, and somewhere: ``WeeklyTurns.settle_for``."""

    async def send(self, session: Session, organization_id: int) -> None:
        """Once the session's transaction is committed: what it has put into the outbox."""


@dataclass(frozen=True, slots=True)
class WeeklyTurns:
    """``filled`` is set once something has been put into the outbox. ``workforce``: where there is
    none, each process does it all itself.
    """

    database: Database
    clock: Callable[[], datetime]
    is_national_holiday: Callable[[date], bool]
    jobs: Sequence[WeeklyJob]
    filled: asyncio.Event
    workforce: Workforce | None = None

    async def settle(self) -> None:
        """A fault of one organization, or of one job, does not keep the others from theirs.

        Most of the time nothing is due: that is found with a few questions for all of them.
        """
        now = self.clock()
        async with self.database.across().read() as session:
            seen = await seen_of_all(session, now=now)
        for organization_id, one in seen.items():
            await asyncio.sleep(0)  # to look at two thousand takes long: others go on meanwhile
            try:
                await self._begin_or_settle(organization_id, one, now=now)
            except Exception as fault:  # noqa: BLE001 - the others' turns come too
                note_fault(fault, event=f"weekly:{organization_id}")

    async def _begin_or_settle(self, organization_id: int, seen: Seen, *, now: datetime) -> None:
        if seen.kept.has_not_begun:
            async with self.database.within(organization_id).begin() as session:
                await begin_office(session, organization_id=organization_id, at=now)
        elif not self._ripe(seen, now=now):
            return
        elif self.workforce is None:
            await self.settle_for(organization_id)
        else:
            await self.workforce.take_turns(organization_id)

    async def settle_for(self, organization_id: int) -> None:
        """A fault of one job does not keep the others from theirs."""
        now = self.clock()
        async with self.database.within(organization_id).read() as session:
            seen = await seen_of(session, organization_id)
        for each in self._ripe(seen, now=now):
            try:
                await self._settle_one(each, organization_id, now=now)
            except Exception as fault:  # noqa: BLE001 - the other jobs' turns come too
                note_fault(fault, event=f"weekly:{organization_id}:{each.holding.schedule.name}")

    def _ripe(self, seen: Seen, *, now: datetime) -> list[Ripe]:
        """Nothing of an office that has not begun."""
        office = seen.kept.office()
        if office.since is None:
            return []
        calendar = office.calendar(self.is_national_holiday)
        ripe = []
        for job in self.jobs:
            for holding in job.holdings(office, office.since, seen.own_times):
                schedule, since = holding.schedule, holding.since
                settled = seen.newest.get(schedule.name)
                found = due(schedule, calendar, since=since, settled=settled, now=now)
                ripe.append(Ripe(job, holding, _to_settle(found, office, holding)))
        return [each for each in ripe if each.due.send or each.due.skipped]

    async def _settle_one(self, ripe: Ripe, organization_id: int, *, now: datetime) -> None:
        """The office is asked again: it may have come to pause, or have another channel."""
        rows = 0
        async with self.database.within(organization_id).begin() as session:
            office = await office_of(session, organization_id=organization_id)
            await _skip(session, ripe.due.skipped, office, organization_id, now=now)
            if ripe.due.send and not office.paused_at:
                turn = DueTurn(
                    organization_id,
                    office,
                    ripe.holding,
                    ripe.due.send,
                    now,
                    self.is_national_holiday,
                )
                rows = await _take(session, ripe.job, turn)
            if rows and self.workforce:
                await self.workforce.send(session, organization_id)
        if rows:
            self.filled.set()


async def _skip(
    session: Session,
    skipped: Sequence[Occurrence],
    office: Office,
    organization_id: int,
    *,
    now: datetime,
) -> None:
    for turn in skipped:
        reason = PAUSED if office.paused_at else str(turn.skipped)
        await settle(session, turn, organization_id=organization_id, at=now, skipped_for=reason)


async def _take(session: Session, job: WeeklyJob, turn: DueTurn) -> int:
    one, number = turn.occurrence, turn.organization_id
    if job.channel and turn.office.place(job.channel) is None:
        await settle(session, one, organization_id=number, at=turn.now, skipped_for=NO_CHANNEL)
        return 0
    if not await settle(session, one, organization_id=number, at=turn.now):
        return 0
    rows = await job.fan_out(session, turn)
    await note_rows(session, one, rows, organization_id=number)
    return rows


def _to_settle(found: Due, office: Office, holding: Holding) -> Due:
    """While the office pauses, a turn waits.

    One that was overtaken, or that a change has left out, is put down with the next one: until then
    the office may change its days again, and that week's turn may come all the same.
    """
    send = None if office.paused_at else found.send
    skipped = found.skipped if send else _up_to_too_old(found.skipped)
    return Due(send, tuple(one for one in skipped if not _is_gap(one, holding)))


def _up_to_too_old(skipped: Sequence[Occurrence]) -> tuple[Occurrence, ...]:
    newest_first = dropwhile(lambda one: one.skipped is not Skip.TOO_OLD, reversed(skipped))
    return tuple(reversed([*newest_first]))


def _is_gap(one: Occurrence, holding: Holding) -> bool:
    return holding.has_gaps and one.skipped is Skip.CHANGED
