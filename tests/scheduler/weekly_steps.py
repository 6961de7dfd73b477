"""What a story of weekly turns does: time passes, the office is changed, the ledger is read."""

from dataclasses import replace
from datetime import datetime

from scheduler.weekly_turns import WeeklyTurns
from storage.organization_office import office_of, save_office
from storage.session import Database
from tests.scenarios.world import Clock
from tests.scheduler.weekly_world import ORGANIZATION, ledger


async def at(turns: WeeklyTurns, clock: Clock, *moments: datetime) -> None:
    for moment in moments:
        clock.now = moment
        await turns.settle()


async def shown(database: Database) -> list[tuple[str, str]]:
    """Week, and what became of it."""
    return [(turn.week, turn.reason or turn.state) for turn in await ledger(database)]


async def changed(database: Database, clock: Clock, **values: object) -> None:
    async with database.begin() as session:
        office = await office_of(session, organization_id=ORGANIZATION)
        office = replace(office, **values)  # type: ignore[arg-type]  # fields of an Office
        await save_office(session, office, organization_id=ORGANIZATION, at=clock())
