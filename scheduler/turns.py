"""Turns of the clock's jobs: what has been begun ends before what it works on is closed.

APScheduler's own executor cancels its jobs in the middle of a query and waits for none of them.
"""

import asyncio
from collections.abc import Awaitable, Callable

from handlers.faults import note_fault


class Turns:
    """``taken`` is what the clock calls; ``end`` lets no further one begin."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._are_over = False

    async def taken(self, job: Callable[[], Awaitable[object]]) -> None:
        """Runs ``job`` to its end even where the clock is shut down meanwhile."""
        if self._are_over:
            return
        task = asyncio.create_task(_ran(job))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)

    async def end(self, within: float) -> None:
        """Those that take longer than ``within`` seconds are cut off, and waited for. Never raises what
        they do.
        """
        self._are_over = True
        await asyncio.sleep(0)  # those that the clock has made and not begun see it, and end
        if not self._running:
            return
        running = tuple(self._running)
        _, late = await asyncio.wait(running, timeout=within)
        for task in late:
            task.cancel()
        for ended in await asyncio.gather(*running, return_exceptions=True):
            if isinstance(ended, Exception):
                note_fault(ended, event="turn")


async def _ran(job: Callable[[], Awaitable[object]]) -> None:
    await job()
