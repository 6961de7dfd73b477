"""What the understanding costs: one message, the start, the memory; each in a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.processes import BOT
from benchmarks.resident import cpu_seconds, resident_mb
from bot.national_holidays import is_national_holiday
from language.gazetteer import CourseNames
from language.model import trained_understander
from language.slots import SlotReader
from language.vectors import word_vectors
from samples.names import course_names

ROUNDS = 5
LONGEST = 4_000
_REPEATED = {
    "文": "市川さんが来週RPA入門を受けたいそうです。",
    "日付": "11月10日の水曜、",
    "漢字": "情報研修業務改善事例管理基礎応用",
    "かな": "せいせいえーあい",
}
_TODAY = "2026-11-20"
_WARM_UP = 5
_REST = "import aiohttp.web, sqlmodel, apscheduler.schedulers.asyncio"
_INTENT = """
from language.model import trained_understander
trained_understander().understand("次に受ける研修は？")
"""
_WORDS = """
from language.vectors import word_vectors
from language.words import words_of
words_of("研修")
word_vectors()
"""
WITHOUT = "言葉の部分なし"
_STAGES = {
    WITHOUT: _REST,
    "意図の読み取りあり": _REST + _INTENT,
    "辞書とベクトルもあり": _REST + _INTENT + _WORDS,
}
_READY = """
print("ready", flush=True)
input()
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    seconds: float
    """From the start of Python until it is ready."""
    cpu_seconds: float
    """Of these; what others do on the machine changes it little."""
    resident_mb: float


def longest_milliseconds() -> dict[str, float]:
    """Of each kind of message: intent and slots with the sample city's courses, the best of some rounds."""
    reader = SlotReader(CourseNames(course_names()), (), is_national_holiday)
    best = dict.fromkeys(_REPEATED, float("inf"))
    for _ in range(ROUNDS):
        for kind, words in _REPEATED.items():
            # Another first letter each time: nothing is answered from memory.
            text = f"{time.perf_counter_ns()}{words * LONGEST}"[:LONGEST]
            began = time.thread_time()
            intent = trained_understander().understand(text).intent
            reader.slots(text, intent=intent, today=date.fromisoformat(_TODAY))
            best[kind] = min(best[kind], 1000 * (time.thread_time() - began))
    return best


def message_milliseconds(texts: Sequence[str]) -> list[float]:
    """``kakehashi understand`` on one core, from its line in to its line out."""
    process = subprocess.Popen(
        (*BOT, "understand"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_one_thread()
    )
    os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
    try:
        return [_answered(process, text) for text in (*texts[:_WARM_UP], *texts)][_WARM_UP:]
    finally:
        process.communicate()


def loaded() -> Mapping[str, Loaded]:
    """What is loaded to what it takes; in turn, so that a busy machine is busy for all of them."""
    word_vectors()  # its file is made before, as an image has it
    rounds = [{name: _once(code) for name, code in _STAGES.items()} for _ in range(ROUNDS)]
    return {name: _middle([each[name] for each in rounds]) for name in _STAGES}


def _answered(process: subprocess.Popen[bytes], text: str) -> float:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the process has no pipes")
    line = json.dumps({"text": text, "today": _TODAY}).encode() + b"\n"
    began = time.perf_counter()
    process.stdin.write(line)
    process.stdin.flush()
    if not process.stdout.readline():
        raise RuntimeError("kakehashi understand ended early")
    return 1000 * (time.perf_counter() - began)


def _middle(rounds: Sequence[Loaded]) -> Loaded:
    return sorted(rounds, key=lambda each: each.cpu_seconds)[len(rounds) // 2]


def _once(code: str) -> Loaded:
    began = time.perf_counter()
    process = subprocess.Popen(
        (sys.executable, "-c", code + _READY),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_one_thread(),
    )
    try:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("the process did not become ready")
        seconds = time.perf_counter() - began
        return Loaded(seconds, cpu_seconds(process.pid), resident_mb(process.pid))
    finally:
        process.communicate(b"\n")


def _one_thread() -> dict[str, str]:
    """The BLAS of numpy takes a core for each thread otherwise."""
    return os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
