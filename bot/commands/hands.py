"""One piece of work for many items, on all processors."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from itertools import pairwise

ALONE = 2_000
"""Up to so many items other processes would cost more than they bring."""

PIECES_EACH = 4
"""Pieces for each processor: the last of them to finish is not waited for long."""

_Piece = Callable[[int, int], bytes]
_work: _Piece | None = None
"""Set before the others are forked off, so that what it holds need not be sent to them."""


def by_many_hands(work: _Piece, count: int) -> Iterator[bytes]:
    """``work(first, end)`` for all of ``range(count)`` in pieces, the results in order.

    In this process alone where the platform cannot fork, has one processor, or there is little to do.
    """
    processors = os.cpu_count() or 1
    forks = "fork" in multiprocessing.get_all_start_methods()
    if processors == 1 or count <= ALONE or not forks:
        yield work(0, count)
        return
    global _work  # noqa: PLW0603 - this is how a forked process finds its work
    _work = work
    steps = processors * PIECES_EACH
    ends = [count * step // steps for step in range(steps + 1)]
    with multiprocessing.get_context("fork").Pool(processors) as pool:
        yield from pool.imap(_piece, pairwise(ends))


def _piece(span: tuple[int, int]) -> bytes:
    if _work is None:
        raise RuntimeError("forked before the work was set")
    return _work(*span)
