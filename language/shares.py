"""How much of one thing that was asked for each document has, and the shares that are remembered."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from language.features import Floats

Places = NDArray[np.uint32]

_OFTEN = 4
"""What more than one in so many documents has is kept for all of them: one pass over the whole array is
faster than looking up so many places."""
_MOST_SHARES, _MOST_NUMBERS = 5_000, 9_000_000
"""That are remembered: 36 MB of numbers, a few hundred shares of 20,000 documents."""


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    places: Places | None
    """Of the documents that have some, each once; None: of all, in order."""
    there: Floats
    """How much each has: 0–1."""
    having: float
    """How many documents have as much as the one that has most, all together."""

    @property
    def size(self) -> int:
        """Numbers of four bytes."""
        return len(self.there) * (1 if self.places is None else 2)

    def add_to(self, found: Floats, times: float) -> None:
        """``found``: (places,)"""
        there = np.float32(times) * self.there
        if self.places is None:
            found += there
        else:
            np.add.at(found, self.places, there)

    def raise_in(self, found: Floats, times: float) -> None:
        """To at least this share ``times``; ``found``: (places,)"""
        there = np.float32(times) * self.there
        if self.places is None:
            np.maximum(found, there, out=found)
        else:
            np.maximum.at(found, self.places, there)


def share_of(found: Floats) -> Share | None:
    """``found``: (places,), kept. None where no document has any."""
    most = float(found.max(initial=0.0))
    if not most:
        return None
    having, some = float(found.sum()) / most, np.flatnonzero(found > 0)
    if len(some) * _OFTEN > len(found):
        return Share(None, found, having=having)
    return Share(some.astype(np.uint32), found[some], having=having)


@dataclass(slots=True, eq=False)
class Remembered:
    """What was asked for: queries share most of their words. What was remembered first goes first, one
    by one, since to forget all at once holds the next query up."""

    _shares: OrderedDict[Hashable, Share | None] = field(default_factory=OrderedDict)
    _numbers: int = 0

    def asked(self, what: Hashable, found: Callable[[], Floats]) -> Share | None:
        """``found`` is called for what is not remembered."""
        try:
            return self._shares[what]
        except KeyError:
            share = share_of(found())
        self._shares[what] = share
        self._numbers += share.size if share else 0
        while len(self._shares) > _MOST_SHARES or self._numbers > _MOST_NUMBERS:
            _, forgotten = self._shares.popitem(last=False)
            self._numbers -= forgotten.size if forgotten else 0
        return share
