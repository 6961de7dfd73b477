"""Work that somebody waits for, and that goes on when they do not wait any more."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class GoingOn:
    """Until it is done, or the end: the database is about to be closed then."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def wait_for(self, work: Coroutine[Any, Any, T], *, patience: float) -> T:
        """Raises TimeoutError after ``patience`` seconds."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.wait_for(asyncio.shield(task), timeout=patience)

    async def end(self) -> None:
        """What is still being done is left undone."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
