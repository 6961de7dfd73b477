"""The intent classifier in use: logistic regression on n-gram counts, numpy only."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from language.features import BUCKETS, Floats, counted, weighted
from language.intents import Intent
from language.normalise import normalise
from language.preamble import is_only_greeting
from language.understanding import NOTHING_SAID, ONLY_GREETED, Understanding

WEIGHTS = Path(__file__).parent / "weights" / "intents.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """Logistic regression on TF-IDF of hashed n-grams. Intents stand in the order of ``Intent``."""

    idf: Floats
    """(BUCKETS,)"""
    coefficients: Floats
    """(BUCKETS, intents)"""
    bias: Floats
    """(intents,)"""

    def scores(self, normalised: str) -> Floats:
        """One uncalibrated score for each intent."""
        buckets, times = counted(normalised)
        values = weighted(buckets, times, idf=self.idf)
        return values @ self.coefficients[buckets] + self.bias


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What ``language.train`` learned."""

    scorer: Scorer
    temperature: float
    """Divides the scores so that a probability of 0.8 is right eight times in ten."""
    thresholds: Floats
    """(intents,): act on an intent from this probability on."""
    corpus: str
    """SHA-256 of the sentences it was trained on (``corpus_files.digest``)."""

    def save(self, file: Path) -> None:
        """Half precision; the same weights give the same bytes."""
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            file,
            intents=np.array([intent.value for intent in Intent]),
            idf=self.scorer.idf.astype(np.float16),
            coefficients=self.scorer.coefficients.astype(np.float16),
            bias=self.scorer.bias.astype(np.float32),
            temperature=np.float32(self.temperature),
            thresholds=self.thresholds.astype(np.float32),
            corpus=np.array(self.corpus),
        )


def read_weights(file: Path = WEIGHTS) -> Weights:
    """Raises OSError without the file, ValueError for one of other features or intents."""
    with np.load(file, allow_pickle=False) as stored:
        coefficients = stored["coefficients"].astype(np.float32)
        if stored["intents"].tolist() != list(Intent) or len(coefficients) != BUCKETS:
            raise ValueError(f"{file.name} は今の意図・特徴量と合いません。学習し直してください。")
        scorer = Scorer(stored["idf"].astype(np.float32), coefficients, stored["bias"])
        return Weights(
            scorer=scorer,
            temperature=float(stored["temperature"]),
            thresholds=stored["thresholds"],
            corpus=str(stored["corpus"]),
        )


@dataclass(frozen=True, slots=True)
class TrainedUnderstander:
    """An ``Understander``."""

    weights: Weights

    def understand(self, text: str) -> Understanding:
        normalised = normalise(text)
        if not says_something(normalised):
            return NOTHING_SAID
        if is_only_greeting(normalised):
            return ONLY_GREETED
        scores = self.weights.scorer.scores(normalised)
        probabilities = calibrated(scores, self.weights.temperature)
        return decided(probabilities, thresholds=self.weights.thresholds)


def says_something(normalised: str) -> bool:
    return any(character.isalnum() and character != "ー" for character in normalised)


def calibrated(scores: Floats, temperature: float) -> Floats:
    """Softmax along the last axis."""
    scaled = scores / np.float32(temperature)
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    probabilities: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities


def decided(probabilities: Floats, *, thresholds: Floats) -> Understanding:
    """``probabilities`` and ``thresholds``: (intents,)."""
    order = np.argsort(-probabilities, kind="stable").tolist()
    best = order[0]
    intents = tuple(Intent)
    return Understanding(
        intent=intents[best],
        confidence=float(probabilities[best]),
        ranked=tuple((intents[i], float(probabilities[i])) for i in order),
        is_sure=bool(probabilities[best] >= thresholds[best]),
    )


@cache
def trained_understander() -> TrainedUnderstander:
    """The one that is shipped, read once (tens of milliseconds)."""
    return TrainedUnderstander(read_weights())
