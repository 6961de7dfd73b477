"""Charts for the examples of the cards: no card of its own."""

from datetime import date

from cards.charts import (
    Bar,
    BarChart,
    ColumnChart,
    Dated,
    DatedLine,
    LineChart,
    LineKind,
    Row,
)

COLUMNS = ColumnChart(
    "課題の動き（8週間）",
    "件",
    ("9/28〜", "10/5〜", "10/12〜", "10/19〜", "10/26〜", "11/2〜", "11/9〜", "11/16〜"),
    (Row("新しい", (3, 0, 5, 2, 8, 1, 4, 6)), Row("閉じた", (1, 0, 2, 4, 3, 0, 2, 1))),
)
BARS = BarChart(
    "全職員基礎研修の受講率（低い順）",
    "%",
    (
        Bar("教育委員会事務局 学校教育部 生涯学習推進室", 12.3),
        Bar("福祉部", 58.3),
        Bar("市民部", 64.0),
        Bar("総務部", 76.3),
    ),
    Bar("全体", 64.3),
    "5人未満の区分などは出していません（2部局）。",
)
LINES = LineChart(
    "全職員基礎研修の受講率：目標と見込み",
    "%",
    (
        DatedLine(
            LineKind.ACTUAL,
            (
                Dated(date(2026, 8, 31), 55.7),
                Dated(date(2026, 9, 30), 59.6),
                Dated(date(2026, 10, 31), 62.7),
            ),
        ),
        DatedLine(
            LineKind.TARGET, (Dated(date(2026, 8, 31), 55.7), Dated(date(2031, 3, 31), 100.0))
        ),
        DatedLine(
            LineKind.FORECAST, (Dated(date(2026, 10, 31), 62.7), Dated(date(2031, 3, 31), 93.4))
        ),
    ),
)
