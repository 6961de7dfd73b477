"""A chart as a drawing: the same shapes for every renderer that draws."""

from typing import assert_never

from cards.charts import BarChart, Chart, ColumnChart, LineChart
from cards.renderers.chart_bars import bars
from cards.renderers.chart_columns import columns
from cards.renderers.chart_lines import lines
from cards.renderers.drawing import Drawing


def laid_out(chart: Chart) -> Drawing:
    match chart:
        case ColumnChart():
            return columns(chart)
        case BarChart():
            return bars(chart)
        case LineChart():
            return lines(chart)
        case _:
            assert_never(chart)
