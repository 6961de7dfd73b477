"""Work, in seconds of an ordinary machine: a slow or busy one takes longer for this and for all else."""

import re
import time
from collections.abc import Callable

_ORDINARY = 0.0009
"""Seconds of work that the yardstick is."""
_TEXT = "令和8年度の研修を10月1日に受講しました。abc-123 " * 250
_WORDS = re.compile(r"[ぁ-ん]+|[一-龥]+|\d+|[a-z]+")


def effort(act: Callable[[], object], *, tries: int = 1) -> float:
    """What ``act`` takes of the processor; the least of so many tries."""
    return min(taken(act) for _ in range(tries)) / slowness()


def slowness() -> float:
    """How many times longer than an ordinary one this machine takes now; 1 where it is quicker."""
    return max(1.0, min(taken(_yardstick) for _ in range(5)) / _ORDINARY)


def taken(act: Callable[[], object]) -> float:
    """Seconds of this machine's processor."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _yardstick() -> int:
    """Of what reading a text is made of: a pattern, a dictionary, short strings."""
    counts: dict[str, int] = {}
    for found in _WORDS.finditer(_TEXT):
        word = found[0]
        counts[word] = counts.get(word, 0) + len(word)
    return sum(counts.values())
