"""Whole processes, measured from outside: ``recommend --all``, and ``serve`` from start to ready."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from asyncio.subprocess import Process
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks.resident import resident_mb
from benchmarks.servers import free_port

BOT = (sys.executable, "-m", "bot")
START_LIMIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Everyone:
    seconds: float
    people: int


@dataclass(frozen=True, slots=True)
class Started:
    seconds: float
    resident_mb: float


async def started(module: str, *arguments: str) -> Process:
    """As soon as it says that it is ready; some begin when they are told a line."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    if process.stdout:
        await process.stdout.readline()
    return process


def recommend_everyone(environment: dict[str, str]) -> Everyone:
    """``kakehashi recommend --all``: start, read, advise, JSON out."""
    begun = time.perf_counter()
    done = subprocess.run(
        (*BOT, "recommend", "--all"), env=environment, capture_output=True, check=True
    )
    return Everyone(time.perf_counter() - begun, done.stdout.count(b"\n"))


def peer_everyone(database: Path) -> Everyone:
    """The least: the same rows by sqlite3, set differences, JSON; no order, deadline or reason."""
    begun = time.perf_counter()
    connection = sqlite3.connect(database)
    courses = {
        number: (name, frozenset(json.loads(skills)))
        for number, name, skills in connection.execute("SELECT id, name, skills FROM course")
    }
    acquired: defaultdict[int, set[str]] = defaultdict(set)
    for staff, course in connection.execute("SELECT staff_id, course_id FROM training_record"):
        acquired[staff] |= courses[course][1]
    people = connection.execute("SELECT id, email FROM staff").fetchall()
    lines = [
        json.dumps([address, [name for name, gives in courses.values() if gives - acquired[staff]]])
        for staff, address in people
    ]
    connection.close()
    return Everyone(time.perf_counter() - begun, len(lines))


def start_to_ready(environment: dict[str, str]) -> Started:
    """``kakehashi serve`` until /readyz says so, and its resident memory after one more second."""
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        (*BOT, "serve"),
        env=environment | {"KAKEHASHI_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() - begun > START_LIMIT_SECONDS:
                raise RuntimeError("serve did not become ready")
            time.sleep(0.01)
        seconds = time.perf_counter() - begun
        time.sleep(1.0)
        return Started(seconds, resident_mb(process.pid))
    finally:
        process.terminate()
        process.wait(timeout=30)


def bare_import_seconds(environment: dict[str, str]) -> float:
    """The peer of a start: Python importing the libraries that the customer fixed, nothing else."""
    begun = time.perf_counter()
    subprocess.run(
        (sys.executable, "-c", "import aiohttp.web, sqlmodel, apscheduler.schedulers.asyncio"),
        env=environment,
        check=True,
    )
    return time.perf_counter() - begun


def environment_for(database: Path, policy: str) -> dict[str, str]:
    return os.environ | {
        "KAKEHASHI_DATABASE_URL": f"sqlite:///{database}",
        "KAKEHASHI_POLICY": policy,
        "KAKEHASHI_ORGANIZATION": "計測県",
        "KAKEHASHI_CONSOLE": "1",
    }


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
