"""The job queue on PostgreSQL: what is put in within a transaction, worked once, and taken back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import psycopg
import pytest

from scheduler.job_queue import Job, JobQueue
from storage.session import Database, libpq_address, open_database
from tests.waiting import until

ORGANIZATION = 7


@dataclass
class Seen:
    """What a worker's duties were asked for, in the order in which they began and ended."""

    begun: list[int] = field(default_factory=list)
    drained: list[int] = field(default_factory=list)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_end.set()

    async def drain(self, organization_id: int) -> None:
        self.begun.append(organization_id)
        await self.may_end.wait()
        self.drained.append(organization_id)

    async def has_begun(self, times: int) -> None:
        await _has(self.begun, times)

    async def has_drained(self, times: int) -> None:
        await _has(self.drained, times)


async def _has(seen: list[int], times: int) -> None:
    await until(lambda: len(seen) >= times)


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[Database]:
    database = open_database(postgresql_url)
    yield database
    await database.close()


@pytest.fixture
def address(postgresql_url: str) -> str:
    found = libpq_address(postgresql_url)
    assert found is not None
    return found


@pytest.fixture
async def seen() -> Seen:
    return Seen()


@pytest.fixture
async def queue(address: str, seen: Seen) -> AsyncIterator[JobQueue]:
    async with JobQueue(address, {Job.DRAIN: seen.drain}).opened() as queue:
        yield queue


@asynccontextmanager
async def at_work(queue: JobQueue, *, at_once: int = 4) -> AsyncIterator[None]:
    working = asyncio.create_task(queue.work(at_once=at_once))
    try:
        yield
    finally:
        working.cancel()
        await asyncio.wait({working})


def waiting(address: str) -> int:
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()
    assert row is not None
    return int(row[0])


async def none_waits(address: str) -> None:
    await until(lambda: not waiting(address))


async def test_取り消された取引の仕事は残らない(
    database: Database, queue: JobQueue, address: str
) -> None:
    async with database.begin() as session:
        assert await queue.put(Job.DRAIN, ORGANIZATION, session=session)
        await session.rollback()
    assert waiting(address) == 0


async def test_確定した取引の仕事は一度だけ行われる(
    database: Database, queue: JobQueue, seen: Seen, address: str
) -> None:
    async with database.begin() as session:
        await queue.put(Job.DRAIN, ORGANIZATION, session=session)
        assert waiting(address) == 0
    async with at_work(queue):
        await seen.has_drained(1)
        await none_waits(address)
    assert seen.drained == [ORGANIZATION]


async def test_待っている仕事と同じ仕事は増えず取引は続く(
    database: Database, queue: JobQueue, address: str
) -> None:
    assert await queue.put(Job.DRAIN, ORGANIZATION)
    async with database.begin() as session:
        assert not await queue.put(Job.DRAIN, ORGANIZATION, session=session)
        assert await queue.put(Job.DRAIN, ORGANIZATION + 1, session=session)
    assert waiting(address) == 2


async def test_一つの自治体の仕事は同時に行われず別の自治体の仕事は待たない(
    queue: JobQueue, seen: Seen
) -> None:
    seen.may_end.clear()
    async with at_work(queue):
        await queue.put(Job.DRAIN, 1)
        await seen.has_begun(1)
        await queue.put(Job.DRAIN, 1)
        await queue.put(Job.DRAIN, 2)  # behind the one that has to wait, and begun before it
        await seen.has_begun(2)
        assert seen.begun == [1, 2]
        seen.may_end.set()
        await seen.has_drained(3)
    assert sorted(seen.drained) == [1, 1, 2]


async def test_失敗した仕事は残らずほかの仕事を止めない(address: str, seen: Seen) -> None:
    async def fails(organization_id: int) -> None:
        await seen.drain(organization_id)
        raise LookupError

    async with JobQueue(address, {Job.DRAIN: fails}).opened() as queue, at_work(queue):
        await queue.put(Job.DRAIN, 1)
        await queue.put(Job.DRAIN, 2)
        await none_waits(address)
    assert sorted(seen.drained) == [1, 2]


async def test_黙り込んだ働き手の仕事は取り上げられ次の働き手が始められる(
    queue: JobQueue, seen: Seen, address: str
) -> None:
    await queue.put(Job.DRAIN, ORGANIZATION)
    with psycopg.connect(address) as connection:  # a worker that was killed as it began
        connection.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id)"
            " SELECT procrastinate_fetch_job_v2(NULL, id) FROM dead"
        )
    await queue.put(Job.DRAIN, ORGANIZATION)
    async with at_work(queue):
        await queue.put(Job.DRAIN, ORGANIZATION + 1)  # put in last, and begun before it
        await seen.has_drained(1)
        assert seen.drained == [ORGANIZATION + 1]
        assert await queue.reap() == 1
        await queue.put(Job.DRAIN, ORGANIZATION + 2)
        await seen.has_drained(3)
    assert sorted(seen.drained) == [ORGANIZATION, ORGANIZATION + 1, ORGANIZATION + 2]


async def test_生きている働き手の仕事は取り上げられない(queue: JobQueue, seen: Seen) -> None:
    seen.may_end.clear()
    async with at_work(queue):
        await queue.put(Job.DRAIN, ORGANIZATION)
        await seen.has_begun(1)
        assert await queue.reap() == 0
        seen.may_end.set()
        await seen.has_drained(1)


def test_待っているものが多くても_次の仕事は数え直さずに見つかる(address: str) -> None:
    """Without the statistics all that waits is read, each one looking for its own lock."""
    put = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status)"
        " SELECT 'kakehashi', 'drain', 'n' || n, 'n' || n, '{}', 'todo' FROM generate_series(1, 2000) g(n)"
    )
    read = (
        "SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int"
        " FROM pg_stat_xact_user_tables WHERE relname = 'procrastinate_jobs'"
    )
    with psycopg.connect(address) as connection:
        connection.execute(put)
        before = connection.execute(read).fetchone() or (0,)
        connection.execute("SELECT id FROM procrastinate_fetch_job_v2(ARRAY['kakehashi'], NULL)")
        after = connection.execute(read).fetchone() or (0,)
        connection.rollback()
    assert 0 < after[0] - before[0] < 100
