"""A message as weighted, hashed character n-grams, the same in training and in use.

Two views of the text: as it is written (1–3 characters, katakana as hiragana, since half-width kana
stand for both) and as it is read (2–4 characters in hiragana), so that けんしゅう counts for 研修.
Each view has its half of the buckets and the same say. No word boundaries: Japanese writes none.
"""

from collections import Counter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from language.normalise import fold_kana
from language.readings import read

BUCKETS = 1 << 16
"""Rows of the weights. The more, the fewer n-grams share one; twice as many gains nothing more."""

_VIEW = BUCKETS // 2
_STOPS = "。、 "
"""At the end they say nothing of what is wanted, and half of the people leave them out."""
_HEAD = _TAIL = 160
"""Characters that are looked at. What is wanted stands at one end of a long message."""

Floats = NDArray[np.float32]
Buckets = NDArray[np.int32]


def counted(normalised: str) -> tuple[Buckets, Floats]:
    """(buckets in ascending order, 1 + log of how often each occurs) of ``normalise``d text."""
    text = _ends(normalised.rstrip(_STOPS) or normalised)
    counts = Counter(_hashed(fold_kana(text), 1, 3))
    counts.update(_VIEW + bucket for bucket in _hashed(read(text), 2, 4))
    buckets = np.array(sorted(counts), dtype=np.int32)
    times = np.array([counts[bucket] for bucket in buckets.tolist()], dtype=np.float32)
    return buckets, 1 + np.log(times)


def weighted(buckets: Buckets, times: Floats, *, idf: Floats) -> Floats:
    """``counted`` values by how telling their bucket is, each view at length 1."""
    values = times * idf[buckets]
    border = int(np.searchsorted(buckets, _VIEW))
    return np.concatenate([_unit(values[:border]), _unit(values[border:])])


def _hashed(text: str, shortest: int, longest: int) -> list[int]:
    """The beginning and the end of the message are characters too: 「次は？」 is all of it."""
    framed = f"^{text}$"
    return [
        crc32(framed[start : start + length].encode()) % _VIEW
        for length in range(shortest, longest + 1)
        for start in range(len(framed) - length + 1)
    ]


def _ends(text: str) -> str:
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]} {text[-_TAIL:]}"


def _unit(values: Floats) -> Floats:
    return values / np.float32(np.linalg.norm(values) or 1.0)
