"""A chart as a drawing: the same shapes for every renderer that draws."""

from typing import assert_never

from cards.charts import BarChart, Chart, ColumnChart, LineChart
from cards.renderers.chart_bars import bars
from cards.renderers.chart_columns import columns
from cards.renderers.chart_frame import WIDTH
from cards.renderers.chart_lines import lines
from cards.renderers.drawing import Drawing


def laid_out(chart: Chart, *, width: int = WIDTH) -> Drawing:
    """``width``: in points, as broad as it is to be; its height follows."""
    match chart:
        case ColumnChart():
            return columns(chart, width=width)
        case BarChart():
            return bars(chart, width=width)
        case LineChart():
            return lines(chart, width=width)
        case _:
            assert_never(chart)
