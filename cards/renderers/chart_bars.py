"""Lying bars, one a department, each with its figure beside it; a dashed line through all is the whole."""

from collections.abc import Iterator

from cards.charts import Bar, BarChart, value_words
from cards.renderers.chart_axis import scale
from cards.renderers.chart_frame import MARGIN, WIDTH, framed, legend_top, plot_top
from cards.renderers.drawing import BLUE, INK, ORANGE, PALE, Anchor, Box, Drawing, Item, Path, Words
from cards.renderers.letters import SMALL, TEXT, printable, shortened, width_of

_ROW = 42
_LABEL = 240
"""Points of the widest name."""
_DASH = (8.0, 5.0)


def bars(chart: BarChart) -> Drawing:
    top = plot_top(chart.title, has_legend=chart.whole is not None)
    bottom = top + _ROW * len(chart.bars)
    label = _label_room(chart)
    left = MARGIN + label + 12
    right = WIDTH - MARGIN - _value_room(chart)
    span = right - left
    values = [bar.value for bar in _all(chart)]
    # Shares are drawn to 100 %; more than that can only be a slip, and must not leave the paper.
    highest = max([scale(max(values, default=0.0), chart.unit)[0], *values])
    items = [
        *_rows(chart, top, left, span / highest, label=label),
        *_whole(chart, left, span / highest, top=top, bottom=bottom),
        Path(((left, top), (left, bottom)), PALE, 1.6),
    ]
    height = int(bottom) + 24
    if chart.note:
        items.append(Words((MARGIN, bottom + 24), _noted(chart), SMALL, PALE))
        height += 24
    return framed(chart.title, items, height=height)


def _all(chart: BarChart) -> Iterator[Bar]:
    yield from chart.bars
    if chart.whole:
        yield chart.whole


def _label_room(chart: BarChart) -> float:
    widths = (width_of(line, size) for bar in chart.bars for size, line in _in_lines(bar.label))
    return max(widths, default=0.0)


def _in_lines(label: str) -> tuple[tuple[int, str], ...]:
    """(size, words): a long name in two lines of small letters, so that two alike stay two."""
    whole = shortened(label, TEXT, width=_LABEL)
    if not whole.endswith("…"):
        return ((TEXT, whole),)
    first = shortened(label, SMALL, width=_LABEL).removesuffix("…")
    rest = printable(label)[len(first) :]
    return (SMALL, first), (SMALL, shortened(rest, SMALL, width=_LABEL))


def _value_room(chart: BarChart) -> float:
    words = (value_words(bar.value, chart.unit) for bar in chart.bars)
    return max((width_of(each, TEXT) for each in words), default=0.0) + 12


def _rows(
    chart: BarChart, top: float, left: float, a_unit: float, *, label: float
) -> Iterator[Item]:
    for number, bar in enumerate(chart.bars):
        y = top + _ROW * (number + 0.5)
        lines = _in_lines(bar.label)
        for at, (size, name) in enumerate(lines):
            place = y + (at - (len(lines) - 1) / 2) * (size + 3)
            yield Words((MARGIN + label, place), name, size, INK, Anchor.END)
        end = left + max(bar.value, 0.0) * a_unit
        yield Box(left, y - 12, end, y + 12, BLUE)
        words = value_words(bar.value, chart.unit)
        yield Words((WIDTH - MARGIN, y), words, TEXT, INK, Anchor.END)


def _whole(
    chart: BarChart, left: float, a_unit: float, *, top: float, bottom: float
) -> Iterator[Item]:
    """Beside the bars in the legend: a number on the line would stand on the bars'."""
    if chart.whole is None:
        return
    x, y = left + chart.whole.value * a_unit, legend_top(chart.title)
    yield Path(((x, top - 4), (x, bottom)), ORANGE, 2.5, _DASH)
    yield Path(((MARGIN, y), (MARGIN + 34, y)), ORANGE, 2.5, _DASH)
    said = f"{chart.whole.label}：{value_words(chart.whole.value, chart.unit)}"
    yield Words((MARGIN + 44, y), shortened(said, TEXT, width=WIDTH - 2 * MARGIN - 44), TEXT, INK)


def _noted(chart: BarChart) -> str:
    return shortened(chart.note, SMALL, width=WIDTH - 2 * MARGIN)
