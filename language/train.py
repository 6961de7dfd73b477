"""Learning the weights from the project's own sentences. Needs scikit-learn; nothing else does.

The same files give the same bytes on the same machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from language.calibration import Labels, fit_lean, fit_temperature, fit_threshold
from language.corpus_files import digest, read_sentences, training_files
from language.evaluate import Evaluation, judged
from language.features import Floats
from language.fitting import fitted
from language.folds import FOLDS, folds
from language.intents import Intent
from language.model import WEIGHTS, Scorer, Weights, calibrated, decided
from language.normalise import normalise
from language.slips import with_slips
from language.words import has_dictionary

PRECISION = 0.97
"""Acting unasked has to be right this often on the sentences of held-out hands."""
OUTSIDE_RECALL = 0.92
"""So much of what is out of scope has to be seen as such there: 0.90 is promised."""

_OUTSIDE = tuple(Intent).index(Intent.NONE)

_SEED = 20260401


@dataclass(frozen=True, slots=True)
class TrainingReport:
    weights: Path
    held_out: Evaluation
    """Each sentence judged by a model that had not seen it, nor any other of its hand."""
    lean: float
    """Added to the score of what is out of scope."""
    temperature: float
    threshold: float


class NoDictionary(ImportError):
    """SudachiPy and its dictionary are needed to know how sentences are read."""


def train(files: Sequence[Path] = (), *, weights: Path = WEIGHTS) -> TrainingReport:
    """Writes ``weights``. Without ``files``: all of ``language/corpus/train_*.jsonl``.

    Takes some minutes. Raises ``BadCorpus``, ValueError where an intent has fewer sentences than
    ``FOLDS``, ImportError without scikit-learn (``make test`` installs it) or Sudachi's dictionary.
    """
    files = files or training_files()
    texts, labels, hands = _prepared(files)
    scores = _held_out_scores(texts, labels, hands)
    lean = fit_lean(scores, labels, towards=_OUTSIDE, recall=OUTSIDE_RECALL)
    scores[:, _OUTSIDE] += lean
    temperature = fit_temperature(scores, labels)
    probabilities = calibrated(scores, temperature)
    threshold = fit_threshold(probabilities, labels, precision=PRECISION)
    thresholds = np.full(len(Intent), threshold, dtype=np.float32)
    scorer = _leaning(_learned(texts, labels), lean)
    Weights(scorer, temperature, thresholds, digest(files)).save(weights)
    return TrainingReport(
        weights, _judged(probabilities, labels, thresholds), lean, temperature, threshold
    )


def _prepared(files: Iterable[Path]) -> tuple[list[str], Labels, Labels]:
    """(normalised texts, their intents, the numbers of their files): a text in two files counts
    once, since it must not be in two folds."""
    number = {intent: i for i, intent in enumerate(Intent)}
    unique = {
        normalise(sentence.text): (number[sentence.intent], hand)
        for hand, file in enumerate(files)
        for sentence in read_sentences([file])
    }
    labels, hands = np.array(list(unique.values()), dtype=np.int64).reshape(-1, 2).T
    if np.bincount(labels, minlength=len(Intent)).min() < FOLDS:
        raise ValueError(f"どの意図にも{FOLDS}文以上の例文が必要です。")
    return list(unique), labels, hands


def _held_out_scores(texts: Sequence[str], labels: Labels, hands: Labels) -> Floats:
    """(sentences, intents)"""
    scores = np.zeros((len(texts), len(Intent)), dtype=np.float32)
    for seen, unseen in folds(labels, hands):
        scorer = _learned([texts[i] for i in seen], labels[seen])
        scores[unseen] = [scorer.scores(texts[i]) for i in unseen]
    return scores


def _leaning(scorer: Scorer, lean: float) -> Scorer:
    bias = scorer.bias.copy()
    bias[_OUTSIDE] += np.float32(lean)
    return replace(scorer, bias=bias)


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
