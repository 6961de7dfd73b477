"""Products of numpy take no second thread, which would wait busily for the next one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_COUNTED = """
import os
import language.features, numpy
numpy.ones((600, 600)) @ numpy.ones((600, 600))
print(len(os.listdir("/proc/self/task")))
"""
_WISH = "OPENBLAS_NUM_THREADS"


def _threads(**wish: str) -> int:
    unset = {name: value for name, value in os.environ.items() if name != _WISH}
    done = subprocess.run(
        (sys.executable, "-c", _COUNTED), env=unset | wish, capture_output=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted by /proc")
def test_行列の積は一つのスレッドで計算する() -> None:
    assert _threads() == 1


@pytest.mark.skipif(
    not Path("/proc/self/task").is_dir() or (os.cpu_count() or 1) < 2,
    reason="threads are counted by /proc, and one core has one of them",
)
def test_スレッドの数を望んだ人にはその数で計算する() -> None:
    assert _threads(**{_WISH: "2"}) == 2
