"""Which documents have a term and how often: the lists that BM25 adds up, changed in place."""

from array import array
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from language.features import Floats
from language.shares import Remembered, Share

_K1, _B = 1.2, 0.4
"""BM25's own: how soon a repeated term says nothing new, how much a long text is held against it."""
_AT_A_TIME = 100_000
"""Places that are looked at in one step: more no longer lie near at hand, and a long query has millions."""


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
    _remembered: Remembered = field(default_factory=Remembered)

    def has(self, term: str) -> NDArray[np.bool_]:
        """(places,), of removed documents too."""
        there = np.zeros(len(self.live), dtype=np.bool_)
        if having := self._having.get(term):
            there[np.frombuffer(having.places, dtype=np.uint32)] = True
        return there

    def share(self, what: Hashable, found: Callable[[], Floats]) -> Share | None:
        """How much of ``what`` is there; None where there is none. ``found`` (places,) is called for
        what has not been asked for lately."""
        return self._remembered.asked(what, found)

    def sum(self, terms: Mapping[str, float]) -> Floats:
        """(places,) 0–1: how much of the terms is there, each by what it tells times its number."""
        found = self.nothing()
        most = self.telling(0) * sum(says for t, says in terms.items() if t not in self._having)
        for lists in self._lists(terms.items()):
            tell = [n * self.telling(h) for h, n in zip(lists.having, lists.numbers, strict=True)]
            np.add.at(found, lists.places, lists.there(self.against, tell))
            most += sum(tell)
        return found / np.float32(most or 1.0)

    def raise_to(self, found: Floats, terms: Iterable[tuple[str, float]]) -> None:
        """``found`` (places,) to at least what is there of each term times its number."""
        for lists in self._lists(terms):
            np.maximum.at(found, lists.places, lists.there(self.against, lists.numbers))

    def _lists(self, terms: Iterable[tuple[str, float]]) -> Iterator["_Lists"]:
        """Those of terms that there are."""
        some: list[tuple[_Having, float]] = []
        places = 0
        for term, number in terms:
            its = self._having.get(term)
            if its is not None:
                some.append((its, number))
                places += len(its.places)
                if places >= _AT_A_TIME:
                    yield self._joined(some)
                    some, places = [], 0
        if some:
            yield self._joined(some)

    def _joined(self, some: Sequence[tuple[_Having, float]]) -> "_Lists":
        # Copied at once, without a view of each: an array that is viewed cannot grow.
        places = np.frombuffer(b"".join([its.places for its, _ in some]), dtype=np.uint32)
        counts = np.frombuffer(b"".join([its.counts for its, _ in some]), dtype=np.float32)
        having = [len(its.places) for its, _ in some]
        if self.documents < len(self.live):
            live = self.live[places]
            term = np.repeat(np.arange(len(some)), having)[live]
            places, counts = places[live], counts[live]
            having = np.bincount(term, minlength=len(some)).tolist()
        return _Lists(places, counts, having, [number for _, number in some])

    def telling(self, having: float) -> float:
        """Inverse document frequency: what it says of a document to have what ``having`` others have."""
        return log(1 + (max(self.documents - having, 0) + 0.5) / (having + 0.5))

    def nothing(self) -> Floats:
        """(places,) of zeros."""
        return np.zeros(len(self.live), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Lists:
    """Of several terms, one after another: a query asks for hundreds, most with few documents."""

    places: NDArray[np.uint32]
    counts: Floats
    having: list[int]
    """Live documents of each term."""
    numbers: list[float]
    """Of each term."""

    def there(self, against: Floats, times: Sequence[float]) -> Floats:
        """How much of its term each place has (0–1) ``times`` that of the term."""
        there: Floats = self.counts / (self.counts + against[self.places])
        there *= np.repeat(np.array(times, dtype=np.float32), self.having)
        return there
