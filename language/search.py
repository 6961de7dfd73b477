"""Finding cases, courses and passages by what somebody types, best first.

Nothing of a database is in here: an ``Index`` holds texts in memory, the same over SQLite and
PostgreSQL. A document's score adds up four views of it: its words (with synonyms, the office's own
words for a thing, and near words), its characters in twos, its sounds in threes, and what it means
as a whole (docs/decisions/0022).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

import numpy as np

from language.features import Floats
from language.matching import Matching
from language.near_words import NearWords
from language.postings import Postings
from language.search_terms import is_written, query_of, says_much, terms_of, word_term
from language.vectors import DIMENSIONS, word_vectors
from language.words import Word

Key = TypeVar("Key", bound=Hashable)

NEAR = 0.22
"""From this score on a hit answers the query. On the two development sets of benchmarks/search.py the
first right answer reaches it for 127 of 140 queries (what misses it are mostly whole sentences), and
of 40 look-ups of something else 7 do, nearly all for sharing a word with a document (住民票, 人口)."""

_WORDS, _WRITTEN, _READ, _MEANING = 0.4, 0.15, 0.15, 0.3
_SOUNDS_LIKE = 0.8
"""How far the same sounds are the same words."""
_TITLE, _KEYWORD, _BODY = 2.5, 2.0, 1.0
"""How often a word of each field counts."""
_FEWEST_GAPS = 100


@dataclass(frozen=True, slots=True)
class Document(Generic[Key]):
    """What is found. Words of the title count most."""

    key: Key
    """Unique in its index."""
    title: str
    body: str = ""
    keywords: str = ""
    """Names that tell what it is about, such as department and tools; one a line."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    key: Key
    score: float
    """0–1, comparable between queries: how much of what was asked for is there."""

    @property
    def is_near(self) -> bool:
        """Whether it answers the query; what is not near is only the best of what there is."""
        return self.score >= NEAR


class Index(Generic[Key]):
    """Documents that come, change and go; none of it builds the others anew.

    For one thread at a time. The words and vectors are loaded with the first document.
    """

    def __init__(self, documents: Iterable[Document[Key]] = ()) -> None:
        self._vectors = word_vectors()
        self._postings = Postings()
        self._near = NearWords(self._vectors)
        self._place_of: dict[Key, int] = {}
        self._keys: list[Key] = []
        self._meanings: Floats = np.zeros((64, DIMENSIONS), dtype=np.float32)
        for document in documents:
            self.put(document)

    def __len__(self) -> int:
        return len(self._place_of)

    def put(self, document: Document[Key]) -> None:
        """Adds it, or replaces the one with the same key."""
        self.remove(document.key)
        terms, words = _of_fields(document)
        for word in words:
            self._remember(word)
        place = self._place_of[document.key] = len(self._keys)
        self._keys.append(document.key)
        self._postings.append(terms, length=sum(terms[term] for term in terms if is_written(term)))
        self._meaning_at(place)[:] = self._meaning(words)

    def remove(self, key: Key) -> None:
        """Nothing where there is no such document."""
        place = self._place_of.pop(key, None)
        if place is not None:
            self._postings.remove(place)
            if len(self._keys) > 2 * len(self._place_of) + _FEWEST_GAPS:
                self._close_gaps()

    def search(self, query: str, *, limit: int = 10) -> tuple[Hit[Key], ...]:
        """At most ``limit`` hits, the best first; of equals the one that was put in earlier."""
        return tuple(islice(self.ranked(query), limit))

    def ranked(self, query: str) -> Iterator[Hit[Key]]:
        """All hits, as ``search`` has them, for who stops when enough of them fit."""
        scores = self._scores(query)
        best = np.argsort(-scores, kind="stable")
        best = best[: int(np.count_nonzero(scores > 0))]
        return (Hit(self._keys[i], float(scores[i])) for i in best)

    def _scores(self, text: str) -> Floats:
        """(places,)"""
        query, now = query_of(text), self._postings.now()
        matching = Matching(now, self._near)
        read = matching.characters(query.read)
        # A word in kana, or in the wrong kanji, is met by its sound.
        words = np.maximum(matching.words(query), np.float32(_SOUNDS_LIKE) * read)
        written = matching.characters(query.written)
        scores: Floats = _WORDS * words + _WRITTEN * written + _READ * read
        if self._vectors is None:
            without: Floats = scores / np.float32(_WORDS + _WRITTEN + _READ)
            return without
        telling = [word for word in query.words if says_much(word)]
        asked = self._meaning(telling or query.words)
        # Not a matrix product: BLAS would start threads for a millisecond's work, and wait for them.
        cosines = np.vecdot(self._meanings[: len(self._keys)], asked)
        scores += np.float32(_MEANING) * np.maximum(cosines, 0)
        scores[~now.live] = 0
        return scores

    def _remember(self, word: Word) -> None:
        for each in (word, *word.parts):
            if each.is_content:
                self._near.add(word_term(each), each)

    def _meaning(self, words: Iterable[Word]) -> Floats:
        """(DIMENSIONS,); zeros where no word is known."""
        meaning = None if self._vectors is None else self._vectors.sentence(words)
        return np.zeros(DIMENSIONS, dtype=np.float32) if meaning is None else meaning

    def _meaning_at(self, place: int) -> Floats:
        if place == len(self._meanings):
            self._meanings = np.concatenate([self._meanings, np.zeros_like(self._meanings)])
        meaning: Floats = self._meanings[place]
        return meaning

    def _close_gaps(self) -> None:
        remaining = self._postings.close_gaps()
        self._keys = [self._keys[place] for place in remaining]
        self._place_of = {key: place for place, key in enumerate(self._keys)}
        self._meanings[: len(remaining)] = self._meanings[remaining]
        self._near.keep(self._postings.terms)


def _of_fields(document: Document[Key]) -> tuple[Counter[str], tuple[Word, ...]]:
    """(how much there is of each term, all words)."""
    terms: Counter[str] = Counter()
    words: list[Word] = []
    fields = ((document.title, _TITLE), (document.keywords, _KEYWORD), (document.body, _BODY))
    for text, weight in fields:
        counted, found = terms_of(text)
        for term, times in counted.items():
            terms[term] += weight * times  # type: ignore[assignment]  # a Counter adds floats too
        words.extend(found)
    return terms, tuple(words)
