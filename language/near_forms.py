"""Which of many names may stand in a message at all, by the pairs of characters that they share."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

TORN_BY_A_SLIP = 3
"""Pairs that one mistake changes at most: two letters in the wrong order."""


class NearForms(Generic[Key]):
    """Ways of writing, or of sounding, each with whose it is."""

    def __init__(self, forms: Iterable[tuple[str, Key]]) -> None:
        self._forms = tuple(dict.fromkeys((form, key) for form, key in forms if len(form) > 1))
        self._pairs = tuple(len(_pairs(form)) for form, _ in self._forms)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, (form, _) in enumerate(self._forms):
            for pair in _pairs(form):
                self._places[pair].append(place)

    def near(self, text: str, *, mistakes: int) -> Iterator[tuple[str, Key]]:
        """Those that can stand in the text with so many mistakes, and some that cannot."""
        shared = Counter(place for pair in _pairs(text) for place in self._places.get(pair, ()))
        for place, count in shared.items():
            if count >= self._pairs[place] - mistakes * TORN_BY_A_SLIP:
                yield self._forms[place]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
