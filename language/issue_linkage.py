"""Average-linkage clustering that people's 「同じ」 and 「違う」 rule.

Nearest-neighbour chains (Murtagh 1983) find the same clusters as always merging the nearest pair, in
the square of how many there are. Whoever said 「同じ」 has merged them before it begins; of two
clusters with a 「違う」 between them the likeness is minus infinity, and stays so for whatever is
merged with them, so that the chains stay right.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from language.features import Floats

Pair = tuple[int, int]
Places = NDArray[np.intp]

_BLOCK = 512
"""Rows of a matrix of likenesses that are looked at together."""


def linked(
    encoded: Floats, *, least: float, same: Iterable[Pair] = (), different: Iterable[Pair] = ()
) -> tuple[tuple[int, ...], ...]:
    """Clusters of the rows of ``encoded`` (n, d): each ascending, ordered by their first.

    The likeness of two rows is their product; of two clusters the mean over their pairs, and they are
    one from ``least`` (over 0) on. ``same`` pairs are in one cluster whatever they say, ``different``
    ones never, unless ``same`` ties them: a person's word that stands against itself ties.
    """
    tied = _tied(len(encoded), same)
    apart = [(tied[a], tied[b]) for a, b in different if tied[a] != tied[b]]
    clusters = [
        cluster
        for part in _parts(encoded, tied, least)
        for cluster in _merged(encoded, part, tied, apart, least)
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
            near = np.zeros(len(others), dtype=bool)
            for begin in range(0, len(reached), _BLOCK):
                likeness = encoded[reached[begin : begin + _BLOCK]] @ encoded[others].T
                near |= (likeness >= least).any(axis=0)
            firsts = {tied[place] for place in others[near].tolist()}
            reached = [place for first in sorted(firsts) for place in with_first[first]]
            left[reached] = False
        yield sorted(part)


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
    likeness = _between(encoded, starts)
    for a, b in apart:
        if a in at and b in at:
            likeness[at[a], at[b]] = likeness[at[b], at[a]] = -np.inf
    for cluster in _chained(likeness, [len(each) for each in starts], least):
        yield [place for start in cluster for place in starts[start]]


def _between(encoded: Floats, starts: Sequence[Sequence[int]]) -> Floats:
    """(starts, starts): the mean likeness; of each to itself minus infinity."""
    means = np.array([encoded[each].mean(axis=0) for each in starts], dtype=np.float32)
    likeness: Floats = means @ means.T
    np.fill_diagonal(likeness, -np.inf)
    return likeness


def _chained(likeness: Floats, sizes: list[int], least: float) -> list[list[int]]:
    """Merges until nothing is as near as ``least``. ``likeness`` is written over."""
    clusters: dict[int, list[int]] = {i: [i] for i in range(len(sizes))}
    open_ends = set(clusters)
    chain: list[int] = []
    while open_ends or chain:
        if not chain:
            chain.append(min(open_ends))
        end = chain[-1]
        before = chain[-2] if len(chain) > 1 else None
        nearest = int(np.argmax(likeness[end]))
        if before is not None and likeness[end, before] >= likeness[end, nearest]:
            nearest = before
        if likeness[end, nearest] < least:
            # Nothing that is merged later comes nearer to it than what is nearest now.
            open_ends.discard(end)
            chain.pop()
        elif nearest == before:
            del chain[-2:]
            kept, gone = sorted((end, nearest))
            _merge(likeness, sizes, kept, gone)
            clusters[kept] += clusters.pop(gone)
            open_ends.discard(gone)
            open_ends.add(kept)
        else:
            chain.append(nearest)
    return list(clusters.values())


def _merge(likeness: Floats, sizes: list[int], kept: int, gone: int) -> None:
    both = sizes[kept] + sizes[gone]
    row = (sizes[kept] * likeness[kept] + sizes[gone] * likeness[gone]) / np.float32(both)
    row[[kept, gone]] = -np.inf
    likeness[kept] = likeness[:, kept] = row
    likeness[gone] = likeness[:, gone] = -np.inf
    sizes[kept] = both
