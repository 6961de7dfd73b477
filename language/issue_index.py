"""The issues of a forum in memory: which are nearest to a new one, and which words tie two of them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic

import numpy as np

from language.features import Floats
from language.issue_encoder import IssueEncoder, issue_encoder
from language.issue_text import IssueText, Key
from language.rows import Rows

MOST_SHOWN = 5
LEAST_SHOWN = 0.17
"""What is farther than this is not worth a look, and not asked about."""
_FEWEST_GAPS = 100


@dataclass(frozen=True, slots=True)
class Near(Generic[Key]):
    key: Key
    likeness: float
    """0–1."""
    is_likely: bool
    """The same problem rather than not."""


class IssueIndex(Generic[Key]):
    """Issues that come, change and go. For one thread at a time."""

    def __init__(
        self, issues: Iterable[IssueText[Key]] = (), *, encoder: IssueEncoder | None = None
    ) -> None:
        self._encoder = encoder or issue_encoder()
        self._rows = Rows(self._encoder.dimensions)
        self._place_of: dict[Key, int] = {}
        self._keys: list[Key] = []
        for issue in issues:
            self.put(issue)

    def __len__(self) -> int:
        return len(self._place_of)

    def put(self, issue: IssueText[Key]) -> None:
        """Adds it, or replaces the one with the same key."""
        self.remove(issue.key)
        self._place_of[issue.key] = len(self._keys)
        self._keys.append(issue.key)
        self._rows.append(self._encoder.encoded(issue.said))

    def remove(self, key: Key) -> None:
        """Nothing where there is no such issue."""
        if self._place_of.pop(key, None) is not None and self._has_many_gaps():
            remaining = sorted(self._place_of.values())
            self._rows.keep(remaining)
            self._keys = [self._keys[place] for place in remaining]
            self._place_of = {key: place for place, key in enumerate(self._keys)}

    def nearest(
        self, said: str, *, but: Iterable[Hashable] = (), most: int = MOST_SHOWN
    ) -> tuple[Near[Key], ...]:
        """At most ``most`` with a likeness of ``LEAST_SHOWN``, the nearest first; ``but`` are left out."""
        likeness = self._rows.along(self._encoder.encoded(said))
        left_out = set(but)
        near: list[Near[Key]] = []
        for place in np.argsort(-likeness, kind="stable").tolist():
            score = float(likeness[place])
            if score < LEAST_SHOWN or len(near) == most:
                break
            key = self._keys[place]
            if self._place_of.get(key) == place and key not in left_out:
                near.append(Near(key, score, is_likely=score >= self._encoder.least))
        return tuple(near)

    def encoded(self) -> tuple[list[Key], Floats]:
        """(keys, their rows), as they came in."""
        places = sorted(self._place_of.values())
        return [self._keys[place] for place in places], self._rows.at(places)

    def _has_many_gaps(self) -> bool:
        return len(self._keys) > 2 * len(self._place_of) + _FEWEST_GAPS
