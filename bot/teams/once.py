"""An invoke that Teams sends twice under one id gets the same answer twice, made once.

Without it the second, which may be the one that Teams waits for, would be answered with nothing.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")
KEPT = 200
"""Answers. Teams comes again within seconds."""


class Once(Generic[T]):
    def __init__(self) -> None:
        self._answers: OrderedDict[str, asyncio.Future[T]] = OrderedDict()

    async def answer(self, key: str, make: Callable[[], Awaitable[T]]) -> T:
        """``make`` is called where the key is new; it may not raise."""
        known = self._answers.get(key)
        if known is not None:
            return await asyncio.shield(known)
        making = asyncio.ensure_future(make())
        self._answers[key] = making
        if len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        return await asyncio.shield(making)
