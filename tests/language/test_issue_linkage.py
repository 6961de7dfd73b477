"""Average linkage under what people said: the same clusters as the plain way, and their word rules."""

import tracemalloc
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.features import Floats
from language.issue_linkage import Pair, linked


def directions(seed: int, *, count: int, around: int = 5) -> Floats:
    """(count, 16) of length 1, in some clusters."""
    random = np.random.default_rng(seed)
    middles = random.standard_normal((max(count // around, 1), 16))
    rows = middles[random.integers(0, len(middles), count)]
    rows = rows + 0.5 * random.standard_normal(rows.shape)
    unit: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def in_a_row(count: int, *, dimensions: int) -> Floats:
    """(count, dimensions), all of one part: each is like a few others, which are like others still."""
    rows = np.zeros((count, dimensions), dtype=np.float32)
    for place, angle in enumerate(np.linspace(0, 60, count)):
        axis, turned = int(angle), angle % 1 * np.pi / 2
        rows[place, axis : axis + 2] = np.cos(turned), np.sin(turned)
    return rows


def plainly(rows: Floats, least: float, different: list[Pair]) -> set[frozenset[int]]:
    """Always the nearest pair, until none is near enough."""
    clusters = [frozenset({i}) for i in range(len(rows))]
    apart = {frozenset(pair) for pair in different}

    def nearness(a: frozenset[int], b: frozenset[int]) -> float:
        if any(frozenset((x, y)) in apart for x in a for y in b):
            return -1.0
        return float(np.mean([rows[x] @ rows[y] for x in a for y in b]))

    while len(clusters) > 1:
        a, b = max(combinations(clusters, 2), key=lambda pair: nearness(*pair))
        if nearness(a, b) < least:
            break
        clusters = [*(each for each in clusters if each not in (a, b)), a | b]
    return set(clusters)


pairs = st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] != pair[1])


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    least=st.sampled_from([0.2, 0.35, 0.5]),
    different=st.lists(pairs, max_size=6),
)
def test_いちばん近い二つから順にまとめたのと同じになる(
    seed: int, least: float, different: list[Pair]
) -> None:
    rows = directions(seed, count=24)
    found = linked(rows, least=least, different=different)
    assert {frozenset(cluster) for cluster in found} == plainly(rows, least, different)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    same=st.lists(pairs, max_size=8),
    different=st.lists(pairs, max_size=8),
)
def test_人の言葉がいつも勝つ(seed: int, same: list[Pair], different: list[Pair]) -> None:
    rows = directions(seed, count=24)
    found = linked(rows, least=0.3, same=same, different=different)
    assert sorted(place for cluster in found for place in cluster) == list(range(24))
    number = {place: at for at, cluster in enumerate(found) for place in cluster}
    assert all(number[a] == number[b] for a, b in same)
    tied = linked(rows, least=2.0, same=same)
    tie = {place: at for at, cluster in enumerate(tied) for place in cluster}
    assert all(number[a] != number[b] for a, b in different if tie[a] != tie[b])


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    least_of_two=st.sampled_from([0.0, 0.5, 0.7, 2.0]),
    same=st.lists(pairs, max_size=3),
)
def test_二つだけの塊は_もっと近くなければ別々になり_ほかは変わらない(
    seed: int, least_of_two: float, same: list[Pair]
) -> None:
    rows = directions(seed, count=24, around=3)
    every = linked(rows, least=0.3, same=same)
    tied = {cluster for cluster in linked(rows, least=2.0, same=same) if len(cluster) > 1}
    far = {
        cluster
        for cluster in every
        if len(cluster) == 2
        and cluster not in tied
        and float(rows[cluster[0]] @ rows[cluster[1]]) < least_of_two
    }
    expected = sorted({*every} - far | {(place,) for cluster in far for place in cluster})
    found = linked(rows, least=0.3, least_of_two=least_of_two, same=same)
    assert list(found) == expected


@pytest.mark.parametrize("count", [0, 1])
def test_一件までなら分けるものがない(count: int) -> None:
    assert linked(directions(1, count=count), least=0.3) == tuple((i,) for i in range(count))


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), copies=st.integers(2, 4))
def test_まったく同じ文ばかりでも終わり別の題材は混ざらない(seed: int, copies: int) -> None:
    """Of equals none is nearer than another, whichever is looked at first."""
    few = directions(seed, count=5)
    rows = np.repeat(few, copies, axis=0)
    found = linked(rows, least=0.999)
    assert {frozenset(cluster) for cluster in found} == plainly(rows, 0.999, [])


def test_互いに似ていない多くの課題は多くのメモリーを取らない() -> None:
    count = 2_500
    rows = in_a_row(count, dimensions=64)
    tracemalloc.start()
    found = linked(rows, least=0.7)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 30 < len(found) < 200
    assert most < count * count * 3, f"{most / 1e6:.0f} MB"


def test_課題の向きをもう一揃い写し取らない() -> None:
    """Rows of hundreds of numbers are the most that there is."""
    rows = in_a_row(3_000, dimensions=1_000)
    tracemalloc.start()
    found = linked(rows, least=0.7)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 30 < len(found) < 200
    assert most < rows.nbytes, f"{most / 1e6:.0f} MB"


def test_千件をこえても塊ごとに見て同じになる() -> None:
    rows = directions(3, count=1_200)
    found = linked(rows, least=0.5)
    assert 100 < len(found) < 1_200
    for cluster in found:
        inside = [
            float(np.mean(rows[a] @ rows[[b for b in cluster if b != a]].T))
            for a in cluster
            if len(cluster) > 1
        ]
        assert all(mean > 0 for mean in inside)
