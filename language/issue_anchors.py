"""Which words of an office a text comes near to: 「おじいちゃん」 comes near 「高齢者」 and 「年寄り」.

The mean of all its words blurs a text; here each word counts by itself, whatever else is said beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from language.features import Floats
from language.normalise import normalise
from language.office_matters import OFFICE_MATTERS
from language.search_terms import says_much
from language.vectors import DIMENSIONS, word_vectors
from language.words import Word, words_of

Places = NDArray[np.intp]
Near = tuple[Places, Floats]
"""Which anchors, and how near (0–1)."""

_LEAST = 0.5
"""Cosine from which on a word comes near an anchor."""
_COMMON = 150
"""The commonest words of all, by their row: near to everything."""
_SAYS_LITTLE = 0.4
_AT_ONCE = 128
"""Words in one product: more take more memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    forms: tuple[str, ...]
    directions: Floats
    """(forms, DIMENSIONS), each of length 1; zeros where vectors are not installed."""
    _near: dict[int, Near] = field(default_factory=dict)
    """Of rows of vectors: texts say few words many times."""

    @classmethod
    def of(cls, forms: Sequence[str]) -> "Anchors":
        vectors = word_vectors()
        directions: Floats = np.zeros((len(forms), DIMENSIONS), dtype=np.float32)
        for at, form in enumerate(forms):
            row = None if vectors is None else vectors.row_of(form)
            if vectors is not None and row is not None:
                directions[at] = vectors.alone(row)
        return cls(tuple(forms), directions)

    def __len__(self) -> int:
        return len(self.forms)

    def near(self, words: Iterable[Word]) -> Near:
        """The anchors that some word comes near to, ascending, each as near as the nearest word."""
        says = _says(words)
        self._meet(says)
        nearest: Floats = np.zeros(len(self), dtype=np.float32)
        for row, how_much in says.items():
            places, how_near = self._near[row]
            nearest[places] = np.maximum(nearest[places], np.float32(how_much) * how_near)
        places = np.flatnonzero(nearest)
        return places, nearest[places]

    def meet(self, words: Iterable[Word]) -> None:
        """The words of many texts that are asked about next: at once it is several times as fast."""
        self._meet(_says(words))

    def _meet(self, rows: Iterable[int]) -> None:
        vectors = word_vectors()
        if vectors is None:
            return
        new = [row for row in rows if row not in self._near]
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            nearness = np.stack([vectors.alone(row) for row in some]) @ self.directions.T
            nearness -= np.float32(_LEAST)
            nearness /= np.float32(1 - _LEAST)
            for row, how_near in zip(some, nearness, strict=True):
                places = np.flatnonzero(how_near > 0)
                self._near[row] = places, how_near[places]


def _says(words: Iterable[Word]) -> dict[int, float]:
    """The rows of the words' vectors, and how much (0–1) each says."""
    vectors = word_vectors()
    says: dict[int, float] = {}
    for word in words:
        row = vectors.row(word) if vectors is not None and word.is_content else None
        if row is not None:
            says[row] = max(says.get(row, 0.0), 1.0 if says_much(word) else _SAYS_LITTLE)
    return says


def anchor_forms(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of the texts and of an office's matters that have a vector, one of each, the commonest first."""
    forms = _forms_by_row(texts) | _forms_of_matters()
    return tuple(form for _, form in sorted(forms.items()))


def _forms_of_matters() -> dict[int, str]:
    return {} if word_vectors() is None else _forms_read_once()


@cache
def _forms_read_once() -> dict[int, str]:
    return _forms_by_row(OFFICE_MATTERS.read_text("utf-8").splitlines())


def _forms_by_row(texts: Iterable[str]) -> dict[int, str]:
    vectors = word_vectors()
    forms: dict[int, str] = {}
    for word in (word for text in texts for word in words_of(normalise(text))):
        row = vectors.row(word) if vectors is not None and word.is_content else None
        if vectors is not None and row is not None and row > _COMMON:
            written = (word.normalised_form, word.dictionary_form, word.surface)
            forms.setdefault(row, next(w for w in written if vectors.row_of(w) == row))
    return forms
