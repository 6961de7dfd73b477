"""From scores on held-out sentences to probabilities that mean something, and when to act."""

from collections.abc import Callable
from math import ceil

import numpy as np
from numpy.typing import NDArray

from language.features import Floats
from language.model import calibrated

Labels = NDArray[np.int64]

_TEMPERATURES = np.geomspace(0.2, 5.0, 200)


def fit_temperature(scores: Floats, labels: Labels) -> float:
    """The temperature under which the held-out labels are likeliest."""
    return float(min(_TEMPERATURES, key=_surprise_of(scores, labels)))


def fit_threshold(probabilities: Floats, labels: Labels, *, precision: float) -> float:
    """The lowest probability from which on at least ``precision`` of the answers are right.

    1.0 where no probability does: then always ask.
    """
    best = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    order = np.argsort(-best, kind="stable")
    share_right = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share_right >= precision)
    return float(best[order[good[-1]]]) if len(good) else 1.0


def fit_lean(scores: Floats, labels: Labels, *, towards: int, recall: float) -> float:
    """What to add to the scores of the label ``towards``, so that ``recall`` of its texts are found.

    0 where they are found without it; every addition makes the other labels rarer.
    """
    own = scores[labels == towards]
    behind = np.sort(np.delete(own, towards, axis=1).max(axis=1) - own[:, towards])
    wanted = behind[ceil(recall * len(behind)) - 1]
    return max(0.0, float(np.nextafter(wanted, np.float32(np.inf))))


def _surprise_of(scores: Floats, labels: Labels) -> Callable[[float], float]:
    def surprise(temperature: float) -> float:
        probabilities = calibrated(scores, temperature)
        return float(-np.log(probabilities[np.arange(len(labels)), labels] + 1e-12).mean())

    return surprise
