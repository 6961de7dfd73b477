"""A week's reminders put into the outbox: 16,000 people of one organization, or a whole country.

The peer is the least that any program must do: the same rows, without the ledger and whatever else
decides, by one bare INSERT … SELECT for each organization, into the same table.
Also ``python -m benchmarks.fan_out``; with ``country`` the 2.8 million people of 1,788 organizations.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg

from bot.national_holidays import is_national_holiday
from domain.japan_time import JAPAN
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from scheduler.weekly_turns import WeeklyTurns
from storage.migration import upgrade
from storage.organization_office import begin_office
from storage.outbox_due import undelivered_counts
from storage.session import open_database
from tests.databases import PostgreSQL, running_postgresql

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=JAPAN)
SINCE = MONDAY - timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Size:
    organizations: int
    people: int
    """In each."""


PREFECTURE = Size(1, 16_000)
COUNTRY = Size(1_788, 1_566)


@dataclass(frozen=True, slots=True)
class FannedOut:
    """Seconds; ``rows`` of ours."""

    rows: int
    ours: float
    peer: float


def on_sqlite(size: Size = PREFECTURE) -> FannedOut:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'town.db'}"
        asyncio.run(upgrade(url))
        rows, seconds = _measured(url, size, partial(_fill_sqlite, url, size))
        return FannedOut(rows, seconds, _peer_on_sqlite(url, size))


def on_postgresql(size: Size = PREFECTURE) -> FannedOut:
    with running_postgresql() as server:
        name = server.create()
        asyncio.run(upgrade(server.url(name), owner_url=server.owner_url(name)))
        fill = partial(_fill_postgresql, server, name, size)
        rows, seconds = _measured(server.url(name), size, fill)
        return FannedOut(rows, seconds, _peer_on_postgresql(server, name, size))


def _measured(url: str, size: Size, fill: Callable[[], None]) -> tuple[int, float]:
    fill()
    return asyncio.run(_put(url, size))


async def _put(url: str, size: Size) -> tuple[int, float]:
    database = open_database(url)
    async with database.across().begin() as session:
        for number in range(1, size.organizations + 1):
            await begin_office(session, organization_id=number, at=SINCE)
    turns = WeeklyTurns(
        database,
        lambda: MONDAY + timedelta(minutes=1),
        is_national_holiday,
        WEEKLY_REMINDERS,
        asyncio.Event(),
    )
    begun = time.perf_counter()
    await turns.settle()
    seconds = time.perf_counter() - begun
    async with database.across().read() as session:
        rows = sum((await undelivered_counts(session)).values())
    await database.close()
    return rows, seconds


_ORGANIZATION = (
    "INSERT INTO organization (id, key, name, policy_id, catalogue_version) "
    "SELECT n, 'o' || n, 'o' || n, 'shimonoseki', 0 FROM {organizations}"
)
_STAFF = (
    "INSERT INTO staff (organization_id, employee_number, email, name, grade, employment,"
    " attendance, talent_types, duties, handles_ict_equipment, manager_number) "
    "SELECT o.n, 'e' || p.n, 'e' || p.n || '@o' || o.n || '.example', '職員', '主事', '常勤', '在職',"
    " '[]', '[]', {true}, 'e' || (p.n - p.n % 10 + 1) FROM {organizations} o, {people} p"
)
_LEAST = (
    "INSERT INTO outbox (organization_id, kind, args, dedupe_key, staff_id, key, state, attempts,"
    " not_before, reason, created_at) SELECT organization_id, 'least', '{{}}', 'least:' || id, id,"
    " {key}, 'pending', 0, {now}, '', {now} FROM staff WHERE organization_id = {organization}"
)


def _fill_sqlite(url: str, size: Size) -> None:
    def numbers(count: int) -> str:
        more = f"SELECT n + 1 FROM r WHERE n < {count}"  # noqa: S608 - a number of ours
        return f"(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL {more}) SELECT n FROM r)"  # noqa: S608

    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        for statement in _statements(numbers, size, true="1"):
            connection.execute(statement)
    connection.close()


def _fill_postgresql(server: PostgreSQL, name: str, size: Size) -> None:
    def numbers(count: int) -> str:
        return f"(SELECT n FROM generate_series(1, {count}) AS g(n))"  # noqa: S608 - a number of ours

    with psycopg.connect(server.superuser_url(name)) as connection:
        for statement in _statements(numbers, size, true="true"):
            connection.execute(statement.encode())
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")


def _statements(numbers: Callable[[int], str], size: Size, *, true: str) -> list[str]:
    organizations, people = numbers(size.organizations), numbers(size.people)
    return [
        _ORGANIZATION.format(organizations=f"{organizations} AS o"),
        _STAFF.format(organizations=organizations, people=people, true=true),
    ]


def _peer_on_sqlite(url: str, size: Size) -> float:
    least = _LEAST.format(key="lower(hex(randomblob(16)))", now="'2026-11-30'", organization="?")
    begun = time.perf_counter()
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    for number in range(1, size.organizations + 1):
        with connection:
            connection.execute(least, (number,))
    connection.close()
    return time.perf_counter() - begun


def _peer_on_postgresql(server: PostgreSQL, name: str, size: Size) -> float:
    least = _LEAST.format(key="gen_random_uuid()::text", now="now()", organization="%s")
    with psycopg.connect(server.superuser_url(name)) as connection:
        begun = time.perf_counter()
        for number in range(1, size.organizations + 1):
            connection.execute(least.encode(), (number,))
            connection.commit()
        return time.perf_counter() - begun


def printed(title: str, found: FannedOut) -> str:
    return (
        f"{title}\n"
        f"  かけはし        {found.ours:6.2f} s（{found.rows:,}行）\n"
        f"  比較：最小の実装 {found.peer:6.2f} s"
    )


def main(arguments: list[str]) -> None:
    if "country" in arguments:
        title = "週のお知らせを送信の列に入れる（280万人、1,788自治体、PostgreSQL）  目標 ≤ 180 s"
        print(printed(title, on_postgresql(COUNTRY)))
        return
    title = "週のお知らせを送信の列に入れる（16,000人、{}）  目標 ≤ {} s"
    print(printed(title.format("SQLite", 5), on_sqlite()))
    print(printed(title.format("PostgreSQL", 3), on_postgresql()))


if __name__ == "__main__":
    main(sys.argv[1:])
