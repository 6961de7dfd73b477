"""The words of an index that mean nearly what a word of a query means."""

from collections.abc import Container

import numpy as np

from language.features import Floats
from language.vectors import DIMENSIONS, WordVectors
from language.words import Word

LEAST = 0.4
"""Cosine; words of one topic begin about here."""
MOST = 20
"""Near words of one word."""


class NearWords:
    """Without vectors there are none."""

    def __init__(self, vectors: WordVectors | None) -> None:
        self._vectors = vectors
        self._seen: set[str] = set()
        self._terms: list[str] = []
        self._matrix: Floats = np.zeros((0, DIMENSIONS), dtype=np.float32)
        self._waiting: list[Floats] = []

    def add(self, term: str, word: Word) -> None:
        if self._vectors is None or term in self._seen:
            return
        self._seen.add(term)
        vector = self._vectors.vector(word)
        if vector is not None:
            self._terms.append(term)
            self._waiting.append(vector)

    def keep(self, terms: Container[str]) -> None:
        """Only these: the others are in no document any more."""
        kept = [i for i, term in enumerate(self._terms) if term in terms]
        self._matrix = self._vectors_of_terms()[kept]
        self._terms = [self._terms[i] for i in kept]
        self._seen = {term for term in self._seen if term in terms}

    def near(self, word: Word) -> list[tuple[str, float]]:
        """(term, how near: 0–1) of the nearest, the word itself among them where it occurs."""
        vector = self._vectors.vector(word) if self._vectors else None
        if vector is None:
            return []
        cosines = np.vecdot(self._vectors_of_terms(), vector)
        near = (cosines - LEAST) / (1 - LEAST)
        nearest = np.argsort(-near, kind="stable")[:MOST]
        return [(self._terms[i], float(near[i])) for i in nearest[near[nearest] > 0].tolist()]

    def _vectors_of_terms(self) -> Floats:
        """(terms, DIMENSIONS)"""
        if self._waiting:
            self._matrix = np.concatenate([self._matrix, np.stack(self._waiting)])
            self._waiting = []
        return self._matrix
