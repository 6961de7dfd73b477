"""A process's part in the coarse jobs: it works them, finds what nobody was told of, and reaps."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from handlers.faults import note_fault
from scheduler.job_queue import Job, JobQueue
from storage.outbox_due import organizations_with_due
from storage.session import Database

AT_ONCE = 50
"""Jobs at the same time: they wait for the platforms nearly all the time."""
LOOK_EVERY = 2.0
REAP_EVERY = 15.0
AGAIN_AFTER = 1.0
"""Seconds. The last: until a worker that ended because the database went away begins anew."""


@dataclass(frozen=True, slots=True)
class Worker:
    """``filled`` is set by whoever in this process has put something into the outbox."""

    queue: JobQueue
    database: Database
    clock: Callable[[], datetime]
    filled: asyncio.Event
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


@asynccontextmanager
async def working(worker: Worker) -> AsyncIterator[None]:
    """Until left, when jobs under way end."""
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})


def _for_a_while(seconds: float) -> Callable[[], Awaitable[None]]:
    async def pause() -> None:
        await asyncio.sleep(seconds)

    return pause
