"""What was asked or written minutes ago need not be again: a look at the database takes longer
than the rest of the edge. Each process has its own, so it is kept for minutes only.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
FRESH = timedelta(minutes=10)
REMEMBERED = 10_000


class Lately(Generic[T]):
    """The latest values by key."""

    def __init__(self) -> None:
        self._values: OrderedDict[str, tuple[T, datetime]] = OrderedDict()

    def recall(self, key: str, *, now: datetime) -> T | None:
        value, at = self._values.get(key, (None, now))
        return value if now - at < FRESH else None

    def remember(self, key: str, value: T, *, now: datetime) -> None:
        self._values[key] = (value, now)
        self._values.move_to_end(key)
        if len(self._values) > REMEMBERED:
            self._values.popitem(last=False)

    def forget(self, key: str) -> None:
        self._values.pop(key, None)
