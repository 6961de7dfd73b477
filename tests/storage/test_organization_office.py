"""Two who change the office at one moment: neither undoes what the other has said."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from domain.japan_time import JAPAN
from domain.office import ChannelPlace, ImpossibleOffice, Office, QuietHours
from domain.weekly_schedule import Weekday
from storage.organization_office import (
    begin_office,
    change_office,
    office_of,
    save_office,
    set_paused,
)
from storage.organizations import ensure_organization
from storage.session import Database, open_database
from tests.waiting import held_up

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
LATER = NOW + timedelta(minutes=1)
ORGANIZATION = 1
SECRETARIAT = ChannelPlace("slack", "C0OFFICE")


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[Database]:
    """PostgreSQL alone: SQLite lets one begin when the other has ended."""
    database = open_database(postgresql_url).across()
    async with database.begin() as session:
        await ensure_organization(session, key="minato", name="みなと市", policy_id="shimonoseki")
    yield database
    await database.close()


async def begun(database: Database) -> None:
    async with database.begin() as session:
        await begin_office(session, organization_id=ORGANIZATION, at=NOW)


async def changes(database: Database, change: Callable[[Office], Office]) -> None:
    async with database.begin() as session:
        await change_office(session, change, organization_id=ORGANIZATION, at=LATER)


async def pauses(database: Database) -> None:
    async with database.begin() as session:
        await begin_office(session, organization_id=ORGANIZATION, at=LATER)
        await set_paused(session, organization_id=ORGANIZATION, paused_at=LATER)


async def office(database: Database) -> Office:
    async with database.read() as session:
        return await office_of(session, organization_id=ORGANIZATION)


def on_tuesday(was: Office) -> Office:
    return replace(was, weekday=Weekday.TUESDAY)


def to_the_secretariat(was: Office) -> Office:
    return replace(was, secretariat=SECRETARIAT)


@pytest.mark.parametrize("is_new", [True, False])
async def test_曜日を変える間に休止しても休止は失われない(
    database: Database, monkeypatch: pytest.MonkeyPatch, *, is_new: bool
) -> None:
    """It has read the office, and not written yet, when the pause comes."""
    if not is_new:
        await begun(database)
    has_read, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(*given: Any, **named: Any) -> None:
        has_read.set()
        await go_on.wait()
        await save_office(*given, **named)

    monkeypatch.setattr("storage.organization_office.save_office", slowly)
    changing = asyncio.create_task(changes(database, on_tuesday))
    await has_read.wait()
    pausing = asyncio.create_task(pauses(database))
    await held_up(database, pausing)
    go_on.set()
    await asyncio.gather(changing, pausing)
    kept = await office(database)
    assert (kept.weekday, kept.paused_at) == (Weekday.TUESDAY, LATER)


async def test_休止する間に曜日を変えても休止は失われない(database: Database) -> None:
    await begun(database)
    async with database.begin() as session:
        await set_paused(session, organization_id=ORGANIZATION, paused_at=LATER)
        changing = asyncio.create_task(changes(database, on_tuesday))
        await held_up(database, changing)
    await changing
    kept = await office(database)
    assert (kept.weekday, kept.paused_at) == (Weekday.TUESDAY, LATER)


async def test_同時に曜日とチャンネルを決めても両方が残る(database: Database) -> None:
    async with database.begin() as session:
        await change_office(session, to_the_secretariat, organization_id=ORGANIZATION, at=NOW)
        changing = asyncio.create_task(changes(database, on_tuesday))
        await held_up(database, changing)
    await changing
    kept = await office(database)
    assert (kept.weekday, kept.secretariat) == (Weekday.TUESDAY, SECRETARIAT)


async def test_同時に決めた時刻と送らない時間帯が食い違うことはない(database: Database) -> None:
    def at_seven(was: Office) -> Office:
        return replace(was, at=time(19))

    def quiet_from_six(was: Office) -> Office:
        return replace(was, quiet=QuietHours(time(18), time(8)))

    await begun(database)
    async with database.begin() as session:
        await change_office(session, at_seven, organization_id=ORGANIZATION, at=LATER)
        changing = asyncio.create_task(changes(database, quiet_from_six))
        await held_up(database, changing)
    with pytest.raises(ImpossibleOffice):
        await changing
    assert (await office(database)).at == time(19)
