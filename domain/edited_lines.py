"""Lines that somebody has edited: which line each came of."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_ALIKE = 0.4
"""Of two lines in other places: below that the one did not come of the other."""


def origins(before: Sequence[str], after: Sequence[str]) -> tuple[int | None, ...]:
    """For each line of ``after`` the place in ``before`` of the one that it is, or was made of; None where it
    is new. No line is made of twice.
    """
    found: list[int | None] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or j - i == m - k:
            found += range(i, j)
        else:
            found += _nearest(before, range(i, j), after[k:m])
    return tuple(found)


def _nearest(before: Sequence[str], places: range, after: Sequence[str]) -> list[int | None]:
    """In their order: a line comes of none before the one that the line above came of."""
    found: list[int | None] = []
    first = places.start
    for line in after:
        likeness = {place: _likeness(before[place], line) for place in range(first, places.stop)}
        best = max(likeness, key=lambda place: likeness[place], default=None)
        if best is None or likeness[best] < _ALIKE:
            found.append(None)
        else:
            found.append(best)
            first = best + 1
    return found


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
