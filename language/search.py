"""Finding cases, courses and passages by what somebody types, best first.

Nothing of a database is in here: an ``Index`` holds texts in memory, the same over SQLite and
PostgreSQL. A document's score adds up several views of it: its words (with synonyms, the office's own
words for a thing, and near words), its characters in twos, its sounds in threes, what it means as
a whole, and, where that is asked for, which matters of an office it is about (docs/decisions/0022).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from language.features import Floats
from language.matching import Matching
from language.near_words import NearWords
from language.office_matters import MOST_MATTERS, OfficeMatters
from language.postings import Postings
from language.rows import Rows, SparseRows
from language.search_terms import Respelling, is_written, query_of, says_much, terms_of, word_term
from language.spellings import Spellings
from language.vectors import DIMENSIONS, word_vectors
from language.words import Word

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Views:
    """What each view of a document adds to its score; together 1."""

    words: float
    written: float
    read: float
    meaning: float
    matters: float = 0.0
    near: float = 0.0
    """From this score on a hit answers the query. On the four development sets of benchmarks/search.py
    the first right case reaches 0.22 for 376 of 424 queries, and of 160 look-ups of something else 6 do."""

    @property
    def without_vectors(self) -> float:
        return 1 - self.meaning


OF_TEXTS = Views(words=0.4, written=0.15, read=0.15, meaning=0.3, near=0.22)
"""For courses and passages, whose words are asked for as they are written."""
OF_CASES = Views(words=0.33, written=0.12, read=0.12, meaning=0.18, matters=0.25, near=0.22)
"""For what one office did and another asks for in its own words; weighed on the development sets of
benchmarks/search.py."""

_SOUNDS_LIKE = 0.8
"""How far the same sounds are the same words."""
_TITLE, _KEYWORD, _BODY = 2.5, 2.0, 1.0
"""How often a word of each field counts."""
_FEWEST_GAPS = 100
_A_LITTLE = 1e-6


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

    is_near: bool
    """Whether it answers the query; what is not near is only the best of what there is."""


class Index(Generic[Key]):
    """Documents that come, change and go; none of it builds the others anew.

    For one thread at a time. The words and vectors are loaded with the first document.
    """

    def __init__(
        self,
        documents: Iterable[Document[Key]] = (),
        *,
        views: Views = OF_TEXTS,
        matters: OfficeMatters | None = None,
        spellings: Spellings | None = None,
    ) -> None:
        """``matters``: what near words and the view of that name are judged by. ``spellings``: of
        words that a query has in kana."""
        self._views, self._matters = views, matters
        self._respelt: Respelling = tuple if spellings is None else spellings.respelt
        self._vectors = word_vectors()
        self._postings = Postings()
        self._near = NearWords(self._vectors, matters)
        self._place_of: dict[Key, int] = {}
        self._keys: list[Key] = []
        self._meanings = Rows(DIMENSIONS)
        self._abouts = SparseRows(MOST_MATTERS if matters else 0)
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
        self._place_of[document.key] = len(self._keys)
        self._keys.append(document.key)
        self._postings.append(terms, length=sum(terms[term] for term in terms if is_written(term)))
        self._meanings.append(self._meaning(words))
        self._abouts.append(self._about(words))

    def remove(self, key: Key) -> None:
        """Nothing where there is no such document."""
        place = self._place_of.pop(key, None)
        if place is not None:
            self._postings.remove(place)
            if len(self._keys) > 2 * len(self._place_of) + _FEWEST_GAPS:
                self._close_gaps()

    def search(self, query: str, *, limit: int = 10) -> tuple[Hit[Key], ...]:
        """At most ``limit`` hits, the best first; of equals the one that was put in earlier."""
        scores = self._scores(query)
        best = _best(scores, scores > 0)[:limit].tolist()
        return tuple(self._hit(i, float(scores[i])) for i in best)

    def ranked(
        self,
        query: str,
        *,
        least: float,
        near_from: float | None = None,
        whole: Sequence[Word] = (),
    ) -> tuple[list[Key], Iterator[Key]]:
        """(keys of all that are near, keys of what comes after them with a score over ``least``), both
        in the order of ``search``: for who counts them, which takes thousands of hits too long. The
        second are put in order once the first is asked for, which must be before the next change.

        ``near_from``: the score instead of the views' own. ``whole``: what has all of these words is near
        whatever its score: one word among many is little of a long document.
        """
        scores = self._scores(query)
        is_near = scores >= (self._views.near if near_from is None else near_from)
        if whole:
            is_near |= self._postings.now().live & self._have_all(whole)
        is_found = is_near | (scores > least)
        scores = np.where(is_near, np.maximum(scores, least + _A_LITTLE), scores)
        return list(self._keys_of(scores, is_near)), self._keys_of(scores, is_found & ~is_near)

    def _keys_of(self, scores: Floats, of: NDArray[np.bool_]) -> Iterator[Key]:
        """Of these places, the best first."""
        yield from map(self._keys.__getitem__, _best(scores, of).tolist())

    def _have_all(self, words: Iterable[Word]) -> NDArray[np.bool_]:
        """(places,)"""
        have = [self._has(word) for word in words]
        return np.asarray(np.logical_and.reduce(have), dtype=np.bool_)

    def _has(self, word: Word) -> NDArray[np.bool_]:
        """(places,): the word, or all that it is made of."""
        there = self._postings.now().has(word_term(word))
        parts = [part for part in word.parts if part.is_content]
        return there | self._have_all(parts) if parts else there

    def _hit(self, place: int, score: float) -> Hit[Key]:
        return Hit(self._keys[place], score, is_near=score >= self._views.near)

    def _scores(self, text: str) -> Floats:
        """(places,)"""
        query, now = query_of(text, self._respelt), self._postings.now()
        matching = Matching(now, self._near)
        read = matching.characters(query.read)
        # A word in kana, or in the wrong kanji, is met by its sound.
        words = np.maximum(matching.words(query), np.float32(_SOUNDS_LIKE) * read)
        telling = [word for word in query.words if says_much(word)] or query.words
        views = self._views
        scores: Floats = (
            views.words * words
            + views.written * matching.characters(query.written)
            + views.read * read
            + views.meaning * self._meanings.along(self._meaning(telling))
            + views.matters * self._abouts.along(self._about(telling))
        )
        scores[~now.live] = 0
        return scores if self._vectors else scores / np.float32(views.without_vectors)

    def _remember(self, word: Word) -> None:
        for each in (word, *word.parts):
            if each.is_content:
                self._near.add(word_term(each), each)

    def _meaning(self, words: Iterable[Word]) -> Floats:
        """(DIMENSIONS,); zeros where no word is known."""
        meaning = None if self._vectors is None else self._vectors.sentence(words)
        return np.zeros(DIMENSIONS, dtype=np.float32) if meaning is None else meaning

    def _about(self, words: Iterable[Word]) -> Floats:
        """(matters,)"""
        return self._matters.about(words) if self._matters else np.zeros(0, dtype=np.float32)

    def _close_gaps(self) -> None:
        remaining = self._postings.close_gaps()
        self._keys = [self._keys[place] for place in remaining]
        self._place_of = {key: place for place, key in enumerate(self._keys)}
        self._meanings.keep(remaining)
        self._abouts.keep(remaining)
        self._near.keep(self._postings.terms)


def _best(scores: Floats, of: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Of these places, the best first; of equals the earlier one."""
    some = np.flatnonzero(of)
    best: NDArray[np.intp] = some[np.argsort(-scores[some], kind="stable")]
    return best


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
