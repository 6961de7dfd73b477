"""「来週」「12月1日」「2週間」「年度末」まで: the last day of what somebody wants to wait for."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain import fiscal_year
from domain.errors import DomainError
from domain.office_dates import date_of, month_and_day
from domain.office_values import Unreadable

LONGEST = timedelta(days=366)

_WORDS = r"今週末?|来週末?(?!の?[月火水木金土日]曜)|再来週末?|明後日|あさって|明日|今月[末中]?|来月[末中]?|月末|年内|年末|(?:今|本)?年度[末内]"
_NEXT_WEEKDAY = r"(?:来週|再来週)の?[月火水木金土日]曜日?"
_WRITTEN = r"(?:\d{4}年|\d{4}[-/.]|(?:令和|r)(?:元|\d{1,2})[年.])?\d{1,2}[月/.-]\d{1,2}日?"
_LENGTH = r"\d{1,3}(?:日間|週間?|(?:か|ヶ|カ|ケ|箇)月)(?:間|後)?"
_DAY_OF_MONTH = r"\d{1,2}日"
DAY = rf"(?:{_NEXT_WEEKDAY}|{_WORDS}|{_WRITTEN}|{_LENGTH}|{_DAY_OF_MONTH})"
"""In a normalised text."""


class ImpossibleDay(DomainError):
    """A day that is not in the calendar, is over, or is too far away."""


def last_day(words: str, *, today: date) -> date:
    """Of what DAY finds. Weeks end on Sunday; a day without a year is the next one of that name.

    Raises ImpossibleDay.
    """
    found = _resolved(words, today=today)
    if found < today:
        raise ImpossibleDay(
            f"{_spelt(found)}は過ぎています。「12月1日まで止めて」のように、これからの日を送ってください。"
        )
    if found - today > LONGEST:
        raise ImpossibleDay(
            "1年より先までは止められません。これからずっと要らないときは、「もう送らないで」と送ってください。"
        )
    return found


def _resolved(words: str, *, today: date) -> date:
    if named := next((_NAMED[name] for name in _NAMED if words.startswith(name)), None):
        return _weekday_of_that_week(words, named(today))
    if match := re.match(r"(\d{1,3})(日間|週|か月|ヶ月|カ月|ケ月|箇月)", words):
        return _later(int(match[1]), match[2], today=today)
    try:
        return _written(words, today=today)
    except Unreadable as unreadable:
        raise ImpossibleDay(unreadable.sentence) from None


def _written(words: str, *, today: date) -> date:
    if of_month := re.fullmatch(r"(\d{1,2})日", words):
        return _next_of_month(int(of_month[1]), today=today)
    short = month_and_day(words.replace(".", "/").replace("-", "/"))
    if short is None:
        return date_of(words)
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, *short)
        except ValueError:  # 29 February: the next year that has one
            continue
        if found >= today:
            return found
    raise Unreadable(f"「{words}」という日はありません。日付を確かめてください。")


def _next_of_month(day: int, *, today: date) -> date:
    year, month = today.year, today.month
    if day < today.day:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(
            f"{month}月に{day}日はありません。「12月1日」のように月から送ってください。"
        ) from None


def _later(count: int, unit: str, *, today: date) -> date:
    if unit == "日間":
        return today + timedelta(days=count)
    if unit == "週":
        return today + timedelta(weeks=count)
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _weekday_of_that_week(words: str, sunday: date) -> date:
    match = re.search(r"([月火水木金土日])曜", words)
    return sunday - timedelta(days=6 - "月火水木金土日".index(match[1])) if match else sunday


def _sunday(weeks: int) -> Callable[[date], date]:
    return lambda today: today + timedelta(days=6 - today.weekday(), weeks=weeks)


def _end_of_month(later: int) -> Callable[[date], date]:
    def end(today: date) -> date:
        year, month = divmod(today.year * 12 + today.month - 1 + later, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    return end


def _end_of_fiscal_year(today: date) -> date:
    return fiscal_year.last_day(fiscal_year.fiscal_year(today))


def _in_days(days: int) -> Callable[[date], date]:
    return lambda today: today + timedelta(days=days)


_NAMED: Mapping[str, Callable[[date], date]] = {
    "今週": _sunday(0),
    "来週": _sunday(1),
    "再来週": _sunday(2),
    "明後日": _in_days(2),
    "あさって": _in_days(2),
    "明日": _in_days(1),
    "今月": _end_of_month(0),
    "来月": _end_of_month(1),
    "月末": _end_of_month(0),
    **dict.fromkeys(("今年度", "本年度", "年度"), _end_of_fiscal_year),
    **dict.fromkeys(("年内", "年末"), lambda today: date(today.year, 12, 31)),
}


def _spelt(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
