"""An office that was there before the weekly messages that a release brings."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlmodel import col

from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from handlers import digest, exchange_ask
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.migration import downgrade, upgrade
from storage.office_tables import OrganizationOfficeRow
from storage.organization_office import office_of, save_office
from storage.session import open_database
from tests.scenarios.world import Clock
from tests.scheduler.weekly_world import ORGANIZATION, founded, ledger, messages, turns_of

APRIL = datetime(2026, 4, 1, 9, 0, tzinfo=JAPAN)
WEDNESDAY = datetime(2026, 11, 11, 14, 0, tzinfo=JAPAN)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=JAPAN)
NEW = (exchange_ask.ASK, digest.KIND)
JOBS = tuple(job for job in WEEKLY_REMINDERS if job.name in NEW)


async def test_週の途中で更新した市に来る新しい知らせは次の月曜から一つずつ(
    owner_database_url: str,
) -> None:
    database = open_database(owner_database_url).across()
    await founded(database)
    places = ChannelPlace("slack", "C1"), ChannelPlace("slack", "C2")
    office = Office(since=APRIL, forum=places[0], secretariat=places[1])
    async with database.begin() as session:
        await save_office(session, office, organization_id=ORGANIZATION, at=APRIL)
    before = datetime.now(UTC)
    await downgrade(owner_database_url, to="0027")
    await upgrade(owner_database_url)
    async with database.read() as session:
        upgraded = await office_of(session, organization_id=ORGANIZATION)
    assert upgraded.since == APRIL
    for began in (upgraded.exchange.since, upgraded.digest.since):
        assert began is not None
        assert before - timedelta(seconds=2) <= began <= datetime.now(UTC)

    # Whatever day it is where this is run: the upgrade was on a Wednesday.
    row = OrganizationOfficeRow
    async with database.begin() as session:
        for since in (col(row.exchange_since), col(row.digest_since)):
            await session.execute(update(row).where(since.is_not(None)).values({since: WEDNESDAY}))
    clock = Clock(WEDNESDAY + timedelta(minutes=1))
    turns = replace(turns_of(database, clock), jobs=JOBS)
    await turns.settle()
    assert (await ledger(database), await messages(database)) == ([], 0)
    clock.now = MONDAY
    await turns.settle()
    settled = await ledger(database)
    await database.close()
    assert sorted((turn.job, turn.week, turn.state) for turn in settled) == sorted(
        (job, "2026-W47", "done") for job in NEW
    )
