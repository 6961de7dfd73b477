"""Products of numpy take no second thread, which would wait busily for the next one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_COUNTED = """
import os
import {first}
import numpy
numpy.ones((600, 600)) @ numpy.ones((600, 600))
print(len(os.listdir("/proc/self/task")))
"""
_WISH = "OPENBLAS_NUM_THREADS"


def _threads(first: str, **wish: str) -> int:
    """``first``: what is imported before anything else."""
    unset = {name: value for name, value in os.environ.items() if name != _WISH}
    counted = _COUNTED.format(first=first)
    done = subprocess.run(
        (sys.executable, "-c", counted), env=unset | wish, capture_output=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted by /proc")
@pytest.mark.parametrize("first", ["language.features", "bot.cli, openpyxl"])
def test_行列の積は一つのスレッドで計算する(first: str) -> None:
    assert _threads(first) == 1


@pytest.mark.skipif(
    not Path("/proc/self/task").is_dir() or (os.cpu_count() or 1) < 2,
    reason="threads are counted by /proc, and one core has one of them",
)
def test_スレッドの数を望んだ人にはその数で計算する() -> None:
    assert _threads("bot.cli", **{_WISH: "2"}) == 2
