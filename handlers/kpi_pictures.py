"""The pictures of 年度末点検. Slow: drawn beside the loop."""

from cards.charts import Chart, alt
from cards.kpi_charts import departments_chart, target_chart
from cards.kpi_targets import CHARTS_SHOWN
from cards.renderers import picture
from domain.kpi import Kpi, Series
from domain.kpi_report import YearReport
from storage.office_pictures import BookPicture, KpiPictures


def report_pictures(report: YearReport) -> KpiPictures:
    """The first targets that can be drawn, and the departments."""
    reading = report.reading
    charts = (target_chart(each, report.history, today=reading.as_of) for each in report.standings)
    departments = departments_chart(
        Kpi.BASIC.value,
        reading.by_department(Kpi.BASIC),
        whole=reading.figure(Series(Kpi.BASIC)),
    )
    drawn = [_drawn(chart) for chart in filter(None, charts)][:CHARTS_SHOWN]
    return KpiPictures(tuple(drawn), _drawn(departments) if departments else None)


def _drawn(chart: Chart) -> BookPicture:
    return BookPicture(chart.title, alt(chart), picture.png(chart))
