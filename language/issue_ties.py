"""The words that tie two issues together, for people to see why they are shown side by side."""

from collections.abc import Iterator, Sequence

import numpy as np

from language.normalise import normalise
from language.office_matters import office_matters
from language.search_terms import says_much
from language.vectors import word_vectors
from language.words import Word, words_of

MOST_TIES = 4
_SAME = 1.0
_SYNONYM = 0.9
_LEAST = 0.48
"""Words nearer than this mean much the same: 用紙 and 書類."""
_WRITTEN_ALIKE = 2
"""Characters that two words have in common at their beginning or end: 手入力 and 入力."""

_NOUN, _ADVERB = "名詞", "副詞"
_OF_NOTHING = frozenset(
    {"侭", "途中", "時間", "代わり", "場合", "為", "時", "今", "件", "月", "日"}
)
"""Words that tie any two things together, as they are written in a dictionary."""

Tie = tuple[str, str]


def ties(said: str, other: str) -> tuple[Tie, ...]:
    """At most ``MOST_TIES`` pairs (word of ``said``, word of ``other``) as they are written, the nearest
    first; each word once. Empty where nothing ties them but the whole."""
    ours, theirs = _telling(said), _telling(other)
    pairs = sorted(_near(ours, theirs), key=lambda pair: -pair[0])
    tied: list[Tie] = []
    for _, a, b in pairs:
        if not any(a == x or b == y for x, y in tied):
            tied.append((a, b))
    return tuple(tied[:MOST_TIES])


def _telling(said: str) -> list[Word]:
    words = words_of(normalise(said))
    return list({word.surface: word for word in words if _ties(word)}.values())


def _ties(word: Word) -> bool:
    """How many and how often is told of anything."""
    if len(word.surface) < 2 or word.surface.isnumeric() or word.part_of_speech == _ADVERB:
        return False
    return says_much(word) and word.normalised_form not in _OF_NOTHING


def _near(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[tuple[float, str, str]]:
    for a in ours:
        for b in theirs:
            nearness = _nearness(a, b)
            if nearness >= _LEAST:
                yield nearness, a.surface, b.surface


def _nearness(a: Word, b: Word) -> float:
    if a.normalised_form == b.normalised_form:
        return _SAME
    if set(a.synonym_groups) & set(b.synonym_groups):
        return _SYNONYM
    return max(_by_vectors(a, b), _by_matters(a, b), _by_writing(a, b))


def _by_vectors(a: Word, b: Word) -> float:
    """Verbs that are used alike may mean anything: 「起きる」 and 「気付く」."""
    if {a.part_of_speech, b.part_of_speech} != {_NOUN}:
        return 0.0
    vectors = word_vectors()
    one, other = (None, None) if vectors is None else (vectors.vector(a), vectors.vector(b))
    return 0.0 if one is None or other is None else float(np.vecdot(one, other))


def _by_matters(a: Word, b: Word) -> float:
    """How far what is said with the one is said with the other in an office."""
    return office_matters().alike(a.normalised_form).get(b.normalised_form, 0.0)


def _by_writing(a: Word, b: Word) -> float:
    n = _WRITTEN_ALIKE
    one, other = a.surface, b.surface
    return 0.7 if one[-n:] == other[-n:] or one[:n] == other[:n] else 0.0
