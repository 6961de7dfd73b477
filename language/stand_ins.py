"""What stands in for a word that a vocabulary lacks: its nearest words that are in it."""

from collections.abc import Iterable, Sequence

import numpy as np

from language.features import Floats
from language.vectors import DIMENSIONS, WordVectors
from language.words import Word

_MOST = 5
_LEAST = 0.5
"""Cosine from which on a word says something of the same."""
_COUNTS = 0.6
"""How far the nearest says the same."""
_REMEMBERED = 50_000

_Forms = tuple[str, str, str]


class StandIns:
    def __init__(self, vocabulary: Iterable[Word], vectors: WordVectors | None) -> None:
        """Without vectors nothing stands in for anything."""
        self._vectors = vectors
        self._forms: list[str] = []
        rows: list[Floats] = []
        for form, word in {word.normalised_form: word for word in vocabulary}.items():
            vector = vectors.vector(word) if vectors else None
            if vector is not None:
                self._forms.append(form)
                rows.append(vector)
        self._matrix = np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)
        self._found: dict[_Forms, Sequence[tuple[str, float]]] = {}
        """A text says few words many times."""

    def of(self, word: Word) -> Sequence[tuple[str, float]]:
        """(normalised form, how far it says the same: 0–1), the nearest first."""
        # All by which a vector is looked up: what is remembered must not depend on what came first.
        forms = (word.normalised_form, word.dictionary_form, word.surface)
        found = self._found.get(forms)
        if found is None:
            found = self._looked_up(word)
            if len(self._found) >= _REMEMBERED:
                self._found.clear()  # another thread may do so at any moment
            self._found[forms] = found
        return found

    def _looked_up(self, word: Word) -> Sequence[tuple[str, float]]:
        vector = self._vectors.vector(word) if self._vectors else None
        if vector is None:
            return ()
        cosines = np.vecdot(self._matrix, vector)
        nearest = np.argsort(-cosines, kind="stable")[:_MOST].tolist()
        near = ((self._forms[i], (float(cosines[i]) - _LEAST) / (1 - _LEAST)) for i in nearest)
        return tuple((form, _COUNTS * how_near) for form, how_near in near if how_near > 0)
