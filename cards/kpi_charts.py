"""KPIs as charts: one target over the years with what is and what is to be expected, and departments."""

from collections.abc import Iterator, Sequence
from datetime import date

from cards.charts import (
    MOST_BARS,
    PERCENT,
    Bar,
    BarChart,
    Dated,
    DatedLine,
    LineChart,
    LineKind,
)
from domain.kpi import FEWEST_SHOWN, Figure, Reading
from domain.kpi_target import Forecast, Standing, is_share, kept_points

_FEWEST_POINTS, _FEWEST_BARS = 2, 2
_ONE_MEASURE = "{}（低い順）"


def target_chart(
    standing: Standing, history: Sequence[Reading], *, today: date
) -> LineChart | None:
    """What was kept, and today's; the way to the target, and what comes out if it goes on so.

    ``history``: the ends of months, the oldest first, as they are shown. None where there is not enough
    to see.
    """
    target = standing.target
    kept = [Dated(p.day, p.value) for p in kept_points(target, history) if p.day < today]
    actual = [*kept, *([Dated(today, standing.now)] if standing.now is not None else [])]
    if len(actual) < _FEWEST_POINTS:
        return None
    unit = PERCENT if is_share(target) else target.unit
    return LineChart(
        f"{target.talent_type}：{target.measure}",
        unit,
        (DatedLine(LineKind.ACTUAL, tuple(actual)), *_ahead(standing, actual)),
    )


def _ahead(standing: Standing, actual: Sequence[Dated]) -> tuple[DatedLine, ...]:
    """A target without a term is a level line as long as the figures go."""
    found = []
    first, last = actual[0], actual[-1]
    if standing.line:
        start, end = standing.line.start, standing.line.end
        points = (Dated(start.day, start.value), Dated(end.day, end.value))
        found.append(DatedLine(LineKind.TARGET, points))
    elif standing.goal is not None:
        level = (Dated(first.day, standing.goal), Dated(last.day, standing.goal))
        found.append(DatedLine(LineKind.TARGET, level))
    if standing.forecast and standing.forecast.day > last.day:
        found.append(DatedLine(LineKind.FORECAST, (last, *_expected(standing.forecast, last))))
    return tuple(found)


def _expected(forecast: Forecast, last: Dated) -> Iterator[Dated]:
    """Where it comes to its bound, and stays."""
    bound = forecast.bound_on
    if bound is not None and last.day < bound < forecast.day:
        yield Dated(bound, forecast.value)
    yield Dated(forecast.day, forecast.value)


def departments_chart(
    title: str, figures: Sequence[Figure], *, whole: Figure | None = None
) -> BarChart | None:
    """Shares by department, the lowest first; those that may not be shown are only counted."""
    shown = sorted(
        ((f.series.department, f.share) for f in figures if f.share is not None),
        key=lambda each: (each[1], each[0]),
    )
    if len(shown) < _FEWEST_BARS:
        return None
    bars = tuple(Bar(name, share) for name, share in shown[:MOST_BARS])
    return BarChart(
        _ONE_MEASURE.format(title),
        PERCENT,
        bars,
        Bar("全体", whole.share) if whole and whole.share is not None else None,
        _left_out(hidden=sum(f.is_hidden for f in figures), more=len(shown) - len(bars)),
    )


def _left_out(*, hidden: int, more: int) -> str:
    return "".join(
        (
            f"{FEWEST_SHOWN}人未満などで表示しない部局が{hidden}あります。" if hidden else "",
            f"ほかに{more}部局あります。" if more else "",
        )
    )
