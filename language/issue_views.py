"""An issue as numbers, from four sides: what it means, which matters of an office it is about, which words
of an office it comes near to, and its words and characters (docs/decisions/0031). Training and use see the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from zlib import crc32

import numpy as np

from language.features import Floats
from language.issue_anchors import Anchors, Places
from language.normalise import normalise
from language.office_matters import office_matters
from language.vectors import DIMENSIONS, length_of, word_vectors
from language.words import Word, words_of

BUCKETS = 1 << 13
"""That words and characters are counted in."""
_PART, _SYNONYM, _CHARACTERS = 0.6, 0.5, 0.3
"""How often a part of a compound, a group of synonyms, and two or three characters count beside a word."""
_ANCHORED_WEIGHT, _WRITTEN_WEIGHT = 1.0, 0.5
"""Of the words and characters, beside the other views: these say more of an issue."""


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """Of one text. A view that finds nothing in it is zeros."""

    dense: Floats
    """(DIMENSIONS + matters,): its meaning, then what it is about, each of length 1."""
    anchors: Places
    """Those that some word comes near to, ascending."""
    nearness: Floats
    """Of each anchor (0–1)."""
    buckets: Places
    """Ascending."""
    counts: Floats
    """Of each bucket: 1 + log of how often."""


def views_of(texts: Sequence[str], anchors: Anchors) -> Iterator[Views]:
    """One after the other: of hundreds of texts they take more than what is made of them."""
    normalised = [normalise(text) for text in texts]
    words = [words_of(each) for each in normalised]
    anchors.meet(word for each in words for word in each)
    return (_views(*each, anchors) for each in zip(words, normalised, strict=True))


def _views(words: Sequence[Word], normalised: str, anchors: Anchors) -> Views:
    counted = _counted(words, normalised.replace(" ", ""))
    buckets = sorted(counted)
    near, nearness = anchors.near(words)
    return Views(
        dense=np.concatenate([_meaning(words), office_matters().about(words)]),
        anchors=near,
        nearness=nearness,
        buckets=np.array(buckets, dtype=np.intp),
        counts=np.array([log(1 + counted[bucket]) for bucket in buckets], dtype=np.float32),
    )


def dense_views() -> int:
    """How many numbers ``Views.dense`` has."""
    return DIMENSIONS + len(office_matters())


def idf_of(views: Sequence[Views], *, anchors: int) -> Floats:
    """(anchors + BUCKETS,): ln((1 + texts) / (1 + texts with it)) + 0.3, so that what everybody writes
    counts for little."""
    having = np.concatenate(
        [
            np.bincount(np.concatenate([each.anchors for each in views]), minlength=anchors),
            np.bincount(np.concatenate([each.buckets for each in views]), minlength=BUCKETS),
        ]
    )
    return (np.log((1 + len(views)) / (1 + having)) + 0.3).astype(np.float32)


def sparse_of(views: Views, idf: Floats) -> tuple[Places, Floats]:
    """Which of ``idf`` the text has, ascending, and what each weighs; each view of one length for every text."""
    buckets = len(idf) - BUCKETS + views.buckets
    near, written = views.nearness * idf[views.anchors], views.counts * idf[buckets]
    return (
        np.concatenate([views.anchors, buckets]),
        np.concatenate([_of_length(near, _ANCHORED_WEIGHT), _of_length(written, _WRITTEN_WEIGHT)]),
    )


def _of_length(values: Floats, length: float) -> Floats:
    return values * np.float32(length / (length_of(values) or 1.0))


def _meaning(words: Sequence[Word]) -> Floats:
    vectors = word_vectors()
    meaning = None if vectors is None else vectors.sentence(words)
    return np.zeros(DIMENSIONS, dtype=np.float32) if meaning is None else meaning


def _counted(words: Sequence[Word], characters: str) -> dict[int, float]:
    terms: defaultdict[str, float] = defaultdict(float)
    for word in words:
        if not word.is_content:
            continue
        terms[f"w{word.normalised_form}"] += 1
        for group in word.synonym_groups:
            terms[f"s{group}"] += _SYNONYM
        for part in word.parts:
            if part.is_content:
                terms[f"w{part.normalised_form}"] += _PART
    for length in (2, 3):
        for start in range(len(characters) - length + 1):
            terms[f"c{characters[start : start + length]}"] += _CHARACTERS
    hashed: defaultdict[int, float] = defaultdict(float)
    for term, times in terms.items():
        hashed[crc32(term.encode()) % BUCKETS] += times
    return hashed
