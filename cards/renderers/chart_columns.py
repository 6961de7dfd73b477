"""Columns side by side for each week. The first row is full, the second hatched."""

from collections.abc import Iterator

from cards.charts import ColumnChart, value_words
from cards.renderers.chart_axis import Axis, label_room, scale
from cards.renderers.chart_frame import MARGIN, WIDTH, framed, legend_top, plot_top
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
from cards.renderers.letters import SMALL, TEXT, shortened, width_of

_PLOT = 230
"""Points of height."""
_BELOW = 44
_WIDEST = 44


def columns(chart: ColumnChart) -> Drawing:
    highest = max((value for row in chart.rows for value in row.values), default=0.0)
    top_value, step = scale(highest, chart.unit)
    top = plot_top(chart.title, has_legend=True) + 20
    left = MARGIN + label_room(top_value, chart.unit)
    axis = Axis(left, WIDTH - MARGIN, top, top + _PLOT, top_value, step, chart.unit)
    items = [*axis.drawn(), *_legend(chart), *_groups(chart, axis)]
    return framed(chart.title, items, height=int(top + _PLOT + _BELOW))


def _groups(chart: ColumnChart, axis: Axis) -> Iterator[Item]:
    room = (axis.right - axis.left) / max(len(chart.labels), 1)
    broad = min(_WIDEST, room * 0.8 / max(len(chart.rows), 1))
    for place, label in enumerate(chart.labels):
        middle = axis.left + room * (place + 0.5)
        first = middle - broad * len(chart.rows) / 2
        for number, row in enumerate(chart.rows):
            left = first + number * broad
            yield from _column(axis, left, broad, row.values[place], number)
        shown = shortened(label, SMALL, width=room - 4)
        yield Words((middle, axis.bottom + 20), shown, SMALL, INK, Anchor.MIDDLE)


def _column(axis: Axis, left: float, broad: float, value: float, number: int) -> Iterator[Item]:
    y = axis.y(value)
    if value > 0:
        yield from _filled(left + 1, y, left + broad - 1, axis.bottom, number)
    words = value_words(value, "")
    yield Words((left + broad / 2, y - 12), words, SMALL, INK, Anchor.MIDDLE)


def _filled(left: float, top: float, right: float, bottom: float, number: int) -> Iterator[Item]:
    if number == 0:
        yield Box(left, top, right, bottom, BLUE)
    else:
        yield from hatched(Box(left, top, right, bottom, PAPER, ORANGE), ORANGE)


def _legend(chart: ColumnChart) -> Iterator[Item]:
    x, y = float(MARGIN), legend_top(chart.title)
    for number, row in enumerate(chart.rows):
        yield from _filled(x, y - 9, x + 26, y + 9, number)
        name = f"{row.name}（{chart.unit}）" if chart.unit else row.name
        shown = shortened(name, TEXT, width=260)
        yield Words((x + 34, y), shown, TEXT, INK)
        x += 34 + width_of(shown, TEXT) + 32
