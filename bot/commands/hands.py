"""One piece of work for many items, on all processors."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.failures import Failure

ALONE = 2_000
"""Up to so many items other processes would cost more than they bring."""

PIECES_EACH = 4
"""Pieces for each processor: the last of them to finish is not waited for long."""

_Piece = Callable[[int, int], bytes]
_work: _Piece | None = None
"""Set in the forked processes only."""


class HandLost(Failure):
    """The operating system ended one of the processes, most often for want of memory."""

    def __init__(self) -> None:
        super().__init__(
            "計算の途中でプロセスの一つが止められました。空きメモリーを確かめて、もう一度実行してください。"
        )


def by_many_hands(work: _Piece, count: int) -> Iterator[bytes]:
    """``work(first, end)`` for all of ``range(count)`` in pieces, the results in order.

    In this process alone where the platform cannot fork, has one processor, or there is little to do.
    Raises HandLost; the pieces before it have been given by then.
    """
    processors = os.cpu_count() or 1
    forks = "fork" in multiprocessing.get_all_start_methods()
    if processors == 1 or count <= ALONE or not forks:
        yield work(0, count)
        return
    steps = processors * PIECES_EACH
    ends = [count * step // steps for step in range(steps + 1)]
    try:
        with _hands(processors, work) as hands:
            yield from hands.map(_piece, ends, ends[1:])
    except BrokenProcessPool:
        raise HandLost from None


def _hands(processors: int, work: _Piece) -> ProcessPoolExecutor:
    """Forked, so that ``work`` and what it holds need not be sent to them."""
    return ProcessPoolExecutor(
        processors,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_take_up,
        initargs=(work,),
    )


def _take_up(work: _Piece) -> None:
    global _work  # noqa: PLW0603 - this is how a forked process finds its work
    _work = work
    # Ctrl+C reaches every process of the terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _piece(first: int, end: int) -> bytes:
    if _work is None:
        raise RuntimeError("forked without the work")
    return _work(first, end)
