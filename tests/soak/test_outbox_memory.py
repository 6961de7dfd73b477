"""A hundred thousand messages sent by one process: what is sent is forgotten."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.drain import fill, left
from benchmarks.null_sender import ORGANIZATION
from benchmarks.resident import resident_mb
from storage.migration import upgrade
from storage.session import Database, open_database

MESSAGES, WARM_UP, PEOPLE = 100_000, 10_000, 500
MOST_GROWTH_MB = 16
"""Less than two hundred bytes for each message."""


@pytest.mark.soak
async def test_十万件を送ってもはじめの一万件のあとからメモリーは増え続けない(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'town.db'}"
    await upgrade(url)
    opened = open_database(url)
    database = opened.within(ORGANIZATION)
    await fill(database, rows=MESSAGES, people=PEOPLE)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.null_sender", url, stdin=subprocess.PIPE
    )
    assert process.stdin is not None
    try:
        process.stdin.write(b"\n")
        await _sent(database, WARM_UP)
        before = resident_mb(process.pid)
        await _sent(database, MESSAGES)
        after = resident_mb(process.pid)
    finally:
        process.kill()
        await process.wait()
        await opened.close()
    print(f"{before:.0f} MB → {after:.0f} MB")  # noqa: T201 - with -s: how far from the bound
    assert after - before <= MOST_GROWTH_MB


async def _sent(database: Database, count: int) -> None:
    while await left(database) > MESSAGES - count:  # noqa: ASYNC110 - another process's work
        await asyncio.sleep(0.5)
