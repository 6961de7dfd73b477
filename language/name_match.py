"""A name that a message says, how surely, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Postfix, Prefix

from language.heard_names import heard

CERTAIN = 100.0
"""All that is the name's own stands in the message."""
PART = 70.0
"""Only a part of it does; never as good as a whole name."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    name: str
    """As the catalogue writes it."""
    score: float
    """0–100; ``CERTAIN`` when the message says it in full."""
    start: int = 0
    end: int = 0
    """Where in ``heard(text).text`` it is spoken of."""

    @property
    def is_whole(self) -> bool:
        """The name itself is said, rightly or with a slip, not only what it is about."""
        return self.score > PART


def placed(match: NameMatch, text: str, rest: str, meant: str) -> NameMatch:
    """Found in ``rest``, that ends as the text does: where it is there, behind what is denied."""
    shift = len(text) - len(heard(rest).text)
    start = max(match.start + shift, len(text) - len(heard(meant).text))
    return replace(match, start=start, end=max(start, match.end + shift))


def placed_around(found: Sequence[NameMatch], said: str, text: str) -> tuple[NameMatch, ...]:
    """Found in ``said``, that has other words within: from where to where both are the same."""
    rest = len(text) - Postfix.similarity(text, said)
    begins = Prefix.similarity(text, said)
    shift = len(text) - len(said)
    return tuple(
        replace(
            match,
            start=min(match.start, begins),
            end=min(len(text), max(rest, match.end + shift)),
        )
        for match in found
    )
