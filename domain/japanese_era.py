"""和暦, as an office dates its papers."""

from datetime import date

_BEGINNINGS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
)


def era_day(day: date) -> str:
    """「令和8年11月20日」, 「令和元年5月1日」; 西暦 before 昭和."""
    return f"{era_year(day)}{day.month}月{day.day}日"


def era_month(day: date) -> str:
    """「令和8年11月」."""
    return f"{era_year(day)}{day.month}月"


def era_year(day: date) -> str:
    """「令和8年」."""
    for began, era in _BEGINNINGS:
        if day >= began:
            year = day.year - began.year + 1
            return f"{era}{'元' if year == 1 else year}年"
    return f"{day.year}年"
