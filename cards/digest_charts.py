"""The digest's pictures."""

from collections.abc import Sequence

from cards.charts import ColumnChart, Row
from domain.digest_weeks import WeekCount


def weeks_chart(weeks: Sequence[WeekCount]) -> ColumnChart | None:
    """None where nothing happened in any of them."""
    if not any(week.opened or week.closed for week in weeks):
        return None
    return ColumnChart(
        f"課題の動き（{len(weeks)}週間）",
        "件",
        tuple(f"{week.monday.month}/{week.monday.day}〜" for week in weeks),
        (
            Row("新しい", tuple(week.opened for week in weeks)),
            Row("閉じた", tuple(week.closed for week in weeks)),
        ),
    )
