"""Directions of documents, one row each."""

import numpy as np

from language.rows import Rows, SparseRows

chance = np.random.default_rng(20260401)
DENSE = chance.random((200, 30), dtype=np.float32)
FEW = np.where(DENSE > 0.8, DENSE, 0).astype(np.float32)
"""At most 15 of each row."""
DIRECTION = chance.random(30, dtype=np.float32)


def test_どの行も同じ向きとの近さを返す() -> None:
    rows, sparse = Rows(30), SparseRows(15)
    for row in FEW:
        rows.append(row)
        sparse.append(row)
    assert np.count_nonzero(FEW, axis=1).max() <= 15
    np.testing.assert_allclose(rows.along(DIRECTION), FEW @ DIRECTION, rtol=1e-5)
    np.testing.assert_allclose(sparse.along(DIRECTION), FEW @ DIRECTION, rtol=1e-5)


def test_残した行だけが詰めて並びそのあとに足せる() -> None:
    for rows in (Rows(30), SparseRows(15)):
        for row in FEW[:100]:
            rows.append(row)
        rows.keep([3, 50, 99])
        rows.append(FEW[150])
        expected = FEW[[3, 50, 99, 150]] @ DIRECTION
        np.testing.assert_allclose(rows.along(DIRECTION), expected, rtol=1e-5)


def test_行が短くても向きがなくても数えられる() -> None:
    short, none = SparseRows(15), SparseRows(0)
    short.append(np.array([0.5, 0.5], dtype=np.float32))
    none.append(np.zeros(0, dtype=np.float32))
    assert short.along(np.array([1.0, 0.0], dtype=np.float32)).tolist() == [0.5]
    assert none.along(np.zeros(0, dtype=np.float32)).tolist() == [0.0]
