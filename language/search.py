"""Finding cases, courses and passages by what somebody types, best first.

Nothing of a database is in here: an ``Index`` holds texts in memory, the same over SQLite and
PostgreSQL.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import log
from typing import Generic, TypeVar

from language.normalise import normalise

Key = TypeVar("Key", bound=Hashable)

NEAR = 0.25
"""From this score on a hit is worth showing unasked."""


@dataclass(frozen=True, slots=True)
class Document(Generic[Key]):
    """What is found. Words of the title count for more than those of the body."""

    key: Key
    """Unique in its index."""
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    key: Key
    score: float
    """0–1, whatever the query and the index: how much of what was asked for is there."""

    @property
    def is_near(self) -> bool:
        """Whether it answers the query; what is not near is only the best of what there is."""
        return self.score >= NEAR


class Index(Generic[Key]):
    """Documents that change. Not safe to change in one thread while another searches."""

    def __init__(self, documents: Iterable[Document[Key]] = ()) -> None:
        self._texts: dict[Key, Counter[str]] = {}
        for document in documents:
            self.put(document)

    def __len__(self) -> int:
        return len(self._texts)

    def put(self, document: Document[Key]) -> None:
        """Adds it, or replaces the one with the same key."""
        title, body = _bigrams(document.title), _bigrams(document.body)
        self._texts[document.key] = title + title + body

    def remove(self, key: Key) -> None:
        """Nothing where there is no such document."""
        self._texts.pop(key, None)

    def search(self, query: str, *, limit: int = 10) -> tuple[Hit[Key], ...]:
        """At most ``limit`` hits, the best first; of equals the one that was put in earlier."""
        asked = {word: self._telling(word) for word in _bigrams(query)}
        most = sum(asked.values()) or 1.0
        hits = [
            Hit(key, sum(asked[word] for word in asked if word in text) / most)
            for key, text in self._texts.items()
        ]
        found = sorted((hit for hit in hits if hit.score > 0), key=lambda hit: -hit.score)
        return tuple(found[:limit])

    def _telling(self, word: str) -> float:
        having = sum(word in text for text in self._texts.values())
        return log(1 + (len(self._texts) - having + 0.5) / (having + 0.5))


def _bigrams(text: str) -> Counter[str]:
    text = normalise(text).replace(" ", "")
    return Counter(text[i : i + 2] for i in range(max(len(text) - 1, 1)))
