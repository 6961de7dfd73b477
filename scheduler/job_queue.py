"""Coarse jobs on PostgreSQL: one organization's turn fanned out, one organization's outbox drained.

The rows of ledger and outbox are the truth; a job only says whose rows somebody should look at. So
a job may be lost, or come twice, without harm: ``scheduler/worker.py`` puts in what is missing.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from handlers.faults import note_fault
from storage.session import Session, driver_connection

QUEUE = "kakehashi"
SILENT_FOR = 30.0
"""Seconds without a sign of life after which a worker's jobs are taken from it; it gives three in
that time.
"""
CONNECTIONS = 4


class Job(StrEnum):
    FAN_OUT = "fan_out"
    DRAIN = "drain"


Duty = Callable[[int], Awaitable[None]]
"""What a job does for an organization, by its id."""


class JobQueue:
    """The queue as one process sees it. Open it before use."""

    def __init__(
        self, conninfo: str, duties: Mapping[Job, Duty], *, silent_for: float = SILENT_FOR
    ) -> None:
        """``conninfo`` is libpq's address of the database; ``duties`` are complete before ``work``."""
        self._silent_for = silent_for
        self._app = App(
            connector=PsycopgConnector(
                conninfo=conninfo, min_size=1, max_size=CONNECTIONS, configure=_plan_each_time
            )
        )
        self._tasks = {
            job: self._app.task(name=job.value, queue=QUEUE)(_for_one(job, duties)) for job in Job
        }

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["JobQueue"]:
        async with self._app.open_async():
            yield self

    async def put(self, job: Job, organization_id: int, *, session: Session | None = None) -> bool:
        """Within ``session``'s transaction where there is one. False where such a job waits already.

        That one may end before the transaction does, and see nothing of it: whoever needs certainty
        has to look again (``Worker``).
        """
        key = f"{job}:{organization_id}"
        options: dict[str, Any] = {"lock": key, "queueing_lock": key}
        task = self._tasks[job]
        try:
            if session is None:
                await task.configure(**options).defer_async(organization_id=organization_id)
            else:
                async with session.begin_nested():  # a refusal must not end the transaction
                    connection = await driver_connection(session)
                    await task.configure(**options, connection=connection).defer_async(
                        organization_id=organization_id
                    )
        except AlreadyEnqueued:
            return False
        return True

    async def take_turns(self, organization_id: int) -> None:
        await self.put(Job.FAN_OUT, organization_id)

    async def send(self, session: Session, organization_id: int) -> None:
        await self.put(Job.DRAIN, organization_id, session=session)

    async def put_each(self, job: Job, organizations: Iterable[int]) -> None:
        for organization_id in organizations:
            await self.put(job, organization_id)

    async def work(self, *, at_once: int) -> None:
        """Until cancelled; jobs under way end first. It ends by itself when the database does."""
        await self._app.run_worker_async(
            queues=[QUEUE],
            concurrency=at_once,
            delete_jobs="always",
            fetch_job_polling_interval=1.0,
            install_signal_handlers=False,
            update_heartbeat_interval=self._silent_for / 3,
            stalled_worker_timeout=self._silent_for,
        )

    async def reap(self) -> int:
        """Take their jobs from workers that have fallen silent, or no other can begin them.

        Deleted, not put back: put back, such a job can wait for its own lock for ever.
        """
        manager = self._app.job_manager
        stalled = await manager.get_stalled_jobs(
            queue=QUEUE, seconds_since_heartbeat=self._silent_for
        )
        taken = [await _is_taken(manager, job.id) for job in stalled if job.id is not None]
        await manager.prune_stalled_workers(self._silent_for)
        return sum(taken)


async def _plan_each_time(connection: Any) -> None:
    """A plan that was made while the queue was empty reads all that waits, once it is full."""
    await connection.execute("SET plan_cache_mode = force_custom_plan")
    await connection.commit()


async def _is_taken(manager: JobManager, job_id: int) -> bool:
    try:
        await manager.finish_job_by_id_async(job_id, Status.FAILED, delete_job=True)
    except ConnectorException:  # its worker, or another reaper, was first
        return False
    return True


def _for_one(job: Job, duties: Mapping[Job, Duty]) -> Callable[..., Awaitable[None]]:
    async def run(organization_id: int) -> None:
        """Never raises: what is left undone is put in again."""
        try:
            await duties[job](organization_id)
        except Exception as fault:  # noqa: BLE001 - other jobs are to go on
            note_fault(fault, event=f"{job}:{organization_id}")

    return run
