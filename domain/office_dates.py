"""Dates and times as offices write them: 西暦 and 和暦, Excel's own values, 午後1時半."""

import re
from datetime import date, datetime, time, timedelta

from domain.office_table import Cell
from domain.office_values import Unreadable, compact, label, line

ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
"""The calendar year that is each era's first (元年)."""
_LAST_YEARS = {"明治": 45, "大正": 15, "昭和": 64, "平成": 31, "令和": 99}
_SHORT = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"} | {
    era[0]: era for era in ERAS
}
EXCEL_DAY_ZERO = date(1899, 12, 30)
"""Serial number 0 of Excel's 1900 system, for every day after February 1900."""

_WEEKDAY = re.compile(r"\([月火水木金土日](?:曜日?)?(?:・?祝)?\)$")
_MIDNIGHT = re.compile(r"(?:\s+|T)0?0:00(?::00(?:\.0+)?)?\s*$")
_ERA = "|".join((*ERAS, *_SHORT))
_WESTERN_DATE = re.compile(r"(\d{4})([年/.-])(\d{1,2})[月/.-](\d{1,2})日?")
_ERA_DATE = re.compile(
    rf"({_ERA})(元|\d{{1,2}})[年/.-](\d{{1,2}})[月/.-](\d{{1,2}})日?", re.IGNORECASE
)
_DIGITS_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_AND_MONTH = re.compile(
    rf"(?:(\d{{4}})|({_ERA})(元|\d{{1,2}}))[年/.-](\d{{1,2}})月?", re.IGNORECASE
)
_MONTH_AND_DAY = re.compile(r"(\d{1,2})[月/](\d{1,2})日?")
_TIME = re.compile(
    r"(午前|午後|am|pm)?(\d{1,2})(?::(\d{2})(?::\d{2})?|時(?:(\d{1,2})分|(半))?)(am|pm)?"
)

_WRITE_A_DATE = "「2026/4/1」か「令和8年4月1日」のように書いてください。"


def date_of(cell: Cell) -> date:
    """A whole date. Never completes a missing year or day."""
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(date(cell.year, cell.month, cell.day))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _plausible(_from_number(cell))
    if isinstance(cell, str):
        return _plausible(_from_text(cell))
    raise Unreadable(f"日付として読めません。{_WRITE_A_DATE}")


def month_and_day(cell: Cell) -> tuple[int, int] | None:
    """9月30日, 9/30 → (9, 30); None where it is not just a month and a day."""
    match = _MONTH_AND_DAY.fullmatch(compact(cell))
    if match is None:
        return None
    _day(2024, int(match[1]), int(match[2]), written=line(cell))
    return int(match[1]), int(match[2])


def first_of_month(cell: Cell) -> date | None:
    """R7.6, 令和7年12月, 2025/6頃 → the first of that month; None where it is not just a year and a month.

    Raises Unreadable for a year or a month that there is not.
    """
    match = _YEAR_AND_MONTH.fullmatch(re.sub(r"(?:頃|ごろ|ころ)$", "", compact(cell)))
    if match is None:
        return None
    written = line(cell)
    year = int(match[1]) if match[1] else era_year(match[2], match[3], written=written)
    return _plausible(_day(year, int(match[4]), 1, written=written))


def time_of(cell: Cell) -> time:
    """9:30, ９：３０, 午後1時半, 13時30分, 1:30 PM, or an Excel time."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta) and cell < timedelta(days=1):
        return (datetime(2000, 1, 1) + cell).time()  # noqa: DTZ001 - a time of day has no zone
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    match = _TIME.fullmatch(compact(cell).lower()) if isinstance(cell, str) else None
    if match is None:
        raise Unreadable(
            f"「{line(cell)}」は時刻として読めません。「13:30」のように書いてください。"
        )
    return _time(match, written=line(cell))


def _time(match: re.Match[str], *, written: str) -> time:
    before, hour_text, minute, kanji_minute, half, after = match.groups()
    hour = int(hour_text)
    half_day = before or after
    if half_day and hour > 12:
        raise Unreadable(f"「{written}」は時刻として読めません。「13:30」のように書いてください。")
    if half_day in ("午後", "pm"):
        hour = hour % 12 + 12
    elif half_day in ("午前", "am"):
        hour %= 12
    try:
        return time(hour, 30 if half else int(minute or kanji_minute or 0))
    except ValueError:
        raise Unreadable(
            f"「{written}」という時刻はありません。「13:30」のように書いてください。"
        ) from None


def _from_number(number: float) -> date:
    if 10_000 <= number <= 80_000:
        return EXCEL_DAY_ZERO + timedelta(days=int(number))
    match = _DIGITS_DATE.fullmatch(f"{number:.0f}")
    if match is None:
        raise Unreadable(f"「{number:g}」は日付として読めません。{_WRITE_A_DATE}")
    return _day(int(match[1]), int(match[2]), int(match[3]), written=f"{number:.0f}")


def _from_text(cell: str) -> date:
    written = line(cell)
    found = _WEEKDAY.sub("", compact(_MIDNIGHT.sub("", label(cell))))
    if match := _WESTERN_DATE.fullmatch(found):
        return _day(int(match[1]), int(match[3]), int(match[4]), written=written)
    if match := _ERA_DATE.fullmatch(found):
        year = era_year(match[1], match[2], written=written)
        return _day(year, int(match[3]), int(match[4]), written=written)
    if match := _DIGITS_DATE.fullmatch(found):
        return _day(int(match[1]), int(match[2]), int(match[3]), written=written)
    if _YEAR_AND_MONTH.fullmatch(found):
        raise Unreadable(f"「{written}」には日がありません。{_WRITE_A_DATE}")
    if _MONTH_AND_DAY.fullmatch(found):
        raise Unreadable(f"「{written}」には年がありません。{_WRITE_A_DATE}")
    raise Unreadable(f"「{written}」は日付として読めません。{_WRITE_A_DATE}")


def era_year(era_text: str, year_text: str, *, written: str) -> int:
    """令和 or r, with 8 or 元: the calendar year. Raises Unreadable for one that the era has not."""
    era = _SHORT.get(era_text.lower(), era_text)
    year = 1 if year_text == "元" else int(year_text)
    if not 1 <= year <= _LAST_YEARS[era]:
        raise Unreadable(f"「{written}」という年はありません。元号と年を確かめてください。")
    return ERAS[era] + year - 1


def _day(year: int, month: int, day: int, *, written: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"「{written}」という日はありません。日付を確かめてください。") from None


def _plausible(day: date) -> date:
    if not 1868 <= day.year <= 2150:
        raise Unreadable(f"「{day.isoformat()}」は日付の範囲を外れています。年を確かめてください。")
    return day
