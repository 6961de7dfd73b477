"""The upright axis of a chart: round numbers, lines through the plot, and where a value stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, log10

from cards.charts import PERCENT, value_words
from cards.renderers.drawing import GRID, PALE, Anchor, Item, Path, Words
from cards.renderers.letters import SMALL, width_of

_STEPS = (1, 2, 5, 10)
_LINES = 5
"""Of the grid, at most."""


@dataclass(frozen=True, slots=True)
class Axis:
    """``left`` … ``bottom``: the plot, in points. ``top_value`` stands at its top, 0 at its bottom."""

    left: float
    right: float
    top: float
    bottom: float
    top_value: float
    step: float
    unit: str

    def y(self, value: float) -> float:
        share = min(max(value / self.top_value, 0.0), 1.0)
        return self.bottom - (self.bottom - self.top) * share

    def drawn(self) -> Iterator[Item]:
        for number in range(round(self.top_value / self.step) + 1):
            value = number * self.step
            y = self.y(value)
            ink = GRID if number else PALE
            yield Path(((self.left, y), (self.right, y)), ink, 1.0 if number else 1.6)
            label = value_words(value, self.unit)
            yield Words((self.left - 8, y), label, SMALL, PALE, Anchor.END)


def scale(highest: float, unit: str) -> tuple[float, float]:
    """(value at the top, step between two lines): round ones, the top not below ``highest``."""
    if unit == PERCENT:
        return 100.0, 20.0
    rough = max(highest, 1.0) / _LINES
    whole = 10.0 ** max(0, int(log10(rough)) if rough >= 1 else 0)
    step = next(whole * each for each in _STEPS if whole * each >= rough)
    return step * max(1, ceil(highest / step)), step


def label_room(top_value: float, unit: str) -> float:
    """Points to the left of the plot."""
    return width_of(value_words(top_value, unit), SMALL) + 16
