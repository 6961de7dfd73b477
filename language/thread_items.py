"""Sentences that list figures of one kind, each between commas: 「役場4台、支所2台、分館3台です」."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from language.thread_amounts import Figure
from language.thread_sentences import Saying

_BETWEEN = re.compile(r"[、,，](?!\d{3})| |に(?=予備|別に)")
_RUN = re.compile(r"[一-龠々]+|[ァ-ヶー]+|[0-9]+|[a-z]+")

Item = tuple[int, int, Figure]
"""(start, end, its figure)."""


def items_of(saying: Saying) -> list[Item]:
    """Empty of a sentence that lists nothing."""
    ends = [found.end() for found in _BETWEEN.finditer(saying.folded)]
    parts = [*_parts(saying, [0, *ends, len(saying.folded)])]
    counted = Counter(figure.unit for _, _, figure in parts)
    items = [part for part in parts if counted[part[2].unit] > 1]
    return [(_behind_topic(saying, start, figure), end, figure) for start, end, figure in items]


def is_listed(saying: Saying, figure: Figure) -> bool:
    return sum(other.unit == figure.unit for other in saying.figures) > 1


def names_item(saying: Saying, figure: Figure, text: str) -> bool | None:
    """Whether the text names that item; None where it names no item at all."""
    items = items_of(saying)
    names = {item: _names(saying, item) for item in items}
    shared = set[str]().intersection(*names.values()) if names else set()
    named = [item for item in items if any(name in text for name in names[item] - shared)]
    if not named:
        return None
    return any(item[2] == figure for item in named)


def _names(saying: Saying, item: Item) -> set[str]:
    start, _, figure = item
    return set(_RUN.findall(saying.folded[start : figure.start]))


def _parts(saying: Saying, bounds: list[int]) -> Iterator[Item]:
    for start, end in pairwise(bounds):
        inside = [figure for figure in saying.figures if start <= figure.start < end]
        if len(inside) == 1:
            yield start, end, inside[0]


def _behind_topic(saying: Saying, start: int, figure: Figure) -> int:
    return max(start, saying.folded.rfind("は", start, figure.start) + 1)
