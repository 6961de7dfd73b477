"""Charts: figures by week, by department, or over the years. What is shown, not how.

Each renderer has its own way: Slack an image, Teams its own charts, the console SVG, the command
line words. Whoever sees no chart reads ``alt``, which has the same figures. No meaning rests on
colour alone: series differ in pattern, marks and dashes, and figures stand beside them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.kpi import number_words, percent_words

PERCENT = "%"
MOST_BARS = 20
"""Of one chart: more are no picture any more."""
_POINTS_SAID = 16
"""Of one line, the newest: those before stand in the Excel file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of column: its name and as many values as there are labels."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """One group of columns for each label, two rows at most."""

    title: str
    unit: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars from above to below. ``whole``: what each is compared with, as a line through all."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    whole: Bar | None = None
    note: str = ""
    """What is not shown, and why."""


class LineKind(StrEnum):
    """What a line tells; each has a look of its own."""

    ACTUAL = "実績"
    TARGET = "目標"
    FORECAST = "見込み"


@dataclass(frozen=True, slots=True)
class Dated:
    day: date
    value: float


@dataclass(frozen=True, slots=True)
class DatedLine:
    """``points`` by day, one at least."""

    kind: LineKind
    points: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Over months and years; at most one line of a kind."""

    title: str
    unit: str
    lines: tuple[DatedLine, ...]


Chart = ColumnChart | BarChart | LineChart


def value_words(value: float, unit: str) -> str:
    """「87.5%」「12件」."""
    return percent_words(value) if unit == PERCENT else f"{number_words(value)}{unit}"


def month_words(day: date) -> str:
    """「2026年4月」."""
    return f"{day.year}年{day.month}月"


def alt(chart: Chart) -> str:
    """The figures in words, without the title."""
    match chart:
        case ColumnChart():
            return "。".join(_columns_said(chart)) + "。"
        case BarChart():
            return "。".join(_bars_said(chart)) + "。"
        case LineChart():
            return "。".join(_line_said(line, chart.unit) for line in chart.lines) + "。"
        case _:
            assert_never(chart)


def _columns_said(chart: ColumnChart) -> Iterator[str]:
    for place, label in enumerate(chart.labels):
        values = (f"{row.name}：{value_words(row.values[place], chart.unit)}" for row in chart.rows)
        yield f"{label}：{'・'.join(values)}"


def _bars_said(chart: BarChart) -> Iterator[str]:
    if whole := whole_said(chart):
        yield whole
    for bar in chart.bars:
        yield _bar_said(bar, chart.unit)
    if chart.note:
        yield chart.note.removesuffix("。")


def whole_said(chart: BarChart) -> str:
    """「全体：62%」; empty where there is none."""
    return _bar_said(chart.whole, chart.unit) if chart.whole else ""


def _bar_said(bar: Bar, unit: str) -> str:
    return f"{bar.label}：{value_words(bar.value, unit)}"


def _line_said(line: DatedLine, unit: str) -> str:
    newest = line.points[-_POINTS_SAID:]
    said = (f"{month_words(point.day)}：{value_words(point.value, unit)}" for point in newest)
    return f"{line.kind}：{'・'.join(said)}"


def figures(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The same as a table: names of columns, and rows. Of a line the points that ``alt`` names."""
    match chart:
        case ColumnChart():
            heads = ("区分", *(row.name for row in chart.rows))
            rows = (
                (label, *(value_words(row.values[at], chart.unit) for row in chart.rows))
                for at, label in enumerate(chart.labels)
            )
            return heads, tuple(rows)
        case BarChart():
            bars = (*((chart.whole,) if chart.whole else ()), *chart.bars)
            return ("区分", "値"), tuple((b.label, value_words(b.value, chart.unit)) for b in bars)
        case LineChart():
            return ("年月", "区分", "値"), tuple(
                (month_words(point.day), line.kind.value, value_words(point.value, chart.unit))
                for line in chart.lines
                for point in line.points[-_POINTS_SAID:]
            )
        case _:
            assert_never(chart)
