"""What goes on beside the answering: the clock, and the sending of what is told to others.

On SQLite this process does it all. On PostgreSQL it is put into the job queue, and worked by any
number of processes (docs/decisions/0019).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

from bot.clock_check import ClockCheck
from bot.main import Bot
from handlers.faults import note_fault
from scheduler.bring_up_stalled import bring_up_stalled
from scheduler.bring_up_waiting_cases import bring_up_waiting_cases
from scheduler.deliver_outbox import delivering
from scheduler.go_on_with_exchanges import go_on_with_exchanges
from scheduler.keep_kpis import keep_kpis
from scheduler.kept_deliveries import KeptDeliveries
from scheduler.tell_alike_departments import tell_alike_departments
from scheduler.timetable import ticking
from storage.dialect import database_now
from storage.organizations import all_organizations
from storage.session import Session

DatabaseNow = Callable[[Session], Awaitable[datetime | None]]


@asynccontextmanager
async def background(
    bot: Bot, *, works: bool = True, its_clock: DatabaseNow = database_now
) -> AsyncIterator[None]:
    """Until left; what is being sent ends first. ``works``: whether this process does its part of
    the jobs on PostgreSQL, or leaves them to others. ``its_clock``: what time it is there.
    """
    async with _warming(bot), _working(bot, works=works, its_clock=its_clock):
        yield


@asynccontextmanager
async def _warming(bot: Bot) -> AsyncIterator[None]:
    """The published cases of each organization are read into memory, a few at a time."""
    warming = asyncio.create_task(_warm(bot))
    try:
        yield
    finally:
        warming.cancel()
        await asyncio.wait([warming])


async def _warm(bot: Bot) -> None:
    database = bot.deployment.database
    try:
        async with database.across().read() as session:
            organizations = await all_organizations(session)
    except Exception as fault:  # noqa: BLE001 - who asks first reads them then
        note_fault(fault, event="cases:warm")
        return
    for organization in organizations:
        try:
            await bot.deps.cases.warm(organization, database)
        except Exception as fault:  # noqa: BLE001 - the others are read all the same
            note_fault(fault, event="cases:warm")


@asynccontextmanager
async def _working(bot: Bot, *, works: bool, its_clock: DatabaseNow) -> AsyncIterator[None]:
    address = bot.deployment.jobs_address
    if address is None:
        async with (
            _clock(bot, bot.weekly_turns().settle, _hourly(bot)),
            delivering(bot.outbox()),
        ):
            yield
        return
    check = ClockCheck(bot.deployment.database, bot.deps.clock, its_clock)
    async with _with_job_queue(bot, address, check, works=works):
        yield


@asynccontextmanager
async def _with_job_queue(
    bot: Bot, address: str, check: ClockCheck, *, works: bool
) -> AsyncIterator[None]:
    from scheduler.job_queue import Duty, Job, JobQueue  # slow to import, and for PostgreSQL only
    from scheduler.worker import Drains, Worker, few_at_once, working

    drains = Drains(KeptDeliveries(bot.delivery))
    duties: dict[Job, Duty] = {Job.DRAIN: drains.drain}
    async with JobQueue(address, duties).opened() as queue:
        weekly = bot.weekly_turns(queue)
        duties[Job.FAN_OUT] = few_at_once(check.guarding(weekly.settle_for))
        worker = Worker(queue, bot.deps.database, bot.deps.clock, bot.deps.outbox_filled, drains)
        hourly = {name: check.guarding(job) for name, job in _hourly(bot).items()}
        async with _clock(bot, check.guarding(weekly.settle), hourly):
            if not works:
                yield
                return
            async with working(worker):
                yield


Hourly = Mapping[str, Callable[[], Awaitable[None]]]
"""Jobs by their names in the timetable."""


def _clock(
    bot: Bot, settle: Callable[[], Awaitable[None]], hourly: Hourly
) -> AbstractAsyncContextManager[None]:
    return ticking(bot.deployment.database, bot.deps.clock, settle, hourly)


def _hourly(bot: Bot) -> Hourly:
    database, deps = bot.deployment.database, bot.deps

    async def bring_up() -> None:
        if await bring_up_waiting_cases(database, deps.clock, deps.is_national_holiday):
            deps.outbox_filled.set()

    async def tell() -> None:
        await tell_alike_departments(deps)

    async def stalled() -> None:
        if await bring_up_stalled(database, deps.clock, deps.is_national_holiday):
            deps.outbox_filled.set()

    async def exchange() -> None:
        if await go_on_with_exchanges(database, deps.clock, deps.is_national_holiday):
            deps.outbox_filled.set()

    async def keep() -> None:
        await keep_kpis(deps)

    return {
        "bring-up-waiting-cases": bring_up,
        "tell-alike-departments": tell,
        "bring-up-stalled": stalled,
        "go-on-with-exchanges": exchange,
        "keep-kpis": keep,
    }
