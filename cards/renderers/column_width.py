"""How many cells a text takes in a terminal: a full-width character takes two."""

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

WIDE = frozenset("WFA")
"""Ambiguous ones (○, ※, …) count as wide, as Japanese terminals and fonts draw them."""


def width(text: str) -> int:
    return sum(_cells(character) for character in text)


def pad(labels: Sequence[str]) -> list[str]:
    """The labels filled with blanks to the width of the widest."""
    widest = max(map(width, labels), default=0)
    return [label + " " * (widest - width(label)) for label in labels]


def _cells(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in WIDE else 1
