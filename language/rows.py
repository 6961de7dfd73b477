"""One direction a document, compared with a query's: rows that grow by one at a time."""

from collections.abc import Sequence

import numpy as np

from language.features import Floats

_FIRST = 64


class Rows:
    def __init__(self, dimensions: int) -> None:
        self._rows: Floats = np.zeros((_FIRST, dimensions), dtype=np.float32)
        self._used = 0

    def append(self, row: Floats) -> None:
        """``row``: (dimensions,)"""
        if self._used == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[self._used] = row
        self._used += 1

    def keep(self, places: Sequence[int]) -> None:
        """Only these; they become 0, 1, 2 …"""
        self._rows[: len(places)] = self._rows[places]
        self._used = len(places)

    def along(self, direction: Floats) -> Floats:
        """(rows,): how far each points the same way; 0 for what points away."""
        # Not a matrix product: BLAS would start threads for a millisecond's work, and wait for them.
        along: Floats = np.maximum(np.vecdot(self._rows[: self._used], direction), 0)
        return along
