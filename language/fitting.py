"""Logistic regression with scikit-learn, imported only here and only when training."""

from collections.abc import Sequence

import numpy as np

from language.calibration import Labels
from language.features import BUCKETS, Buckets, Floats, counted, weighted
from language.model import Scorer

_INVERSE_REGULARISATION = 30.0
_ITERATIONS = 400

Counted = Sequence[tuple[Buckets, Floats]]


def fitted(texts: Sequence[str], labels: Labels) -> Scorer:
    """``texts`` are normalised; every intent occurs in ``labels``. Deterministic: one thread adds
    up in one order.

    Balanced: an intent with few sentences is no less likely to be meant.
    """
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # ships no types
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # no types
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # no types

    rows = [counted(text) for text in texts]
    idf = _idf(rows)
    features = csr_matrix(
        (
            np.concatenate([weighted(buckets, times, idf=idf) for buckets, times in rows]),
            np.concatenate([buckets for buckets, _ in rows]),
            np.cumsum([0, *(len(buckets) for buckets, _ in rows)]),
        ),
        shape=(len(texts), BUCKETS),
    )
    model = LogisticRegression(
        C=_INVERSE_REGULARISATION, class_weight="balanced", max_iter=_ITERATIONS
    )
    with threadpool_limits(1):
        model.fit(features, labels)
    return Scorer(
        idf=idf,
        coefficients=np.ascontiguousarray(model.coef_.T, dtype=np.float32),
        bias=model.intercept_.astype(np.float32),
    )


def _idf(rows: Counted) -> Floats:
    """ln((1 + texts) / (1 + texts with the bucket)) + 1."""
    having = np.bincount(np.concatenate([buckets for buckets, _ in rows]), minlength=BUCKETS)
    return (np.log((1 + len(rows)) / (1 + having)) + 1).astype(np.float32)
