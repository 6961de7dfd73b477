"""Lying bars, one a department, each with its figure beside it; a dashed line through all is the whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from cards.charts import Bar, BarChart, value_words, whole_said
from cards.renderers.chart_axis import scale
from cards.renderers.chart_frame import MARGIN, WIDTH, Frame, in_lines
from cards.renderers.drawing import BLUE, INK, ORANGE, PALE, Anchor, Box, Drawing, Item, Path, Words
from cards.renderers.letters import SMALL, TEXT, shortened, width_of

_ROW = 42
_LABEL, _NARROW_LABEL = 240, 164
"""Points of the widest name."""
_MARK, _NOTE_LINES = 34.0, 2
_DASH = (8.0, 5.0)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the bars begin and end, and points to one of the unit; ``label``: room for names."""

    frame: Frame
    label: float
    left: float
    top: float
    bottom: float
    a_unit: float


def bars(chart: BarChart, *, width: int = WIDTH) -> Drawing:
    whole = _whole_said(chart, width)
    frame = Frame(chart.title, width, [(_MARK, width_of(whole, TEXT))] if whole else ())
    plot = _plot(chart, frame)
    items = [
        *_rows(chart, plot),
        *_whole(chart, whole, plot),
        Path(((plot.left, plot.top), (plot.left, plot.bottom)), PALE, 1.6),
    ]
    height = int(plot.bottom) + 24
    for line in in_lines(chart.note, SMALL, width=frame.inner, most=_NOTE_LINES):
        items.append(Words((MARGIN, height), line, SMALL, PALE))
        height += 24
    return frame.drawn(items, height=height)


def _plot(chart: BarChart, frame: Frame) -> _Plot:
    label = _label_room(chart, frame)
    left, right = MARGIN + label + 12, frame.width - MARGIN - _value_room(chart)
    values = [bar.value for bar in _all(chart)]
    # Shares are drawn to 100 %; more than that can only be a slip, and must not leave the paper.
    highest = max([scale(max(values, default=0.0), chart.unit)[0], *values])
    top = frame.plot_top
    bottom = top + _ROW * len(chart.bars)
    return _Plot(frame, label, left, top, bottom, (right - left) / highest)


def _all(chart: BarChart) -> Iterator[Bar]:
    yield from chart.bars
    if chart.whole:
        yield chart.whole


def _label_room(chart: BarChart, frame: Frame) -> float:
    names = (_name(bar.label, frame) for bar in chart.bars)
    return max((width_of(line, size) for name in names for size, line in name), default=0.0)


def _name(label: str, frame: Frame) -> tuple[tuple[int, str], ...]:
    """(size, words): a long name in two lines of small letters, so that two alike stay two."""
    room = _NARROW_LABEL if frame.is_narrow else _LABEL
    whole = shortened(label, TEXT, width=room)
    if not whole.endswith("…"):
        return ((TEXT, whole),)
    return tuple((SMALL, line) for line in in_lines(label, SMALL, width=room, most=2))


def _value_room(chart: BarChart) -> float:
    words = (value_words(bar.value, chart.unit) for bar in chart.bars)
    return max((width_of(each, TEXT) for each in words), default=0.0) + 12


def _rows(chart: BarChart, plot: _Plot) -> Iterator[Item]:
    for number, bar in enumerate(chart.bars):
        y = plot.top + _ROW * (number + 0.5)
        lines = _name(bar.label, plot.frame)
        for at, (size, name) in enumerate(lines):
            place = y + (at - (len(lines) - 1) / 2) * (size + 3)
            yield Words((MARGIN + plot.label, place), name, size, INK, Anchor.END)
        yield Box(plot.left, y - 12, plot.left + max(bar.value, 0.0) * plot.a_unit, y + 12, BLUE)
        words = value_words(bar.value, chart.unit)
        yield Words((plot.frame.width - MARGIN, y), words, TEXT, INK, Anchor.END)


def _whole(chart: BarChart, said: str, plot: _Plot) -> Iterator[Item]:
    """Beside the bars in the legend: a number on the line would stand on the bars'."""
    if chart.whole is None:
        return
    x, ((mark, y), *_) = plot.left + chart.whole.value * plot.a_unit, plot.frame.legend()
    yield Path(((x, plot.top - 4), (x, plot.bottom)), ORANGE, 2.5, _DASH)
    yield Path(((mark, y), (mark + _MARK, y)), ORANGE, 2.5, _DASH)
    yield Words((mark + _MARK + 10, y), said, TEXT, INK)


def _whole_said(chart: BarChart, width: int) -> str:
    """Empty where there is none."""
    return shortened(whole_said(chart), TEXT, width=width - 2 * MARGIN - _MARK - 10)
