"""Weekly jobs that only count, and processes that may be killed between any two of their steps."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime

from bot.national_holidays import is_national_holiday
from domain.office import OfficeChannel
from domain.outbox import Notice
from domain.weekly_turn import Turn
from scheduler.weekly_jobs import DueTurn, FanOut, WeeklyJob
from scheduler.weekly_turns import WeeklyTurns
from storage.ledger import settled_turns
from storage.organizations import ensure_organization
from storage.outbox import enqueue
from storage.outbox_entries import outbox_entries
from storage.session import Database, Session
from storage.tables import StaffRow

ORGANIZATION = 1
PEOPLE = 3
Point = Callable[[], None]
"""May raise ``Killed``."""


class Killed(BaseException):
    """As a kill does: nothing of the process goes on, nothing is caught."""


def nothing_happens() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Mortal(Database):
    """A database whose user may be killed before, within and after each transaction."""

    point: Point = nothing_happens

    def within(self, organization_id: int) -> "Mortal":
        seen = Database(self.writer, self.reader).within(organization_id)
        return Mortal(seen.writer, seen.reader, point=self.point)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Session]:
        self.point()
        async with Database(self.writer, self.reader).begin() as session:
            yield session
            self.point()
        self.point()


def telling_everybody(point: Point = nothing_happens) -> FanOut:
    """Without a key that would keep a second message out: the ledger alone has to."""

    async def fan_out(session: Session, turn: DueTurn) -> int:
        name = f"{turn.occurrence.schedule}:{turn.occurrence.week}"
        for number in range(1, PEOPLE + 1):
            point()
            key = f"{name}:{number}:{secrets.token_hex(8)}"
            args = {"turn": name}
            notice = Notice("weekly", number, key, args)
            await enqueue(session, notice, organization_id=turn.organization_id, at=turn.now)
        return PEOPLE

    return fan_out


def turns_of(
    database: Database,
    clock: Callable[[], datetime],
    *,
    point: Point = nothing_happens,
    channel: OfficeChannel | None = None,
    holidays: Callable[[date], bool] = is_national_holiday,
) -> WeeklyTurns:
    """Of one process."""
    mortal = Mortal(database.writer, database.reader, point=point)
    job = WeeklyJob("weekly", telling_everybody(point), channel)
    return WeeklyTurns(mortal, clock, holidays, (job,), asyncio.Event())


async def founded(database: Database) -> None:
    async with database.begin() as session:
        await ensure_organization(session, key="town", name="町", policy_id="shimonoseki")
        for number in range(PEOPLE):
            session.add(_staff(number))


async def ledger(database: Database) -> list[Turn]:
    """The oldest first."""
    async with database.read() as session:
        turns = await settled_turns(session, organization_id=ORGANIZATION, limit=10_000)
    return [*reversed(turns)]


async def messages(database: Database) -> int:
    async with database.read() as session:
        entries = await outbox_entries(session, organization_id=ORGANIZATION, limit=100_000)
    return len(entries)


def _staff(number: int) -> StaffRow:
    return StaffRow(
        organization_id=ORGANIZATION,
        employee_number=str(number),
        email=f"{number}@town.example",
        name="職員",
        grade="主事",
        employment="常勤",
        attendance="在職",
        joined_on=date(2020, 4, 1),
    )
