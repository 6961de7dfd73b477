"""What many messages want of the database at the same moment, in one transaction."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

MOST = 500


class Together(Generic[Item, Answer]):
    """``work`` answers many items at once, in their order. What comes while it is at work waits for
    the next time: nobody waits for company, and the busier it is, the more go together.
    """

    def __init__(
        self, work: Callable[[Sequence[Item]], Awaitable[Sequence[Answer]]], *, most: int = MOST
    ) -> None:
        self._work = work
        self._most = most
        self._waiting: deque[tuple[Item, asyncio.Future[Answer]]] = deque()
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Answer:
        """Raises what ``work`` raises, as do all that went with it. Who is cancelled ends when the work
        has: it does not outlive them, or the database would be closed while it is written to.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_off())
        working = self._working
        try:
            return await answer
        except asyncio.CancelledError:
            await asyncio.wait({working})
            raise

    async def _work_off(self) -> None:
        while self._waiting:
            count = min(self._most, len(self._waiting))
            await self._answer([self._waiting.popleft() for _ in range(count)])

    async def _answer(self, batch: list[tuple[Item, asyncio.Future[Answer]]]) -> None:
        # Who was cancelled meanwhile does not hear of it.
        try:
            answers = await self._work([item for item, _ in batch])
        except Exception as fault:  # noqa: BLE001 - raised where it is waited for
            for _, waiting in batch:
                if not waiting.done():
                    waiting.set_exception(fault)
            return
        for (_, waiting), answer in zip(batch, answers, strict=True):
            if not waiting.done():
                waiting.set_result(answer)
