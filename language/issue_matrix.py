"""All texts of a training as one matrix: few dense columns, many others of which a text has few."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.features import Floats
from language.issue_views import Views, dense_views, sparse_of


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    dense: Floats
    """(texts, dense views)"""
    sparse: Any
    """(texts, anchors and buckets that some text has), a sparse matrix of SciPy's."""
    used: NDArray[np.intp]
    """Which rows of a projection the columns are, the dense ones first."""

    @classmethod
    def of(cls, views: Sequence[Views], idf: Floats) -> "Matrix":
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # ships no types

        rows = [sparse_of(each, idf) for each in views]
        having, columns = np.unique(np.concatenate([at for at, _ in rows]), return_inverse=True)
        values = np.concatenate([weights for _, weights in rows])
        ends = np.cumsum([0, *(len(at) for at, _ in rows)])
        return cls(
            dense=np.stack([each.dense for each in views]),
            sparse=csr_matrix((values, columns, ends), shape=(len(views), len(having))),
            used=np.concatenate([np.arange(dense_views()), dense_views() + having]),
        )

    def with_gaps(self, random: np.random.Generator, *, share: float) -> "Matrix":
        """``share`` of the numbers left out by chance, the others so much larger."""
        kept = random.random(self.dense.shape, dtype=np.float32) >= share
        some = self.sparse.copy()
        some.data = _scaled(some.data, random.random(len(some.data)) >= share, share)
        return replace(self, dense=_scaled(self.dense, kept, share), sparse=some)

    def times(self, weights: Floats) -> Floats:
        """``weights``: (columns, dimensions)."""
        border = self.dense.shape[1]
        product: Floats = self.dense @ weights[:border] + self.sparse @ weights[border:]
        return product

    def back(self, rows: Floats) -> Floats:
        """(columns, dimensions): what the ``rows`` (texts, dimensions) say of the columns."""
        return np.concatenate([self.dense.T @ rows, self.sparse.T @ rows])


def _scaled(values: Floats, kept: NDArray[np.bool_], share: float) -> Floats:
    scaled: Floats = (values * kept / np.float32(1 - share)).astype(np.float32)
    return scaled
