"""Dates as an office schedules them and as it writes them."""

from datetime import date, timedelta
from random import Random

from domain import fiscal_year

# Trainings are held from Tuesday to Thursday: no Happy Monday, and most substitute holidays
# (振替休日) fall on a Monday. What is left are the days that are holidays, or closed, every year.
_TUESDAY, _THURSDAY = 1, 3
_CLOSED = frozenset(
    {(1, 1), (1, 2), (1, 3), (2, 11), (2, 23), (3, 20), (3, 21), (4, 29), (5, 3), (5, 4), (5, 5)}
    | {(5, 6), (8, 11), (9, 22), (9, 23), (11, 3), (11, 23), (12, 29), (12, 30), (12, 31)}
)
_SHOWA, _HEISEI, _REIWA = date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1)
_FULL_WIDTH = str.maketrans("0123456789SHR.", "０１２３４５６７８９ＳＨＲ．")


def training_day(day: date) -> date:
    """The first day from ``day`` on which a training can be held."""
    while not _TUESDAY <= day.weekday() <= _THURSDAY or (day.month, day.day) in _CLOSED:
        day += timedelta(days=1)
    return day


def day_of(year: int, month_day: str) -> date:
    """「06-18」 of a fiscal year."""
    month, day = month_day.split("-")
    return fiscal_year.day_in(year, int(month), int(day))


def years_before(today: date, years: int) -> date:
    """1 April of the fiscal year ``years`` ago."""
    return fiscal_year.first_day(fiscal_year.fiscal_year(today) - years)


def months_before(today: date, months: int) -> date:
    """The first of the month ``months`` ago."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def wareki(day: date, *, short: bool = False) -> str:
    """令和8年4月1日, or R8.4.1 when short. 昭和 is the oldest era that a roster needs."""
    era, letter, first = _era(day)
    year = day.year - first.year + 1
    if short:
        return f"{letter}{year}.{day.month}.{day.day}"
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def as_written(day: date, rng: Random) -> str:
    """One of the ways in which offices write a date."""
    styles = (
        day.strftime("%Y/%m/%d"),
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
        wareki(day),
        wareki(day, short=True),
        wareki(day, short=True).translate(_FULL_WIDTH),
        day.strftime("%Y%m%d"),
    )
    return rng.choices(styles, weights=(40, 20, 6, 14, 10, 5, 5))[0]


def full_width(digits: str) -> str:
    return digits.translate(_FULL_WIDTH)


def _era(day: date) -> tuple[str, str, date]:
    if day >= _REIWA:
        return "令和", "R", _REIWA
    if day >= _HEISEI:
        return "平成", "H", _HEISEI
    return "昭和", "S", _SHOWA
