"""What the cards about improvement cases say alike."""

from datetime import date

UNKNOWN = "未記入"
"""What a case does not say; never 0."""


def month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def number(value: float) -> str:
    """18.0 → 18; 22.5; 1,200."""
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def hours_a_month(value: float | None) -> str:
    if value is None:
        return UNKNOWN
    if 0 < value < 1:
        return f"{round(value * 60)}分"
    return f"{number(value)}時間"


def people_count(count: int) -> str:
    return f"{count:,}人"


def place_count(count: int) -> str:
    return f"{count:,}か所"
