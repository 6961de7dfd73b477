"""The outbox drained by two processes on PostgreSQL, where sending takes no time: rows a second.

The peer is the least that any program must do: rows claimed with SKIP LOCKED, marked as begun, and
marked as sent, in batches, by bare psycopg; nobody is looked up, nothing written, no outcome told.
Also ``python -m benchmarks.drain``.
"""

import asyncio
import secrets
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import psycopg
from sqlalchemy import func, insert, select
from sqlmodel import col

from benchmarks.null_sender import KIND, ORGANIZATION
from benchmarks.processes import started
from domain.account import Account, AccountKind
from storage.accounts import keep_account
from storage.migration import upgrade
from storage.organizations import ensure_organization
from storage.outbox_table import OutboxRow
from storage.session import Database, open_database
from storage.tables import StaffRow
from tests.databases import PostgreSQL, running_postgresql

ROWS, PEOPLE, WORKERS = 40_000, 2_000, 2
CHUNK = 5_000
STILL_TO_DO = ("pending", "sending")


@dataclass(frozen=True, slots=True)
class Drained:
    """Rows a second."""

    ours: float
    peer: float


def compare() -> Drained:
    with running_postgresql() as server:
        return asyncio.run(_compared(server))


async def _compared(server: PostgreSQL) -> Drained:
    rates = [
        await _drained(server, module) for module in ("benchmarks.null_sender", "benchmarks.drain")
    ]
    return Drained(*rates)


async def _drained(server: PostgreSQL, module: str) -> float:
    """From when all processes are there until the last row is done with."""
    name = server.create()
    url = server.url(name)
    await upgrade(url, owner_url=server.owner_url(name))
    database = open_database(url)
    await fill(database.within(ORGANIZATION), rows=ROWS, people=PEOPLE)
    # The least needs no wall.
    seen_by = url if module == "benchmarks.null_sender" else server.superuser_url(name)
    running = [await started(module, seen_by) for _ in range(WORKERS)]
    try:
        return await _rate(database.within(ORGANIZATION), running)
    finally:
        for process in running:
            process.kill()
            await process.wait()
        await database.close()


async def _rate(database: Database, running: Sequence[Process]) -> float:
    for process in running:
        if process.stdin:
            process.stdin.write(b"\n")
    begun = time.perf_counter()
    while await left(database):  # noqa: ASYNC110 - other processes' work
        await asyncio.sleep(0.1)
    return ROWS / (time.perf_counter() - begun)


async def left(database: Database) -> int:
    async with database.read() as session:
        waiting = select(func.count()).where(col(OutboxRow.state).in_(STILL_TO_DO))
        return (await session.execute(waiting)).scalar_one()


async def fill(database: Database, *, rows: int, people: int) -> None:
    """A town whose people are each known on a platform, and messages to them that are due."""
    now = datetime.now(UTC)
    async with database.begin() as session:
        await ensure_organization(session, key="town", name="町", policy_id="shimonoseki")
        await session.execute(insert(StaffRow), [_staff(n) for n in range(1, people + 1)])
        for n in range(1, people + 1):
            account = Account("null", f"U{n}", AccountKind.MEMBER, email(n), "", now)
            await keep_account(session, account, organization_id=ORGANIZATION)
        for first in range(0, rows, CHUNK):
            chunk = range(first, min(first + CHUNK, rows))
            await session.execute(insert(OutboxRow), [_row(n, n % people + 1, now) for n in chunk])


def email(number: int) -> str:
    return f"staff{number:05d}@town.example"


def _staff(number: int) -> dict[str, object]:
    return {
        "id": number,
        "organization_id": ORGANIZATION,
        "employee_number": str(number),
        "email": email(number),
        "name": "職員",
        "grade": "主事",
        "employment": "常勤",
        "attendance": "在職",
        "talent_types": [],
        "duties": [],
        "joined_on": date(2020, 4, 1),
    }


def _row(number: int, staff: int, now: datetime) -> dict[str, object]:
    return {
        "organization_id": ORGANIZATION,
        "kind": KIND,
        "args": {},
        "dedupe_key": f"{KIND}:{number}",
        "staff_id": staff,
        "key": secrets.token_urlsafe(18),
        "state": "pending",
        "not_before": now,
        "created_at": now,
    }


def _drain_by_hand(url: str, *, at_once: int = 400) -> None:
    """The peer, in a process of its own."""
    take = (
        "UPDATE outbox SET state = 'sending', claim = 'x', lease_until = now() WHERE id IN (SELECT id"
        " FROM outbox WHERE state = 'pending' ORDER BY not_before LIMIT %s FOR UPDATE SKIP LOCKED)"
        " RETURNING id"
    )
    begin = "UPDATE outbox SET platform = 'null', conversation = 'D1', attempt_at = now() WHERE id = ANY(%s)"
    end = "UPDATE outbox SET state = 'sent', done_at = now() WHERE id = ANY(%s)"
    with psycopg.connect(url, autocommit=True) as connection:
        print(flush=True)
        sys.stdin.readline()
        while numbers := [row[0] for row in connection.execute(take, [at_once])]:
            connection.execute(begin, [numbers])
            connection.execute(end, [numbers])


def printed(drained: Drained) -> str:
    share = drained.ours / drained.peer
    return (
        f"送信箱をさばく（PostgreSQL、{WORKERS}プロセス、{ROWS:,}件、送り先は何もしない）"
        "  目標 毎秒4,000件以上\n"
        f"  かけはし        毎秒{drained.ours:7,.0f} 件\n"
        f"  比較：最小の実装 毎秒{drained.peer:7,.0f} 件（{share:.2f}倍）"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _drain_by_hand(sys.argv[1])
    else:
        print(printed(compare()))
