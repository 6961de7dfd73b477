"""A process's part in the coarse jobs: it works them, finds what nobody was told of, and reaps."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from handlers.faults import note_fault
from scheduler.deliver_outbox import AT_ONCE as MESSAGES_AT_ONCE
from scheduler.deliver_outbox import LAST_WORK, DeliverOutbox
from scheduler.job_queue import Duty, Job, JobQueue
from scheduler.kept_deliveries import KeptDeliveries
from storage.outbox_due import organizations_with_due
from storage.session import Database

AT_ONCE = 200
"""Jobs at the same time: they wait for the platforms nearly all the time."""
FAN_OUTS_AT_ONCE = 3
"""Those wait for the database, which has as much to do with a few as with all of them; more would
keep its connections from who sends and who answers.
"""
LOOK_EVERY = 2.0
REAP_EVERY = 15.0
AGAIN_AFTER = 1.0
"""Seconds. The last: until a worker that ended because the database went away begins anew."""


@dataclass
class Drains:
    """The outboxes that this process is sending from, each until nothing is due any more.

    The job's lock keeps every other process out of that organization meanwhile: what a platform has
    said to this one, that it is to wait, holds for all.
    """

    deliveries: KeptDeliveries
    at_once: int = MESSAGES_AT_ONCE
    _running: set[DeliverOutbox] = field(default_factory=set)

    async def drain(self, organization_id: int) -> None:
        delivery = self.deliveries.of(organization_id)
        outbox = DeliverOutbox(delivery, asyncio.Event(), at_once=self.at_once)
        self._running.add(outbox)
        try:
            await outbox.run_dry()
        finally:
            self._running.discard(outbox)

    def finish(self) -> None:
        """Nothing more is begun."""
        for outbox in self._running:
            outbox.finish()

    def cut_off(self) -> None:
        for outbox in self._running:
            outbox.cut_off()


@dataclass(frozen=True, slots=True)
class Worker:
    """``filled`` is set by whoever in this process has put something into the outbox."""

    queue: JobQueue
    database: Database
    clock: Callable[[], datetime]
    filled: asyncio.Event
    drains: Drains
    at_once: int = AT_ONCE
    look_every: float = LOOK_EVERY
    reap_every: float = REAP_EVERY

    async def run(self) -> None:
        """Until cancelled; jobs under way end first."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._for_ever(self._work, pause=_for_a_while(AGAIN_AFTER)))
            tasks.create_task(self._for_ever(self._look, pause=self._until_filled))
            tasks.create_task(self._for_ever(self.queue.reap, pause=_for_a_while(self.reap_every)))

    async def _work(self) -> None:
        await self.queue.work(at_once=self.at_once)

    async def _look(self) -> None:
        """Rows that were put off, or that a job has missed, are nobody's job until then."""
        self.filled.clear()
        async with self.database.across().read() as session:
            due = await organizations_with_due(session, now=self.clock())
        await self.queue.put_each(Job.DRAIN, due)

    async def _until_filled(self) -> None:
        try:
            async with asyncio.timeout(self.look_every):
                await self.filled.wait()
        except TimeoutError:
            pass

    @staticmethod
    async def _for_ever(
        work: Callable[[], Awaitable[object]], *, pause: Callable[[], Awaitable[None]]
    ) -> None:
        while True:
            try:
                await work()
            except Exception as fault:  # noqa: BLE001 - the database may be back the next time
                note_fault(fault, event="worker")
            await pause()


def few_at_once(duty: Duty, *, most: int = FAN_OUTS_AT_ONCE) -> Duty:
    """The same; who comes while ``most`` are at it waits."""
    free = asyncio.Semaphore(most)

    async def in_turn(organization_id: int) -> None:
        async with free:
            await duty(organization_id)

    return in_turn


@asynccontextmanager
async def working(worker: Worker) -> AsyncIterator[None]:
    """Until left; what cannot end in time is cut off, and goes on elsewhere after its lease."""
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.drains.finish()
        running.cancel()
        await asyncio.wait({running}, timeout=LAST_WORK)
        worker.drains.cut_off()
        await asyncio.wait({running}, timeout=LAST_WORK)


def _for_a_while(seconds: float) -> Callable[[], Awaitable[None]]:
    async def pause() -> None:
        await asyncio.sleep(seconds)

    return pause
