"""Charts on Teams: its own, and a table of the same figures where a client does not know them.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
"""

from collections.abc import Sequence
from typing import assert_never

from cards.charts import BarChart, Chart, ColumnChart, DatedLine, LineChart, LineKind
from cards.renderers.limits import TEAMS
from cards.renderers.teams_blocks import Block, literal, written_size

_COLUMN_COLOURS = ("categoricalBlue", "categoricalMarigold")
_LINE_COLOURS = {
    LineKind.ACTUAL: "categoricalBlue",
    LineKind.TARGET: "categoricalMarigold",
    LineKind.FORECAST: "categoricalTeal",
}
"""Teams' own names, which it draws for light and dark; those nearest to Okabe and Ito's."""


def chart_blocks(chart: Chart, figures: Sequence[Block]) -> tuple[Block, ...]:
    """One chart; ``figures``, its table as blocks, alone where both together outgrow a card."""
    fallback: Block = {"type": "Container", "items": list(figures)}
    drawn = _chart(chart) | {"fallback": fallback}
    return (drawn,) if written_size(drawn) <= TEAMS.container_bytes else tuple(figures)


def _chart(chart: Chart) -> Block:
    match chart:
        case ColumnChart():
            return {"type": "Chart.VerticalBar.Grouped", "data": _columns(chart)}
        case BarChart():
            return {
                "type": "Chart.HorizontalBar",
                "displayMode": "AbsoluteWithAxis",
                "color": "categoricalBlue",
                "data": [{"x": literal(bar.label), "y": bar.value} for bar in chart.bars],
            }
        case LineChart():
            return {"type": "Chart.Line", "data": [_line(line) for line in chart.lines]}
        case _:
            assert_never(chart)


def _columns(chart: ColumnChart) -> list[Block]:
    return [
        {
            "legend": literal(row.name),
            "color": _COLUMN_COLOURS[number % len(_COLUMN_COLOURS)],
            "values": [
                {"x": literal(label), "y": value}
                for label, value in zip(chart.labels, row.values, strict=True)
            ],
        }
        for number, row in enumerate(chart.rows)
    ]


def _line(line: DatedLine) -> Block:
    return {
        "legend": line.kind.value,
        "color": _LINE_COLOURS[line.kind],
        "values": [
            {"x": point.day.isoformat(), "y": round(point.value, 1)} for point in line.points
        ],
    }
