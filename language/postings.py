"""Which documents have a term and how often: the lists that BM25 adds up, changed in place."""

from array import array
from collections import OrderedDict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from language.features import Floats

Places = NDArray[np.uint32]

_K1, _B = 1.2, 0.4
"""BM25's own: how soon a repeated term says nothing new, how much a long text is held against it."""


_MOST_TERMS, _MOST_PLACES = 40_000, 2_500_000
"""Of the shares that are remembered: 20 MB of places, and as much again around them."""


@dataclass(slots=True)
class _Having:
    """The documents that have one term, in the order in which they were put."""

    places: "array[int]"
    counts: "array[float]"


class Postings:
    """Documents by place: 0, 1, 2 … in the order in which they are put. A removed one keeps its
    place until ``close_gaps``."""

    def __init__(self) -> None:
        self._having: dict[str, _Having] = {}
        self._lengths = array("f")
        self._live = bytearray()
        self._now: PostingsNow | None = None

    @property
    def terms(self) -> Container[str]:
        return self._having.keys()

    def append(self, terms: Mapping[str, float], *, length: float) -> None:
        """At the next place."""
        self._now = None
        place = len(self._live)
        for term, count in terms.items():
            having = self._having.get(term)
            if having is None:
                having = self._having[term] = _Having(array("I"), array("f"))
            having.places.append(place)
            having.counts.append(count)
        self._lengths.append(length)
        self._live.append(1)

    def remove(self, place: int) -> None:
        self._now = None
        self._live[place] = 0

    def close_gaps(self) -> list[int]:
        """The places that remain, in order: they become 0, 1, 2 …"""
        self._now = None
        live = self._live_places()
        renumbered = np.cumsum(live, dtype=np.uint32) - 1
        for term, having in list(self._having.items()):
            places = np.array(having.places, dtype=np.uint32)
            there = live[places]
            if there.any():
                having.places = array("I", renumbered[places[there]].tobytes())
                having.counts = array("f", np.array(having.counts, np.float32)[there].tobytes())
            else:
                del self._having[term]
        self._lengths = array("f", np.array(self._lengths, np.float32)[live].tobytes())
        self._live = bytearray(b"\1" * len(self._lengths))
        return np.flatnonzero(live).tolist()

    def now(self) -> "PostingsNow":
        """To search with, until the next change."""
        if self._now is None:
            self._now = self._made()
        return self._now

    def _made(self) -> "PostingsNow":
        lengths, live = np.array(self._lengths, dtype=np.float32), self._live_places()
        mean = float(lengths[live].mean()) if live.any() else 1.0
        against = np.float32(_K1) * (1 - _B + _B * lengths / np.float32(mean or 1.0))
        return PostingsNow(self._having, live, documents=int(live.sum()), against=against)

    def _live_places(self) -> NDArray[np.bool_]:
        return np.array(self._live, dtype=np.bool_)


Share = tuple[Places, Floats]


@dataclass(slots=True, eq=False)
class _Remembered:
    """What was asked for: queries share most of their terms. A query asks for a thousand and more, near
    words of near words that stand in a few documents each; what was remembered first goes first, one by
    one, since to forget all at once holds the next query up.
    """

    shares: OrderedDict[str, Share | None] = field(default_factory=OrderedDict)
    places: int = 0

    def put(self, term: str, share: Share | None) -> None:
        self.shares[term] = share
        self.places += _size(share)
        while len(self.shares) > _MOST_TERMS or self.places > _MOST_PLACES:
            _, forgotten = self.shares.popitem(last=False)
            self.places -= _size(forgotten)


def _size(share: Share | None) -> int:
    return len(share[0]) if share else 0


@dataclass(frozen=True, slots=True, eq=False)
class PostingsNow:
    _having: Mapping[str, _Having]
    live: NDArray[np.bool_]
    """(places,)"""
    documents: int
    """That are live."""
    against: Floats
    """(places,): how much a document's length is held against it."""
    _remembered: _Remembered = field(default_factory=_Remembered)

    def share(self, term: str) -> Share | None:
        """(places, how much of the term is there: 0–1) of live documents; None where there is none."""
        try:
            return self._remembered.shares[term]
        except KeyError:
            share = self._share(term)
        self._remembered.put(term, share)
        return share

    def _share(self, term: str) -> Share | None:
        having = self._having.get(term)
        if having is None:
            return None
        # Views, copied from at once: an array that is viewed cannot grow.
        places = np.frombuffer(having.places, dtype=np.uint32)
        counts = np.frombuffer(having.counts, dtype=np.float32)
        there = slice(None) if self.documents == len(self.live) else self.live[places]
        places, counts = places[there].copy(), counts[there]
        return (places, counts / (counts + self.against[places])) if len(places) else None

    def telling(self, having: float) -> float:
        """Inverse document frequency: what it says of a document to have what ``having`` others have."""
        return log(1 + (max(self.documents - having, 0) + 0.5) / (having + 0.5))

    def nothing(self) -> Floats:
        """(places,) of zeros."""
        return np.zeros(len(self.live), dtype=np.float32)
