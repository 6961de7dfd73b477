"""The words of an index that mean nearly what a word of a query means."""

from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from language.features import Floats
from language.office_matters import OfficeMatters
from language.search_terms import form_term
from language.vectors import DIMENSIONS, WordVectors
from language.words import Word


@dataclass(frozen=True, slots=True)
class _Reach:
    """How near is near enough."""

    least: float
    """Cosine of the vectors."""
    most: int
    """Near words of one word."""
    counts: float
    """How far the nearest word means the same."""


_BY_VECTORS = _Reach(least=0.4, most=20, counts=0.6)
"""Words of one topic begin about here."""
_WITH_MATTERS = _Reach(least=0.3, most=100, counts=0.8)
"""What shares a matter as well may be farther."""
_SHARED = 1.2
"""How much more sharing all matters says than pointing the same way."""
_TOO_LITTLE = 0.15
_MOST_REMEMBERED = 5_000


class NearWords:
    """Without vectors and matters there are none."""

    def __init__(self, vectors: WordVectors | None, matters: OfficeMatters | None = None) -> None:
        self._vectors, self._matters = vectors, matters
        self._reach = _BY_VECTORS if matters is None else _WITH_MATTERS
        self._terms: list[str] = []
        self._places: dict[str, int] = {}
        self._matrix: Floats = np.zeros((0, DIMENSIONS), dtype=np.float32)
        self._waiting: list[Floats] = []
        self._found: dict[str, list[tuple[str, float]]] = {}
        """Of words that were asked for since the last one came."""

    def add(self, term: str, word: Word) -> None:
        if term in self._places:
            return
        vector = self._vectors.vector(word) if self._vectors else None
        if vector is not None or self._matters is not None:
            self._found.clear()
            self._places[term] = len(self._terms)
            self._terms.append(term)
            self._waiting.append(np.zeros(DIMENSIONS, np.float32) if vector is None else vector)

    def keep(self, terms: Container[str]) -> None:
        """Only these: the others are in no document any more."""
        self._found.clear()
        kept = [place for place, term in enumerate(self._terms) if term in terms]
        self._matrix = self._vectors_of_terms()[kept]
        self._terms = [self._terms[place] for place in kept]
        self._places = {term: place for place, term in enumerate(self._terms)}

    def near(self, word: Word) -> list[tuple[str, float]]:
        """(term, how far it means the same: 0–1) of the nearest, the word itself among them where
        it occurs."""
        key = f"{word.normalised_form}\t{word.dictionary_form}\t{word.surface}"
        if key not in self._found:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            self._found[key] = self._nearest(word)
        return self._found[key]

    def _nearest(self, word: Word) -> list[tuple[str, float]]:
        reach = self._reach
        near = self._by_vectors(word)
        if self._matters is None:
            near *= np.float32(reach.counts)
        else:
            alike = self._matters.alike(word.normalised_form).items()
            known = {at: s for form, s in alike if (at := self._place(form)) is not None}
            shared = np.fromiter(known.values(), np.float64, len(known))
            near[list(known)] += (_SHARED * shared).astype(np.float32)
            np.minimum(near, np.float32(reach.counts), out=near)
            near[near < _TOO_LITTLE] = 0
        some = np.flatnonzero(near > 0)
        nearest = some[np.argsort(-near[some], kind="stable")[: reach.most]]
        return [(self._terms[i], float(near[i])) for i in nearest.tolist()]

    def _place(self, form: str) -> int | None:
        return self._places.get(form_term(form))

    def _by_vectors(self, word: Word) -> Floats:
        """(terms,) 0–1."""
        vector = self._vectors.vector(word) if self._vectors else None
        if vector is None:
            return np.zeros(len(self._terms), dtype=np.float32)
        cosines = np.vecdot(self._vectors_of_terms(), vector)
        near: Floats = np.maximum((cosines - self._reach.least) / (1 - self._reach.least), 0)
        return near

    def _vectors_of_terms(self) -> Floats:
        """(terms, DIMENSIONS)"""
        if self._waiting:
            self._matrix = np.concatenate([self._matrix, np.stack(self._waiting)])
            self._waiting = []
        return self._matrix
