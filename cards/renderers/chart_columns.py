"""Columns side by side for each week. The first row is full, the second hatched."""

from collections.abc import Iterator, Sequence

from cards.charts import ColumnChart, value_words
from cards.renderers.chart_axis import Axis, label_room, scale
from cards.renderers.chart_frame import MARGIN, WIDTH, Frame
from cards.renderers.drawing import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    Anchor,
    Box,
    Drawing,
    Item,
    Words,
    hatched,
)
from cards.renderers.letters import SMALL, TEXT, printable, shortened, width_of

_PLOT = 230
"""Points of height."""
_BELOW = 44
_WIDEST = 44
_MARK = 26.0
"""Points of the legend's."""


def columns(chart: ColumnChart, *, width: int = WIDTH) -> Drawing:
    highest = max((value for row in chart.rows for value in row.values), default=0.0)
    top_value, step = scale(highest, chart.unit)
    names = _names(chart)
    frame = Frame(chart.title, width, [(_MARK, width_of(name, TEXT)) for name in names])
    top = frame.plot_top + 20
    left = MARGIN + label_room(top_value, chart.unit)
    axis = Axis(left, width - MARGIN, top, top + _PLOT, top_value, step, chart.unit)
    items = [*axis.drawn(), *_legend(names, frame), *_groups(chart, axis)]
    return frame.drawn(items, height=int(top + _PLOT + _BELOW))


def _groups(chart: ColumnChart, axis: Axis) -> Iterator[Item]:
    room = (axis.right - axis.left) / max(len(chart.labels), 1)
    broad = min(_WIDEST, room * 0.8 / max(len(chart.rows), 1))
    said = [tuple(value_words(value, "") for value in row.values) for row in chart.rows]
    fits = all(width_of(words, SMALL) <= broad for row in said for words in row)
    every = _every(chart.labels, room)
    for place, label in enumerate(chart.labels):
        middle = axis.left + room * (place + 0.5)
        first = middle - broad * len(chart.rows) / 2
        for number, row in enumerate(chart.rows):
            left, value = first + number * broad, row.values[place]
            y = axis.y(value)
            if value > 0:
                yield from _filled(left + 1, y, left + broad - 1, axis.bottom, number)
            if fits or len(chart.rows) == 1:
                words = said[number][place]
                yield Words((left + broad / 2, y - 12), words, SMALL, INK, Anchor.MIDDLE)
        if (len(chart.labels) - 1 - place) % every == 0:
            shown = shortened(label, SMALL, width=room * every - 4)
            yield Words((middle, axis.bottom + 20), shown, SMALL, INK, Anchor.MIDDLE)


def _every(labels: Sequence[str], room: float) -> int:
    """Each has its label; where only every other finds room, the newest is among them."""
    widest = max((width_of(printable(label), SMALL) for label in labels), default=0.0)
    return 2 if room - 4 < widest <= 2 * room - 4 else 1


def _filled(left: float, top: float, right: float, bottom: float, number: int) -> Iterator[Item]:
    if number == 0:
        yield Box(left, top, right, bottom, BLUE)
    else:
        yield from hatched(Box(left, top, right, bottom, PAPER, ORANGE), ORANGE)


def _names(chart: ColumnChart) -> tuple[str, ...]:
    unit = f"（{chart.unit}）" if chart.unit else ""
    return tuple(shortened(f"{row.name}{unit}", TEXT, width=260) for row in chart.rows)


def _legend(names: Sequence[str], frame: Frame) -> Iterator[Item]:
    for number, (name, (x, y)) in enumerate(zip(names, frame.legend(), strict=True)):
        yield from _filled(x, y - 9, x + _MARK, y + 9, number)
        yield Words((x + _MARK + 8, y), name, TEXT, INK)
