"""Lines over months and years. Each kind has marks and dashes of its own, and its last figure at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cards.charts import DatedLine, LineChart, LineKind, value_words
from cards.renderers.chart_axis import Axis, label_room, scale
from cards.renderers.chart_frame import MARGIN, WIDTH, Frame
from cards.renderers.drawing import (
    BLUE,
    GREEN,
    GRID,
    INK,
    ORANGE,
    PALE,
    PAPER,
    Anchor,
    Box,
    Dot,
    Drawing,
    Item,
    Path,
    Point,
    Shape,
    Words,
)
from cards.renderers.letters import SMALL, TEXT, width_of

_PLOT, _BELOW = 270, 48
_END_LABEL = 22
"""Points between two figures at the ends of lines, at least."""
_CLOSEST = 64
"""Points between two dates below the plot, at least."""
_MOST_MARKS = 18
_MARK, _NARROW_MARK = 44.0, 32.0
"""Points of a line in the legend."""


@dataclass(frozen=True, slots=True)
class _Look:
    ink: str
    shape: Shape
    dash: tuple[float, ...] = ()
    is_hollow: bool = False


_LOOKS = {
    LineKind.ACTUAL: _Look(BLUE, Shape.CIRCLE),
    LineKind.TARGET: _Look(ORANGE, Shape.SQUARE, (12.0, 6.0)),
    LineKind.FORECAST: _Look(GREEN, Shape.DIAMOND, (3.0, 5.0), is_hollow=True),
}


@dataclass(frozen=True, slots=True)
class _Days:
    """The lying axis."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * (day - self.first).days / span


def lines(chart: LineChart, *, width: int = WIDTH) -> Drawing:
    points = [point for line in chart.lines for point in line.points]
    highest = max((point.value for point in points), default=0.0)
    top_value, step = scale(highest, chart.unit)
    mark = _NARROW_MARK if width < WIDTH else _MARK
    entries = [(mark, width_of(line.kind.value, TEXT)) for line in chart.lines]
    frame = Frame(chart.title, width, entries)
    top = frame.plot_top + 26
    ends = max((width_of(_last(line, chart.unit), TEXT) for line in chart.lines), default=0.0)
    left, right = MARGIN + label_room(top_value, chart.unit), width - MARGIN - ends - 14
    axis = Axis(left, right, top, top + _PLOT, top_value, step, chart.unit)
    drawn: list[Item] = [*axis.drawn(), *_legend(chart, frame)]
    if points:
        days = _Days(min(p.day for p in points), max(p.day for p in points), left, right)
        drawn += [*_dates(days, axis), *_lines(chart, axis, days)]
    return frame.drawn(drawn, height=int(top + _PLOT + _BELOW))


def _lines(chart: LineChart, axis: Axis, days: _Days) -> Iterator[Item]:
    """What is so lies above what was meant to be."""
    ends: list[tuple[Point, str]] = []
    for line in sorted(chart.lines, key=lambda line: line.kind is LineKind.ACTUAL):
        look = _LOOKS[line.kind]
        points = tuple((days.x(point.day), axis.y(point.value)) for point in line.points)
        yield Path(points, look.ink, 3.0, look.dash)
        marked = points[-1:] if line.kind is LineKind.FORECAST else _marked(points)
        for at in marked:
            yield Dot(at, look.shape, look.ink, look.is_hollow)
        ends.append((points[-1], _last(line, axis.unit)))
    at_the_end = [end for end in ends if end[0][0] > axis.right - 1]
    yield from _end_figures(at_the_end, axis)
    for (x, y), words in ends:
        if x <= axis.right - 1:
            yield from _above(x, y, words)


def _marked(points: Sequence[Point]) -> Sequence[Point]:
    """Too many marks make a band: then every so many, and the last."""
    every = -(-len(points) // _MOST_MARKS)
    return points[::-1][::every]


def _above(x: float, y: float, words: str) -> Iterator[Item]:
    """On a patch of paper, since lines go on behind it."""
    half, middle = width_of(words, TEXT) / 2, y - 24
    yield Box(x - half - 3, middle - 12, x + half + 3, middle + 12, PAPER)
    yield Words((x, middle), words, TEXT, INK, Anchor.MIDDLE)


def _end_figures(ends: Sequence[tuple[Point, str]], axis: Axis) -> Iterator[Item]:
    """Beside the last points; what would stand on another goes below it."""
    free = axis.top - _END_LABEL
    for (x, y), words in sorted(ends, key=lambda end: end[0][1]):
        free = max(y - 4, free + _END_LABEL)
        yield Words((x + 14, free), words, TEXT, INK)


def _last(line: DatedLine, unit: str) -> str:
    return value_words(line.points[-1].value, unit)


def _dates(days: _Days, axis: Axis) -> Iterator[Item]:
    """The ends of fiscal years, or of months where it is less than two years; never too close."""
    before = -float(_CLOSEST)
    for day in _ticks(days.first, days.last):
        x = days.x(day)
        yield Path(((x, axis.bottom), (x, axis.bottom + 5)), PALE, 1.2)
        if day.month == 3:
            yield Path(((x, axis.top), (x, axis.bottom)), GRID, 1.0, (2.0, 4.0))
        if x - before >= _CLOSEST:
            yield Words(
                (x, axis.bottom + 20), f"{day.year}/{day.month}", SMALL, PALE, Anchor.MIDDLE
            )
            before = x


def _ticks(first: date, last: date) -> Iterator[date]:
    is_long = (last - first).days > 2 * 365
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        day = date(year + month // 12, month % 12 + 1, 1)
        end = date.fromordinal(day.toordinal() - 1)
        if first <= end <= last and (month == 3 or not is_long):
            yield end
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _legend(chart: LineChart, frame: Frame) -> Iterator[Item]:
    for line, (mark, _), (x, y) in zip(chart.lines, frame.entries, frame.legend(), strict=True):
        look = _LOOKS[line.kind]
        yield Path(((x, y), (x + mark, y)), look.ink, 3.0, look.dash)
        yield Dot((x + mark / 2, y), look.shape, look.ink, look.is_hollow)
        yield Words((x + mark + 10, y), line.kind.value, TEXT, INK)
