"""What a week's digest of a prefecture costs: 16,000 people, and 1,000 or 10,000 issues.

``python -m benchmarks.digest``. Each is measured in a process of its own, so that its memory is its own.
"""

import argparse
import asyncio
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.loop_gap import LoopGap
from benchmarks.many_issues import write_issues
from benchmarks.prefecture import PEOPLE, make_prefecture
from benchmarks.servers import mapped_mb, most_resident_mb
from bot.deployment import japan_now
from bot.main import Bot, open_bot
from bot.settings import read_settings
from cards.digest import digest_card
from domain.digest import Period
from domain.kpi import Reading
from handlers.digest_made import digest_with_tables
from handlers.digest_pictures import digest_file
from handlers.digest_reading import MadeDigest
from handlers.kpi_reading import count_now

POLICY = "tokyo-template"
SIZES = ((1_000, 5), (10_000, 30))
"""Issues, and the seconds that they may take."""
MOST_MEGABYTES = 400


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and megabytes at the most since the process began. ``cpu``: of the digest, whatever else the
    machine does; ``gap``: the longest that the loop was busy; ``shared``: of ``memory`` what is mapped from
    files (the dictionary, the vectors), which all processes have together.
    """

    sentences: int
    kpis: float
    digest: float
    cpu: float
    files: float
    gap: float
    memory: float
    shared: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--of", metavar="DATABASE")
    if of := parser.parse_args(arguments).of:
        sys.stdout.write(json.dumps(asdict(asyncio.run(measured(of)))))
        return
    print(f"週のまとめ（{PEOPLE:,}人、SQLite、方針は{POLICY}）")
    with tempfile.TemporaryDirectory() as folder:
        prefecture = Path(folder) / "prefecture.db"
        asyncio.run(_prefecture(f"sqlite:///{prefecture}"))
        for count, most in SIZES:
            file = Path(folder) / f"{count}.db"
            shutil.copyfile(prefecture, file)
            asyncio.run(_with_issues(f"sqlite:///{file}", count))
            print(printed(count, most, _in_a_process(f"sqlite:///{file}")), flush=True)


def printed(count: int, most: int, cost: Cost) -> str:
    return (
        f"  課題{count:6,}件  まとめ {cost.digest:5.2f} s（目標 {most} s 以下、CPU {cost.cpu:.2f} s、うち指標 {cost.kpis:.2f} s）"
        f"  カードとExcel {cost.files:.2f} s  文 {cost.sentences}  ループの停滞 {cost.gap:.2f} s"
        f"  メモリー {cost.memory:.0f} MB（目標 {MOST_MEGABYTES} MB 以下、うち共有のファイル {cost.shared:.0f} MB）"
    )


def _in_a_process(url: str) -> Cost:
    command = (sys.executable, "-m", "benchmarks.digest", "--of", url)
    done = subprocess.run(command, capture_output=True, check=True)
    return Cost(**json.loads(done.stdout))


async def _prefecture(url: str) -> None:
    async with open_bot(read_settings(database_url=url, policy=POLICY)) as bot:
        await make_prefecture(bot.deployment, now=japan_now())


async def _with_issues(url: str, count: int) -> None:
    async with open_bot(read_settings(database_url=url, policy=POLICY)) as bot:
        await write_issues(
            bot.deployment.database,
            count,
            organization_id=bot.deployment.organization.id,
            people=PEOPLE,
            now=japan_now() - timedelta(hours=1),
        )


async def measured(url: str) -> Cost:
    """Of the week that goes on: it has the KPIs as well."""
    async with open_bot(read_settings(database_url=url, policy=POLICY)) as bot:
        gc.freeze()  # as ``kakehashi serve`` does
        gap = LoopGap()
        watching = asyncio.create_task(gap.watch())
        begun, cpu = time.perf_counter(), time.process_time()
        made_digest, kpis = await _digest(bot)
        made, cpu = time.perf_counter(), time.process_time() - cpu
        today = bot.deps.clock().date()
        await asyncio.to_thread(digest_file, made_digest)
        digest_card(made_digest.digest, today=today)
        done = time.perf_counter()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        return Cost(
            sentences=sum(1 for _ in made_digest.digest.sentences()),
            kpis=kpis,
            digest=made - begun,
            cpu=cpu,
            files=done - made,
            gap=gap.longest.worked,
            memory=most_resident_mb(os.getpid()),
            shared=mapped_mb(os.getpid()),
        )


async def _digest(bot: Bot) -> tuple[MadeDigest, float]:
    """With the seconds in which the KPIs were counted."""
    now, database = bot.deps.clock(), bot.deployment.database
    organization = bot.deployment.organization
    adviser = await bot.deps.advice.adviser(database, organization, now=now)
    taken = 0.0

    async def counted() -> Reading:
        nonlocal taken
        begun = time.perf_counter()
        reading = await count_now(organization, adviser.rulebook, database, as_of=now.date())
        taken = time.perf_counter() - begun
        return reading

    period = Period.of_week(now.date(), as_of=now)
    digest = await digest_with_tables(
        period,
        database=database,
        organization=organization,
        adviser=adviser,
        counted=counted,
        now=now,
    )
    return digest, taken


if __name__ == "__main__":
    main()
