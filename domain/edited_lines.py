"""Lines that somebody has edited: which line each came of."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_ALIKE = 0.4
"""Of two lines: below that the one is like none of the other."""


def origins(before: Sequence[str], after: Sequence[str]) -> tuple[int | None, ...]:
    """For each line of ``after`` the place in ``before`` of the one that it is, or was made of; None where it
    is new. No line is made of twice.
    """
    found: list[int | None] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += range(i, j)
            continue
        alike = _alike(before[i:j], after[k:m])
        if j - i == m - k:
            alike = _in_place(alike)
        found += (None if place is None else i + place for place in alike)
    return tuple(found)


def _alike(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """The pairs that are most alike altogether, in their order; None of a line that is in none of them."""
    likeness = [_likenesses(before, line) for line in after]
    best = _best_sums(likeness, len(before))
    found: list[int | None] = []
    place = 0
    for at, row in enumerate(likeness):
        while place < len(before) and best[at][place] == best[at][place + 1]:
            if row[place] and best[at][place] == row[place] + best[at + 1][place + 1]:
                break
            place += 1
        is_pair = place < len(before) and best[at][place] != best[at + 1][place]
        found.append(place if is_pair else None)
        place += is_pair
    return found


def _best_sums(likeness: Sequence[Sequence[float]], width: int) -> list[list[float]]:
    """``[at][place]``: of the lines from ``at`` on with those from ``place`` on."""
    best = [[0.0] * (width + 1) for _ in range(len(likeness) + 1)]
    for at in reversed(range(len(likeness))):
        for place in reversed(range(width)):
            alike = likeness[at][place]
            pair = alike + best[at + 1][place + 1] if alike else 0.0
            best[at][place] = max(pair, best[at + 1][place], best[at][place + 1])
    return best


def _in_place(alike: Sequence[int | None]) -> list[int | None]:
    """As many lines as before: one that is like none was written in the place of the line that stood there,
    unless another one came of that.
    """
    found = list(alike)
    for at, place in enumerate(alike):
        above = max((each for each in found[:at] if each is not None), default=-1)
        below = min((each for each in alike[at:] if each is not None), default=len(found))
        if place is None and above < at < below:
            found[at] = at
    return found


def _likenesses(before: Sequence[str], line: str) -> list[float]:
    """0 where they are not alike, which is mostly seen at their lengths and letters."""
    matcher = SequenceMatcher(None, "", line, autojunk=False)
    found: list[float] = []
    for was in before:
        matcher.set_seq1(was)
        is_near = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE
        likeness = matcher.ratio() if is_near else 0.0
        found.append(likeness if likeness >= _ALIKE else 0.0)
    return found
