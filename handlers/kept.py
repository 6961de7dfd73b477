"""Values read from the database and kept in memory while the version that they were read at stands.

Each message reads the versions of its organization in the transaction that notes its arrival, so
one that arrives after a change, made by whatever process, does not find what was kept before it.
Who has just changed something themself must not ask here: their versions are from before.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The ``most`` values that were asked for last; with a ``size`` of each, as many as are that large
    together, and always the last one.
    """

    def __init__(self, *, most: int, size: Callable[[Value], int] = lambda _: 1) -> None:
        self._most = most
        self._size = size
        self._total = 0
        self._values: OrderedDict[Key, tuple[Hashable, Value]] = OrderedDict()
        self._making: dict[Key, asyncio.Lock] = {}

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Key, *, version: Hashable) -> Value | None:
        """None also where it was kept at another version."""
        found = self._values.get(key)
        if found is None or found[0] != version:
            return None
        self._values.move_to_end(key)
        return found[1]

    def keep(self, key: Key, value: Value, *, version: Hashable) -> None:
        """``version`` was read before ``value`` was: it may be newer than that, never older."""
        if before := self._values.pop(key, None):
            self._total -= self._size(before[1])
        self._values[key] = (version, value)
        self._total += self._size(value)
        while self._total > self._most and len(self._values) > 1:
            _, (_, least) = self._values.popitem(last=False)
            self._total -= self._size(least)

    async def made(
        self, key: Key, make: Callable[[], Awaitable[Value]], *, version: Hashable
    ) -> Value:
        """What is kept; else it is made, once for all who wait for it. For a few keys: each has a lock."""
        found = self.get(key, version=version)
        if found is None:
            async with self._making.setdefault(key, asyncio.Lock()):
                found = self.get(key, version=version)
                if found is None:
                    found = await make()
                    self.keep(key, found, version=version)
        return found
