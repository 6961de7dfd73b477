"""A worker: rows that no job told of are found, and a database that goes away comes back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import psycopg
import pytest

from domain.japan_time import JAPAN
from domain.outbox import Notice
from scheduler.delivery import Delivery
from scheduler.job_queue import Job, JobQueue
from scheduler.kept_deliveries import KeptDeliveries
from scheduler.worker import Drains, Worker, few_at_once, working
from storage import outbox, outbox_changes
from storage.organizations import ensure_organization
from storage.outbox_due import organizations_with_due
from storage.session import Database, libpq_address, open_database
from storage.tables import StaffRow
from tests.waiting import LONGEST, until

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=JAPAN)
LEASE = timedelta(seconds=90)
MINATO, YAMANO = 1, 2


@dataclass
class Post:
    """Drains by marking as sent. ``faults``: how often the next drains fail first."""

    database: Database
    now: datetime = NOW
    sent: list[int] = field(default_factory=list)
    faults: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    async def drain(self, organization_id: int) -> None:
        if self.faults:
            self.faults -= 1
            raise LookupError
        self.begun.set()
        await self.may_end.wait()
        async with self.database.within(organization_id).begin() as session:
            claimed = await outbox.claim_due(
                session,
                organization_id=organization_id,
                now=self.now,
                until=self.now + LEASE,
                limit=100,
            )
            sent = [outbox_changes.mark_sent(each, message_id="1", at=self.now) for each in claimed]
            await outbox_changes.change(session, sent)
        self.sent += [message.id for message in claimed]

    async def has_sent(self, count: int) -> None:
        await until(lambda: len(self.sent) >= count)


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[Database]:
    database = open_database(postgresql_url)
    async with database.across().begin() as session:
        for number, key in ((MINATO, "minato"), (YAMANO, "yamano")):
            await ensure_organization(session, key=key, name=key, policy_id="shimonoseki")
            session.add(
                StaffRow(
                    organization_id=number,
                    employee_number="1",
                    email=f"a@{key}.example",
                    name="港　花子",
                    grade="主事",
                    employment="常勤",
                    attendance="在職",
                )
            )
    yield database
    await database.close()


@pytest.fixture
async def post(database: Database) -> Post:
    post = Post(database)
    post.may_end.set()
    return post


@pytest.fixture
async def worker(database: Database, post: Post, postgresql_url: str) -> AsyncIterator[Worker]:
    address = libpq_address(postgresql_url)
    assert address is not None
    async with JobQueue(address, {Job.DRAIN: post.drain}).opened() as queue:
        yield Worker(
            queue, database, lambda: post.now, asyncio.Event(), no_drains(), look_every=0.1
        )


def no_drains() -> Drains:
    """The post does it its own way."""

    def nobody(organization_id: int) -> Delivery:
        raise LookupError(organization_id)

    return Drains(KeptDeliveries(nobody))


async def put(database: Database, organization_id: int, *, at: datetime = NOW) -> None:
    async with database.within(organization_id).begin() as session:
        staff = organization_id  # each has one person, in the same order
        await outbox.enqueue(
            session,
            Notice("completion.decided", staff, f"{organization_id}:{at}"),
            organization_id=organization_id,
            at=at,
        )


async def test_送るものがある自治体だけが見つかる(database: Database) -> None:
    await put(database, MINATO, at=NOW + timedelta(minutes=5))
    await put(database, YAMANO)
    async with database.across().read() as session:
        assert await organizations_with_due(session, now=NOW) == (YAMANO,)
    async with database.within(YAMANO).begin() as session:
        await outbox.claim_due(
            session, organization_id=YAMANO, now=NOW, until=NOW + LEASE, limit=10
        )
    async with database.across().read() as session:
        assert await organizations_with_due(session, now=NOW) == ()
        assert await organizations_with_due(session, now=NOW + LEASE) == (YAMANO,)
        later = NOW + timedelta(minutes=5)
        assert await organizations_with_due(session, now=later) == (MINATO, YAMANO)


async def test_だれも知らせなかった通知も見つけて送る(
    database: Database, worker: Worker, post: Post
) -> None:
    async with working(worker):
        await put(database, MINATO)
        await put(database, YAMANO, at=NOW + timedelta(hours=1))
        await post.has_sent(1)
        await asyncio.sleep(0.3)
        assert len(post.sent) == 1
        post.now += timedelta(hours=1)
        await post.has_sent(2)


async def test_失敗しても送り終えるまで繰り返す(
    database: Database, worker: Worker, post: Post
) -> None:
    post.faults = 2
    async with working(worker):
        await put(database, MINATO)
        await post.has_sent(1)
    assert post.faults == 0


async def test_データベースとの接続が切れてもまた働く(
    database: Database, worker: Worker, post: Post, postgresql_url: str
) -> None:
    address = libpq_address(postgresql_url)
    assert address is not None
    async with working(worker):
        await put(database, MINATO)
        await post.has_sent(1)
        with psycopg.connect(address) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE usename = current_user AND pid <> pg_backend_pid()"
            )
        await put(database, YAMANO)
        await post.has_sent(2)


async def test_止めるときは行っている仕事を終えてから止まる(
    database: Database, worker: Worker, post: Post
) -> None:
    post.may_end.clear()
    await put(database, MINATO)
    async with working(worker):
        async with asyncio.timeout(LONGEST):
            await post.begun.wait()
        stopping = asyncio.get_running_loop().call_later(0.3, post.may_end.set)
    assert stopping.when() <= asyncio.get_running_loop().time()
    assert len(post.sent) == 1


async def test_一度に入れる自治体は少しずつ() -> None:
    inside, most = set[int](), 0

    async def duty(organization_id: int) -> None:
        nonlocal most
        inside.add(organization_id)
        most = max(most, len(inside))
        await asyncio.sleep(0)
        inside.discard(organization_id)

    few = few_at_once(duty, most=2)
    await asyncio.gather(*(few(number) for number in range(7)))
    assert (most, inside) == (2, set())
