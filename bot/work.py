"""Work that goes on after a platform has had its answer, and is finished before we go.

SDKs start such work with a bare ``ensure_future``: nobody waits for it at the end, and what it
raises is lost. Here every piece is known until it is done.
"""

import asyncio
from collections.abc import Coroutine

from handlers.faults import note_fault


class Work:
    """Tasks under way. One instance an edge."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, work: Coroutine[None, None, None], *, event: str) -> None:
        """``event`` is the platform's id of what caused it, for the log of a fault."""
        task = asyncio.create_task(_guarded(work, event=event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, *, seconds: float) -> int:
        """Wait for all of it, also for what it starts meanwhile; how many had to be cut off."""
        try:
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        except TimeoutError:
            left = len(self._tasks)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            return left
        return 0


async def _guarded(work: Coroutine[None, None, None], *, event: str) -> None:
    try:
        await work
    except Exception as fault:  # noqa: BLE001 - nobody awaits this task: the log is where it is told
        note_fault(fault, event=event)
