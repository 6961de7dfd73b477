"""One week's digest in a process that does nothing else: ``python -m benchmarks.digest_cost DATABASE [--bot]``.

As ``kakehashi digest --excel`` makes it; with ``--bot`` as ``kakehashi serve`` does, which has loaded all that it
answers with. What fills the database is not imported here: the memory is that of the digest.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from importlib import import_module

from benchmarks.loop_gap import LoopGap
from benchmarks.resident import mapped_mb, most_resident_mb, own_mb
from bot.deployment import Deployment, japan_now, open_deployment
from bot.settings import Settings, read_settings
from cards.digest import digest_card
from domain.digest import Period
from domain.kpi import Reading
from domain.recommendation import Adviser
from domain.requirements import Rulebook
from handlers.digest_made import digest_with_tables
from handlers.digest_pictures import digest_file
from handlers.digest_reading import MadeDigest
from handlers.kpi_reading import count_now
from storage.catalogue import read_catalogue

POLICY = "tokyo-template"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and megabytes at the most since the process began. ``cpu``: of the digest, whatever else the
    machine does; ``gap``: the longest that the loop was busy. ``own`` and ``shared``: what is the process's
    own and what is mapped from files (the dictionary, the vectors), which all processes have together,
    when the digest is made or its files are, whichever is more.
    """

    sentences: int
    kpis: float
    digest: float
    cpu: float
    files: float
    gap: float
    memory: float
    own: float
    shared: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", metavar="DATABASE")
    parser.add_argument("--bot", action="store_true")
    asked = parser.parse_args(arguments)
    import_module("bot.commands.serve" if asked.bot else "bot.commands.digest")
    settings = read_settings(database_url=asked.database, policy=POLICY)
    cost = asyncio.run(_measured(settings, in_the_bot=asked.bot))
    sys.stdout.write(json.dumps(asdict(cost)))


async def _measured(settings: Settings, *, in_the_bot: bool) -> Cost:
    """Of the week that goes on: it has the KPIs as well."""
    async with (_bot if in_the_bot else open_deployment)(settings) as deployment:
        gc.freeze()  # as ``kakehashi serve`` does
        gap = LoopGap()
        watching = asyncio.create_task(gap.watch())
        begun, cpu = time.perf_counter(), time.process_time()
        made, kpis = await _digest(deployment)
        done, cpu = time.perf_counter(), time.process_time() - cpu
        own, shared = _own_and_shared()
        await asyncio.to_thread(digest_file, made)
        digest_card(made.digest, today=japan_now().date())
        files = time.perf_counter() - done
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        return Cost(
            sentences=sum(1 for _ in made.digest.sentences()),
            kpis=kpis,
            digest=done - begun,
            cpu=cpu,
            files=files,
            gap=gap.longest.worked,
            memory=most_resident_mb(os.getpid()),
            own=max(own, _own_and_shared()[0]),
            shared=max(shared, _own_and_shared()[1]),
        )


async def _digest(deployment: Deployment) -> tuple[MadeDigest, float]:
    """With the seconds in which the KPIs were counted."""
    now, database, organization = japan_now(), deployment.database, deployment.organization
    async with database.read() as session:
        catalogue = await read_catalogue(session, organization_id=organization.id)
    adviser = Adviser(rulebook=Rulebook(deployment.policy), catalogue=catalogue, now=now)
    taken = 0.0

    async def counted() -> Reading:
        nonlocal taken
        begun = time.perf_counter()
        reading = await count_now(organization, adviser.rulebook, database, as_of=now.date())
        taken = time.perf_counter() - begun
        return reading

    made = await digest_with_tables(
        Period.of_week(now.date(), as_of=now),
        database=database,
        organization=organization,
        adviser=adviser,
        counted=counted,
        now=now,
    )
    return made, taken


def _own_and_shared() -> tuple[float, float]:
    return own_mb(os.getpid()), mapped_mb(os.getpid())


@asynccontextmanager
async def _bot(settings: Settings) -> AsyncIterator[Deployment]:
    from bot.main import open_bot  # only where it is asked for: it has all handlers

    async with open_bot(settings) as bot:
        yield bot.deployment


if __name__ == "__main__":
    main()
