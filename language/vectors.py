"""What words mean as directions in space (chiVe): near words point the same way.

Without the vectors everything that uses them goes on without that feature.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from language.features import Floats
from language.vector_file import Packed, packed_vectors
from language.words import Word

DIMENSIONS = 300
_SMOOTHING = 1e-3
"""Of SIF (Arora et al. 2017): a word as common as this counts half of a rare one."""
_REMEMBERED = 50_000
_WORD_MASK = (1 << 64) - 1
_MURMUR, _MURMUR_SHIFT, _SEED = 0xC6A4A7935BD1E995, 47, 1


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    packed: Packed
    shared: Floats
    """(DIMENSIONS,): the direction that all words have in common, of length 1."""
    _found: dict[str, int | None] = field(default_factory=dict)
    """Rows of forms that were looked up: a text says few words many times."""

    def vector(self, word: Word) -> Floats | None:
        """(DIMENSIONS,) of length 1; None for a word that is not known in any of its forms."""
        row = self.row(word)
        return None if row is None else self.packed.table[row].astype(np.float32)

    def alone(self, row: int) -> Floats:
        """(DIMENSIONS,) of length 1, without what all words share."""
        vector: Floats = self.packed.table[row].astype(np.float32)
        vector -= (vector @ self.shared) * self.shared
        return vector / np.float32(length_of(vector) or 1.0)

    def sentence(self, words: Iterable[Word]) -> Floats | None:
        """(DIMENSIONS,) of length 1: smooth inverse frequency mean of the content words, without
        what all words share. None where no word is known."""
        rows = [row for word in words if word.is_content and (row := self.row(word)) is not None]
        if not rows:
            return None
        telling = np.array([_telling(row) for row in rows], dtype=np.float32)
        mean = telling @ self.packed.table[rows].astype(np.float32)
        mean -= (mean @ self.shared) * self.shared
        length = length_of(mean)
        return mean / np.float32(length) if length else None

    def row(self, word: Word) -> int | None:
        """Where its vector stands, the commoner a word the earlier; None for one that is not known."""
        for form in (word.normalised_form, word.dictionary_form, word.surface):
            if (row := self.row_of(form)) is not None:
                return row
        return None

    def row_of(self, form: str) -> int | None:
        try:
            return self._found[form]
        except KeyError:
            row = self._looked_up(form)
        if len(self._found) >= _REMEMBERED:
            self._found.clear()  # another thread may do so at any moment
        self._found[form] = row
        return row

    def _looked_up(self, form: str) -> int | None:
        wanted = np.uint64(murmur_hash(form.encode()))
        at = int(np.searchsorted(self.packed.hashes, wanted))
        if at == len(self.packed.hashes) or self.packed.hashes[at] != wanted:
            return None
        return int(self.packed.rows[at])


@cache
def word_vectors() -> WordVectors | None:
    """Mapped once and shared; None where the ja-ginza wheel is not installed."""
    packed = packed_vectors()
    if packed is None:
        return None
    vectors = WordVectors(packed, _shared(packed))
    packed.hand_back()  # all that was looked at once
    return vectors


def length_of(row: Floats) -> float:
    """As ``np.linalg.norm`` has it, which takes four times as long for one row of hundreds."""
    return float(np.sqrt(row @ row))


def murmur_hash(text: bytes) -> int:
    """MurmurHash64A with spaCy's seed: the key of a word in its vectors."""
    hashed = _SEED ^ (len(text) * _MURMUR & _WORD_MASK)
    whole = len(text) // 8 * 8
    for start in range(0, whole, 8):
        block = int.from_bytes(text[start : start + 8], "little") * _MURMUR & _WORD_MASK
        block = (block ^ block >> _MURMUR_SHIFT) * _MURMUR & _WORD_MASK
        hashed = (hashed ^ block) * _MURMUR & _WORD_MASK
    if rest := text[whole:]:
        hashed = (hashed ^ int.from_bytes(rest, "little")) * _MURMUR & _WORD_MASK
    hashed = (hashed ^ hashed >> _MURMUR_SHIFT) * _MURMUR & _WORD_MASK
    return hashed ^ hashed >> _MURMUR_SHIFT


def _telling(row: int) -> float:
    """Rows are in the order of how common their words are, which falls as 1/rank (Zipf)."""
    return _SMOOTHING / (_SMOOTHING + 0.1 / (row + 1))


def _shared(packed: Packed) -> Floats:
    """The first direction of all words: their mean, which for word vectors is all but the same."""
    mean = packed.table.mean(axis=0, dtype=np.float32)
    shared: Floats = mean / np.float32(length_of(mean) or 1.0)
    return shared
