"""How much of what a query asks for each document has: 0–1 for each, comparable between queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from language.features import Floats
from language.near_words import NearWords
from language.postings import PostingsNow
from language.search_terms import LITTLE, Concept, Query

# How far each way of having a word counts (measured in benchmarks/search.py, see docs/decisions/0022).
_ALIKE, _PARTS = 0.7, 0.8


@dataclass(frozen=True, slots=True)
class Matching:
    """BM25, each family of terms divided by the most that the query could get."""

    postings: PostingsNow
    near: NearWords

    def words(self, query: Query) -> Floats:
        """(places,): of the things asked for, the more telling counting for more."""
        return self._together([(c, self._concept(c, is_said=True)) for c in query.concepts])

    def characters(self, terms: Mapping[str, float]) -> Floats:
        """(places,): of the terms, each with how much it says."""
        found, most = self.postings.nothing(), 0.0
        for term, says in terms.items():
            share = self.postings.share(term)
            telling = says * self.postings.telling(0 if share is None else len(share[0]))
            most += telling
            if share is not None:
                found[share[0]] += np.float32(telling) * share[1]
        return found / np.float32(most or 1.0)

    def _concept(self, concept: Concept, *, is_said: bool) -> Floats:
        """The strongest of: the word itself, a synonym, its parts, what the office says for it, and
        words that mean nearly it, these only of what is said itself."""
        found = self.postings.nothing()
        for term, meant in concept.terms:
            self._raise(found, term, meant)
        if concept.parts:
            parts = [(part, self._concept(part, is_said=is_said)) for part in concept.parts]
            np.maximum(found, np.float32(_PARTS) * self._together(parts), out=found)
        for other in concept.alike:
            np.maximum(found, np.float32(_ALIKE) * self._concept(other, is_said=False), out=found)
        if is_said and len(concept.words) == 1 and concept.says > LITTLE:
            self._raise_all(found, self.near.near(concept.words[0]))
        return found

    def _raise_all(self, found: Floats, terms: Iterable[tuple[str, float]]) -> None:
        """As ``_raise`` one after another, in one step: there are many, each with few documents."""
        shares = [(share, meant) for t, meant in terms if (share := self.postings.share(t))]
        if shares:
            places = np.concatenate([places for (places, _), _ in shares])
            there = np.concatenate([there for (_, there), _ in shares])
            counts = [len(places) for (places, _), _ in shares]
            there *= np.repeat(np.array([meant for _, meant in shares], np.float32), counts)
            np.maximum.at(found, places, there)

    def _raise(self, found: Floats, term: str, meant: float) -> None:
        share = self.postings.share(term)
        if share is not None:
            places, there = share
            found[places] = np.maximum(found[places], np.float32(meant) * there)

    def _together(self, concepts: Sequence[tuple[Concept, Floats]]) -> Floats:
        found, most = self.postings.nothing(), 0.0
        for concept, has in concepts:
            best = float(has.max(initial=0.0))
            having = float(has.sum()) / best if best else 0.0
            telling = concept.says * self.postings.telling(having)
            most += telling
            found += np.float32(telling) * has
        return found / np.float32(most or 1.0)
