"""Average-linkage clustering that people's 「同じ」 and 「違う」 rule.

Nearest-neighbour chains (Murtagh 1983) find the same clusters as always merging the nearest pair, in
the square of how many there are. Whoever said 「同じ」 has merged them before it begins; of two
clusters with a 「違う」 between them the likeness is minus infinity, and stays so for whatever is
merged with them, so that the chains stay right.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.features import Floats

Pair = tuple[int, int]
Places = NDArray[np.int32]

_AT_ONCE = 256
"""Rows and columns of a matrix of likenesses that are looked at together."""
_ROUNDING = 1e-4
"""More than what single precision makes of a likeness that is exactly ``least``."""


def linked(
    encoded: Floats,
    *,
    least: float,
    least_of_two: float = 0.0,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> tuple[tuple[int, ...], ...]:
    """Clusters of the rows of ``encoded`` (n, d): each ascending, ordered by their first.

    The likeness of two rows is their product; of two clusters the mean over their pairs, and they are
    one from ``least`` (over 0) on; two rows that no third one joins only from ``least_of_two`` on.
    ``same`` pairs are in one cluster whatever they say, ``different`` ones never, unless ``same`` ties
    them: a person's word that stands against itself ties.
    """
    tied = _tied(len(encoded), same)
    apart = [(tied[a], tied[b]) for a, b in different if tied[a] != tied[b]]
    clusters = [
        cluster
        for part in _parts(encoded, tied, least)
        for merged in _merged(encoded, part, tied, apart, least)
        for cluster in _kept(merged, encoded, tied, least_of_two)
    ]
    return tuple(sorted(tuple(sorted(cluster)) for cluster in clusters))


def _tied(count: int, same: Iterable[Pair]) -> list[int]:
    """Of each row the first that 「同じ」 ties it to."""
    first = list(range(count))

    def root(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for a, b in same:
        low, high = sorted((root(a), root(b)))
        first[high] = low
    return [root(place) for place in range(count)]


def _parts(encoded: Floats, tied: Sequence[int], least: float) -> Iterator[list[int]]:
    """What no mean of ``least`` can bring together, apart: two clusters are as near as that only
    where two of their rows are. It keeps the matrix of a large forum small."""
    left = np.ones(len(encoded), dtype=bool)
    with_first: dict[int, list[int]] = {}
    for place, first in enumerate(tied):
        with_first.setdefault(first, []).append(place)
    for start in range(len(encoded)):
        if not left[start]:
            continue
        part, reached = [], with_first[tied[start]]
        left[reached] = False
        while reached:
            part += reached
            others = np.flatnonzero(left)
            near = others[_comes_near(encoded, reached, others, least)]
            firsts = {tied[place] for place in near.tolist()}
            reached = [place for first in sorted(firsts) for place in with_first[first]]
            left[reached] = False
        yield sorted(part)


def _comes_near(
    encoded: Floats, reached: Sequence[int], others: NDArray[np.intp], least: float
) -> NDArray[np.bool_]:
    """(others,): whether any of ``reached`` is as near as ``least``. A few at a time: of all others at once
    there would be a copy.
    """
    near = np.zeros(len(others), dtype=bool)
    for start in range(0, len(others), _AT_ONCE):
        some = encoded[others[start : start + _AT_ONCE]].T
        for begin in range(0, len(reached), _AT_ONCE):
            likeness = encoded[reached[begin : begin + _AT_ONCE]] @ some
            near[start : start + _AT_ONCE] |= (likeness >= least).any(axis=0)
    return near


def _merged(
    encoded: Floats, part: list[int], tied: Sequence[int], apart: Sequence[Pair], least: float
) -> Iterator[list[int]]:
    """The clusters of one part."""
    members: dict[int, list[int]] = {}
    for place in part:
        members.setdefault(tied[place], []).append(place)
    starts = list(members.values())
    if len(starts) == 1:
        yield starts[0]
        return
    at = {first: i for i, first in enumerate(members)}
    parted = [(at[a], at[b]) for a, b in apart if a in at and b in at]
    chains = _Chains(_Means(encoded, starts), [len(each) for each in starts], parted, least)
    for cluster in chains.clusters():
        yield [place for start in cluster for place in starts[start]]


def _kept(
    cluster: list[int], encoded: Floats, tied: Sequence[int], least_of_two: float
) -> list[list[int]]:
    """The cluster, or its two rows each alone."""
    if len(cluster) != 2:
        return [cluster]
    a, b = cluster
    is_one = tied[a] == tied[b] or float(encoded[a] @ encoded[b]) >= least_of_two
    return [cluster] if is_one else [[a], [b]]


class _Means:
    """The mean of each cluster, by its first start. That of one row is the row itself: only those of several
    are kept beside ``encoded``, which is as large as everything else here.
    """

    def __init__(self, encoded: Floats, starts: Sequence[Sequence[int]]) -> None:
        self._encoded = encoded
        self._row: Places = np.array([each[0] for each in starts], dtype=np.int32)
        self._several: dict[int, Floats] = {}
        self._is_several = np.zeros(len(starts), dtype=bool)
        for number, each in enumerate(starts):
            if len(each) > 1:
                self.put(number, encoded[each].mean(axis=0))

    def __len__(self) -> int:
        return len(self._row)

    def put(self, one: int, mean: Floats) -> None:
        self._several[one], self._is_several[one] = mean, True

    def forget(self, one: int) -> None:
        self._several.pop(one, None)

    def of(self, one: int) -> Floats:
        """(d,)"""
        mean = self._several.get(one)
        return self._encoded[self._row[one]] if mean is None else mean

    def all_of(self, some: NDArray[np.integer[Any]]) -> Floats:
        """(some, d)"""
        means: Floats = self._encoded[self._row[some]]
        for place in np.flatnonzero(self._is_several[some]).tolist():
            means[place] = self._several[int(some[place])]
        return means


class _Chains:
    """Clusters by the number of their first start. The likeness of two is the product of their means; what
    has no two starts as near as ``least`` cannot come as near itself, so that only the others are looked at:
    a matrix of all of ten thousand would take 400 MB.
    """

    def __init__(
        self, means: _Means, sizes: list[int], parted: Sequence[Pair], least: float
    ) -> None:
        self._means, self._sizes, self._least = means, sizes, least
        self._near = _near(means, least)
        self._first: Places = np.arange(len(sizes), dtype=np.int32)
        self._parted: dict[int, set[int]] = {}
        for a, b in parted:
            self._parted.setdefault(a, set()).add(b)
            self._parted.setdefault(b, set()).add(a)

    def clusters(self) -> list[list[int]]:
        """Merges until nothing is as near as ``least``. Along a chain the likenesses grow."""
        clusters: dict[int, list[int]] = {i: [i] for i in range(len(self._sizes))}
        waiting = [*clusters]
        done: set[int] = set()
        chain: list[tuple[int, float]] = []
        while waiting or chain:
            if not chain:
                first = heappop(waiting)
                if first in clusters and first not in done:
                    chain.append((first, -np.inf))
                continue
            end, so_near = chain[-1]
            nearest, likeness = self._nearest(end)
            if len(chain) > 1 and so_near >= likeness:
                kept, gone = sorted((chain[-2][0], end))
                del chain[-2:]
                self._merge(kept, gone)
                clusters[kept] += clusters.pop(gone)
                heappush(waiting, kept)
            elif likeness < self._least:
                # Nothing that is merged later comes nearer to it than what is nearest now.
                done.add(end)
                chain.pop()
            else:
                chain.append((nearest, likeness))
        return list(clusters.values())

    def _nearest(self, one: int) -> tuple[int, float]:
        """And how near; of equals the first."""
        near = np.unique(self._first[self._near[one]])
        near = near[near != one]
        if apart := self._parted.get(one):
            near = near[~np.isin(near, [*apart])]
        self._near[one] = near
        if not len(near):
            return one, -np.inf
        # Row by row in the same order: the likeness of a to b is that of b to a to the last bit.
        likeness = np.einsum("ij,j->i", self._means.all_of(near), self._means.of(one))
        place = int(np.argmax(likeness))
        return int(near[place]), float(likeness[place])

    def _merge(self, kept: int, gone: int) -> None:
        sizes, means = self._sizes, self._means
        both = sizes[kept] + sizes[gone]
        added = sizes[kept] * means.of(kept) + sizes[gone] * means.of(gone)
        means.put(kept, added / np.float32(both))
        means.forget(gone)
        sizes[kept] = both
        self._first[self._first == gone] = kept
        self._near[kept] = np.concatenate([self._near[kept], self._near[gone]])
        self._near[gone] = self._near[gone][:0]
        apart = self._parted.pop(gone, set())
        for other in apart:
            self._parted[other] = self._parted[other] - {gone} | {kept}
        if apart:
            self._parted[kept] = self._parted.get(kept, set()) | apart


def _near(means: _Means, least: float) -> list[Places]:
    """Of each start the others that are as near as ``least``; one too many does no harm."""
    found: list[Places] = []
    numbers = np.arange(len(means))
    room = np.empty((min(_AT_ONCE, len(means)), len(means)), dtype=bool)
    for begin in range(0, len(means), _AT_ONCE):
        some = means.all_of(numbers[begin : begin + _AT_ONCE])
        is_near = room[: len(some)]
        for start in range(0, len(means), _AT_ONCE):
            others = means.all_of(numbers[start : start + _AT_ONCE])
            is_near[:, start : start + len(others)] = some @ others.T >= least - _ROUNDING
        found += (np.flatnonzero(row).astype(np.int32) for row in is_near)
    return found
