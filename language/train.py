"""Learning the weights from the project's own sentences. Needs scikit-learn; nothing else does.

The same files give the same bytes on the same machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from language.calibration import Labels, fit_temperature, fit_threshold
from language.corpus_files import Sentence, digest, read_sentences, training_files
from language.evaluate import Evaluation, judged
from language.features import Floats
from language.fitting import fitted
from language.intents import Intent
from language.model import WEIGHTS, Scorer, Weights, calibrated, decided
from language.normalise import normalise
from language.slips import with_slips
from language.words import has_dictionary

FOLDS = 5
PRECISION = 0.97
"""Acting unasked has to be right this often on held-out sentences."""

_SEED = 20260401


@dataclass(frozen=True, slots=True)
class TrainingReport:
    weights: Path
    held_out: Evaluation
    """Each sentence judged by a model that had not seen it."""
    temperature: float
    threshold: float


class NoDictionary(ImportError):
    """SudachiPy and its dictionary are needed to know how sentences are read."""


def train(files: Sequence[Path] = (), *, weights: Path = WEIGHTS) -> TrainingReport:
    """Writes ``weights``. Without ``files``: all of ``language/corpus/train_*.jsonl``.

    Takes some six minutes. Raises ``BadCorpus``, ValueError where an intent has fewer sentences than
    ``FOLDS``, ImportError without scikit-learn (``make test`` installs it) or Sudachi's dictionary.
    """
    files = files or training_files()
    texts, labels = _prepared(read_sentences(files))
    scores = _held_out_scores(texts, labels)
    temperature = fit_temperature(scores, labels)
    probabilities = calibrated(scores, temperature)
    threshold = fit_threshold(probabilities, labels, precision=PRECISION)
    thresholds = np.full(len(Intent), threshold, dtype=np.float32)
    Weights(_learned(texts, labels), temperature, thresholds, digest(files)).save(weights)
    return TrainingReport(
        weights, _judged(probabilities, labels, thresholds), temperature, threshold
    )


def _prepared(sentences: Iterable[Sentence]) -> tuple[list[str], Labels]:
    """Normalised texts, each once: a sentence in two files must not be in two folds."""
    number = {intent: i for i, intent in enumerate(Intent)}
    unique = {normalise(sentence.text): number[sentence.intent] for sentence in sentences}
    labels = np.array(list(unique.values()), dtype=np.int64)
    if np.bincount(labels, minlength=len(Intent)).min() < FOLDS:
        raise ValueError(f"どの意図にも{FOLDS}文以上の例文が必要です。")
    return list(unique), labels


def _held_out_scores(texts: Sequence[str], labels: Labels) -> Floats:
    """(sentences, intents)"""
    from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]  # no types

    scores = np.zeros((len(texts), len(Intent)), dtype=np.float32)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(texts, labels):
        scorer = _learned([texts[i] for i in seen], labels[seen])
        scores[unseen] = [scorer.scores(texts[i]) for i in unseen]
    return scores


def _learned(texts: Sequence[str], labels: Labels) -> Scorer:
    """In kana and mistyped too. Raises NoDictionary."""
    if not has_dictionary():
        raise NoDictionary
    positions, forms = zip(*with_slips(list(texts), seed=_SEED), strict=True)
    return fitted(forms, labels[list(positions)])


def _judged(probabilities: Floats, labels: Labels, thresholds: Floats) -> Evaluation:
    understood = [decided(row, thresholds=thresholds) for row in probabilities]
    meant = [tuple(Intent)[label] for label in labels]
    return judged(list(zip(meant, understood, strict=True)))
