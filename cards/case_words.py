"""What the cards about improvement cases say alike."""

from datetime import date


def month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def people_count(count: int) -> str:
    return f"{count:,}人"


def place_count(count: int) -> str:
    return f"{count:,}か所"
