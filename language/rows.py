"""One direction a document, compared with a query's: rows that grow by one at a time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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

    def at(self, places: Sequence[int]) -> Floats:
        """(places, dimensions), a copy."""
        return self._rows[places]

    def along(self, direction: Floats) -> Floats:
        """(rows,): how far each points the same way; 0 for what points away."""
        # Not a matrix product: BLAS would start threads for a millisecond's work, and wait for them.
        along: Floats = np.maximum(np.vecdot(self._rows[: self._used], direction), 0)
        return along


class SparseRows:
    """The same for rows of which few numbers are not zero: only these are kept and looked at."""

    def __init__(self, most: int) -> None:
        """``most``: numbers of a row that are kept, the largest. A row has at most 65,536."""
        self._most = most
        self._where: NDArray[np.uint16] = np.zeros((_FIRST, most), dtype=np.uint16)
        self._there: Floats = np.zeros((_FIRST, most), dtype=np.float32)
        self._used = 0

    def append(self, row: Floats) -> None:
        """``row``: (dimensions,), none below zero."""
        if self._used == len(self._there):
            self._where = np.concatenate([self._where, np.zeros_like(self._where)])
            self._there = np.concatenate([self._there, np.zeros_like(self._there)])
        largest = np.argsort(-row, kind="stable")[: self._most]
        self._where[self._used, : len(largest)] = largest
        self._there[self._used, : len(largest)] = row[largest]
        self._used += 1

    def keep(self, places: Sequence[int]) -> None:
        """Only these; they become 0, 1, 2 …"""
        kept = len(places)
        self._where[:kept], self._there[:kept] = self._where[places], self._there[places]
        # What is not set anew by ``append`` must be zero.
        self._where[kept:], self._there[kept:] = 0, 0
        self._used = kept

    def along(self, direction: Floats) -> Floats:
        """(rows,): how far each points the same way."""
        where, there = self._where[: self._used], self._there[: self._used]
        along: Floats = np.vecdot(there, direction.take(where))
        return along
