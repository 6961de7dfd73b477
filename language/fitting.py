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

    Balanced: an intent with few sentences is no less likely to be meant. A bucket that no text has
    weighs nothing, and is left out while fitting: that takes a tenth of the time.
    """
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # ships no types
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # no types
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # no types

    rows = [counted(text) for text in texts]
    idf = _idf(rows)
    having, columns = np.unique(np.concatenate([each for each, _ in rows]), return_inverse=True)
    features = csr_matrix(
        (
            np.concatenate([weighted(buckets, times, idf=idf) for buckets, times in rows]),
            columns,
            np.cumsum([0, *(len(buckets) for buckets, _ in rows)]),
        ),
        shape=(len(texts), len(having)),
    )
    model = LogisticRegression(
        C=_INVERSE_REGULARISATION, class_weight="balanced", max_iter=_ITERATIONS
    )
    with threadpool_limits(1):
        model.fit(features, labels)
    coefficients = np.zeros((BUCKETS, len(model.classes_)), dtype=np.float32)
    coefficients[having] = model.coef_.T
    return Scorer(
        idf=idf,
        coefficients=coefficients,
        bias=model.intercept_.astype(np.float32),
    )


def _idf(rows: Counted) -> Floats:
    """ln((1 + texts) / (1 + texts with the bucket)) + 1."""
    having = np.bincount(np.concatenate([buckets for buckets, _ in rows]), minlength=BUCKETS)
    return (np.log((1 + len(rows)) / (1 + having)) + 1).astype(np.float32)
