"""「月ごとの推移」: what was kept at the ends of months, and today's figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cards.charts import PERCENT, Dated, DatedLine, LineChart, LineKind, month_words
from cards.elements import Button, Buttons, Card, Element, Table, note, paragraph
from cards.example_kpis import HISTORY, READING
from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_words import HIDING, figure_words

ON_A_PAGE = 15
"""Months. Those of the year before stand beside them, and the last end of a fiscal year."""
_FEWEST_POINTS = 2
_SHOWN = (
    Series(Kpi.BASIC),
    Series(Kpi.PROMOTERS),
    Series(Kpi.LEADERS),
    Series(Kpi.HOURS),
    Series(Kpi.ADOPTED),
)
_DRAWN = (Series(Kpi.BASIC), Series(Kpi.HOURS))
"""What should rise month by month."""
_NONE_KEPT = "月末の記録は、まだありません。毎月の初めに、前の月末の値を残します。"


def months_card(history: Sequence[Reading], now: Reading, *, page: int = 0) -> Card:
    """``history``: the ends of months, the oldest first; the table has the newest first. ``page``: 0 has the
    newest; the last one where there are not so many any more.
    """
    page = min(page, max(0, (len(history) - 1) // ON_A_PAGE))
    last = len(history) - page * ON_A_PAGE
    kept = history[max(0, last - ON_A_PAGE) : last]
    readings = [*kept, *([] if page else [now])]
    columns = [s for s in _SHOWN if any(r.figure(s) for r in readings)]
    line = _line(history, kept, is_newest=not page)
    return Card(
        "月ごとの推移",
        (
            paragraph(line),
            *(chart for series in _DRAWN if (chart := _chart(series, readings))),
            Table(
                ("月末", *(series.kpi.value for series in columns)),
                tuple(_month(reading, columns) for reading in reversed(readings)),
            ),
            note(
                "残した値は、あとから変わりません。あとで直した記録は、次の月末から表れます。"
                "毎年度受け直す研修は含みません。"
            ),
            *_hiding(readings, columns),
            Buttons(tuple(_ways_on(page, len(history)))),
        ),
        summary=f"月ごとの推移：{line}",
    )


def _line(history: Sequence[Reading], kept: Sequence[Reading], *, is_newest: bool) -> str:
    if not kept:
        return _NONE_KEPT
    today = "いちばん上はきょうの値です。" if is_newest else ""
    count = f"月末の記録は{len(history)}か月分あります。"
    if len(kept) == len(history):
        return f"{count}{today}"
    span = f"{month_words(kept[0].as_of)}から{month_words(kept[-1].as_of)}まで"
    return f"{count}ここでは{span}の{len(kept)}か月分をお見せします。{today}"


def _chart(series: Series, readings: Sequence[Reading]) -> LineChart | None:
    """None where there is no line to see: too few months, or none of them may be shown."""
    figures = ((reading.as_of, reading.figure(series)) for reading in readings)
    values = ((day, figure.value) for day, figure in figures if figure)
    points = tuple(Dated(day, value) for day, value in values if value is not None)
    if len(points) < _FEWEST_POINTS:
        return None
    kpi = series.kpi
    unit = PERCENT if kpi.is_share else kpi.unit
    return LineChart(f"{kpi.value}（月末）", unit, (DatedLine(LineKind.ACTUAL, points),))


def _ways_on(page: int, kept: int) -> Iterator[Button]:
    if (page + 1) * ON_A_PAGE < kept:
        yield Button("前の月を見る", "kpi.months", {"page": str(page + 1)})
    if page:
        yield Button("新しい月に戻る", "kpi.months", {"page": str(page - 1)})
    yield Button("指標の一覧", "kpi.show")
    yield Button("目標と見込み", "kpi.targets")


def _month(reading: Reading, columns: Sequence[Series]) -> tuple[str, ...]:
    day = reading.as_of
    figures = (reading.figure(series) for series in columns)
    return (f"{day.year}年{day.month}月{day.day}日", *(map(_cell, figures)))


def _cell(figure: Figure | None) -> str:
    return figure_words(figure) if figure else "なし"


def _hiding(readings: Sequence[Reading], columns: Sequence[Series]) -> Iterator[Element]:
    figures = (reading.figure(series) for reading in readings for series in columns)
    if any(figure is not None and figure.is_hidden for figure in figures):
        yield note(HIDING)


def _long(years: int) -> tuple[Reading, ...]:
    months = [date(2026 - years + (3 + n) // 12, (3 + n) % 12 + 1, 28) for n in range(12 * years)]
    return tuple(replace(HISTORY[n % len(HISTORY)], as_of=day) for n, day in enumerate(months))


EXAMPLES = {
    "月ごとの推移": months_card(HISTORY, READING),
    "月末の記録がない": months_card((), READING),
    "前の月の推移": months_card(_long(3), READING, page=1),
}
