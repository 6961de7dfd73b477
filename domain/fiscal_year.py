"""The Japanese fiscal year: 1 April to 31 March, named after the year it begins in."""

from datetime import date


def fiscal_year(day: date) -> int:
    """2027-03-31 → 2026."""
    return day.year if day.month >= 4 else day.year - 1


def first_day(year: int) -> date:
    return date(year, 4, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


def day_in(year: int, month: int, day: int) -> date:
    """The date with that month and day inside the fiscal year ``year``.

    29 February becomes 28 February in a year that has none. Raises ValueError otherwise for a day
    that does not exist.
    """
    calendar_year = year if month >= 4 else year + 1
    if (month, day) == (2, 29):
        day = 29 if _is_leap(calendar_year) else 28
    return date(calendar_year, month, day)


def reiwa(year: int) -> str:
    """令和8年度 for 2026; 西暦 before 2019."""
    if year < 2019:
        return f"{year}年度"
    return "令和元年度" if year == 2019 else f"令和{year - 2018}年度"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
