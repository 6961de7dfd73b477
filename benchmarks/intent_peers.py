"""Two plain ways from sentences to intents, learned from the same sentences as ours."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from language.corpus_files import Sentence
from language.features import Floats
from language.intents import Intent
from language.model import decided
from language.normalise import normalise
from language.understanding import Understanding

Way = Callable[[Sequence[str]], list[Understanding]]
"""Messages as they were written to what they are taken for."""

_INTENTS = tuple(Intent)
_NEVER_SURE = np.full(len(_INTENTS), np.inf, dtype=np.float32)
_INVERSE_REGULARISATION = 30.0
_ITERATIONS = 200
_AT_A_TIME = 200


def character_tfidf(learned: Sequence[Sentence]) -> Way:
    """Logistic regression on TF-IDF of one to four characters (scikit-learn)."""
    from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # no types
        TfidfVectorizer,
    )
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # no types

    features = TfidfVectorizer(
        analyzer="char", ngram_range=(1, 4), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=_ITERATIONS)
    texts, labels = _prepared(learned)
    model.fit(features.fit_transform(texts), labels)

    def understood(messages: Sequence[str]) -> list[Understanding]:
        heard = features.transform([normalise(message) for message in messages])
        return _ranked(model.predict_proba(heard))

    return understood


def nearest(learned: Sequence[Sentence]) -> Way:
    """The intent of the sentence with the fewest characters to change (rapidfuzz)."""
    texts, labels = _prepared(learned)
    order = np.argsort(labels, kind="stable")
    texts = [texts[i] for i in order]
    begins = np.searchsorted(labels[order], np.arange(len(_INTENTS)))

    def understood(messages: Sequence[str]) -> list[Understanding]:
        heard = [normalise(message) for message in messages]
        return [
            each
            for start in range(0, len(heard), _AT_A_TIME)
            for each in _ranked(_likeness(heard[start : start + _AT_A_TIME], texts, begins))
        ]

    return understood


def _likeness(
    heard: Sequence[str], texts: Sequence[str], begins: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(messages, intents): that of the likest sentence of each intent."""
    alike = process.cdist(heard, texts, scorer=fuzz.ratio, dtype=np.float32)
    likest: NDArray[np.float32] = np.maximum.reduceat(alike, begins, axis=1)
    return likest


def _prepared(sentences: Sequence[Sentence]) -> tuple[list[str], NDArray[np.int64]]:
    """Normalised, as ours are: half-width letters cost the peers nothing either."""
    meant = {normalise(sentence.text): sentence.intent for sentence in sentences}
    return list(meant), np.array([_INTENTS.index(i) for i in meant.values()], dtype=np.int64)


def _ranked(scores: Floats) -> list[Understanding]:
    return [decided(row, thresholds=_NEVER_SURE) for row in scores]
