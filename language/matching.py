"""How much of what a query asks for each document has: 0–1 for each, comparable between queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from language.features import Floats
from language.near_words import NearWords
from language.postings import PostingsNow
from language.search_terms import LITTLE, Concept, Query
from language.shares import Share

# How far each way of having a word counts (measured in benchmarks/search.py, see docs/decisions/0022).
_ALIKE, _PARTS = 0.7, 0.8


@dataclass(frozen=True, slots=True)
class Matching:
    """BM25, each family of terms divided by the most that the query could get."""

    postings: PostingsNow
    near: NearWords

    def words(self, query: Query) -> Floats:
        """(places,): of the things asked for, the more telling counting for more."""
        return self._together(query.concepts, is_said=True)

    def characters(self, terms: Mapping[str, float]) -> Floats:
        """(places,): of the terms, each with how much it says."""
        return self.postings.sum(terms)

    def _together(self, concepts: Iterable[Concept], *, is_said: bool) -> Floats:
        found, most = self.postings.nothing(), 0.0
        for concept in concepts:
            share = self._concept(concept, is_said=is_said)
            telling = concept.says * self.postings.telling(share.having if share else 0)
            most += telling
            if share:
                share.add_to(found, telling)
        return found / np.float32(most or 1.0)

    def _concept(self, concept: Concept, *, is_said: bool) -> Share | None:
        """A concept is known by its words, and by whether it is said itself: only then it has others
        that are alike."""
        return self.postings.share(
            (concept.words, is_said), lambda: self._strongest(concept, is_said=is_said)
        )

    def _strongest(self, concept: Concept, *, is_said: bool) -> Floats:
        """Of: the word itself, a synonym, its parts, what the office says for it, and words that mean
        nearly it, these only of what is said itself."""
        found, terms = self.postings.nothing(), concept.terms
        if is_said and len(concept.words) == 1 and concept.says > LITTLE:
            terms = (*terms, *self.near.near(concept.words[0]))
        self.postings.raise_to(found, terms)
        if concept.parts:
            parts = self._together(concept.parts, is_said=is_said)
            np.maximum(found, np.float32(_PARTS) * parts, out=found)
        for other in concept.alike:
            if share := self._concept(other, is_said=False):
                share.raise_in(found, _ALIKE)
        return found
