"""A week's reminders put into the outbox: 16,000 people of one organization, or a whole country.

As it is done where it runs: on SQLite by the process that has seen the time come, on PostgreSQL by
way of the job queue and two workers. The peer is the least that any program must do: the same rows,
without the ledger and whatever else decides, by one bare INSERT … SELECT for each organization, into
the same table, one after the other.
Also ``python -m benchmarks.fan_out``; with ``country`` the 2.8 million people of 1,788 organizations.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg

from benchmarks.processes import started
from benchmarks.turn_worker import job_queue, turns
from domain.japan_time import JAPAN
from storage.migration import upgrade
from storage.organization_office import begin_office
from storage.outbox_due import undelivered_counts
from storage.session import Database, open_database
from tests.databases import PostgreSQL, running_postgresql

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=JAPAN)
SINCE, NOW = MONDAY - timedelta(days=3), MONDAY + timedelta(minutes=1)
WORKERS = 2


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
        _fill_sqlite(url, size)
        rows, seconds = asyncio.run(_put(url, size, _by_itself))
        return FannedOut(rows, seconds, _peer_on_sqlite(url, size))


def on_postgresql(size: Size = PREFECTURE) -> FannedOut:
    with running_postgresql() as server:
        name = server.create()
        asyncio.run(upgrade(server.url(name), owner_url=server.owner_url(name)))
        _fill_postgresql(server, name, size)
        by_workers = partial(_by_workers, server.superuser_url(name))
        rows, seconds = asyncio.run(_put(server.url(name), size, by_workers))
        return FannedOut(rows, seconds, _peer_on_postgresql(server, name, size))


async def _put(
    url: str, size: Size, taken: Callable[[str, Database], Awaitable[float]]
) -> tuple[int, float]:
    database = open_database(url)
    async with database.across().begin() as session:
        for number in range(1, size.organizations + 1):
            await begin_office(session, organization_id=number, at=SINCE)
    seconds = await taken(url, database)
    async with database.across().read() as session:
        rows = sum((await undelivered_counts(session)).values())
    await database.close()
    return rows, seconds


async def _by_itself(_url: str, database: Database) -> float:
    begun = time.perf_counter()
    await turns(database, None, now=NOW).settle()
    return time.perf_counter() - begun


async def _by_workers(superuser_url: str, url: str, database: Database) -> float:
    """From when the time is seen until no job is left."""
    workers = [
        await started("benchmarks.turn_worker", url, NOW.isoformat()) for _ in range(WORKERS)
    ]
    try:
        async with job_queue(url, {}).opened() as queue:
            begun = time.perf_counter()
            await turns(database, queue, now=NOW).settle()
            while await asyncio.to_thread(_jobs_left, superuser_url):  # noqa: ASYNC110 - other processes' work
                await asyncio.sleep(0.1)
            return time.perf_counter() - begun
    finally:
        for worker in workers:
            worker.kill()
            await worker.wait()


def _jobs_left(superuser_url: str) -> bool:
    with psycopg.connect(superuser_url) as connection:
        asked = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = 'fan_out')"
        return connection.execute(asked).fetchone() == (True,)


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
        connection.execute("ANALYZE organization, staff")


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
