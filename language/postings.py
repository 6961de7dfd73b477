"""Which documents have a term and how often: the lists that BM25 adds up, changed in place."""

from array import array
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from language.features import Floats

Places = NDArray[np.uint32]

_K1, _B = 1.2, 0.4
"""BM25's own: how soon a repeated term says nothing new, how much a long text is held against it."""


_MOST_REMEMBERED = 4_000
"""Shares of terms: some ten megabytes where each stands in a few hundred documents."""


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


@dataclass(frozen=True, slots=True, eq=False)
class PostingsNow:
    _having: Mapping[str, _Having]
    live: NDArray[np.bool_]
    """(places,)"""
    documents: int
    """That are live."""
    against: Floats
    """(places,): how much a document's length is held against it."""
    _shares: dict[str, tuple[Places, Floats] | None] = field(default_factory=dict)
    """Those that were asked for: queries share most of their terms."""

    def share(self, term: str) -> tuple[Places, Floats] | None:
        """(places, how much of the term is there: 0–1) of live documents; None where there is none."""
        try:
            return self._shares[term]
        except KeyError:
            share = self._share(term)
        if len(self._shares) >= _MOST_REMEMBERED:
            self._shares.clear()
        self._shares[term] = share
        return share

    def _share(self, term: str) -> tuple[Places, Floats] | None:
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
