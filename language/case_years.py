"""When a case is to be from: 「令和7年度の」「今年の」「2025年度以降の」「ここ1年の」."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain import fiscal_year
from domain.business_calendar import BusinessCalendar
from language.date_rule import Standpoint, add_months
from language.dates import dates_in
from language.numerals import number_of
from language.written_dates import YEAR, year_of

_NOT_OF_CASE = r"(?!末|当初|予算|決算|分|版|課税|税制|採用|入庁|計画|初め|はじめ|始め|早々)"
"""「令和7年度予算の資料」 says what it is about."""
_FISCAL = re.compile(rf"(?:{YEAR}|(?<![\d.年])(?P<short>\d{{1,2}})) ?年度{_NOT_OF_CASE}")
_CALENDAR = re.compile(rf"{YEAR} ?年(?!度|\d|間|前|後|代|[〇一二三四五六七八九十]){_NOT_OF_CASE}")
_LATELY = re.compile(
    r"(?:ここ|この|直近|最近|過去)の?(?P<count>\d{1,2}|[一二三四五六七八九十]{1,2})(?P<unit>年|[かヶカケ]月)間?(?:以内|くらい|ほど)?"
)
_MONTH = re.compile(
    r"(?:(?P<year>20\d\d)年(?:の)?)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?:分|中)?"
    r"(?:に(?:公開|登録|掲載|報告|発表)(?:さ(?:れ(?:た|ている)?)|した|になった)?(?:の)?(?=[^ぁ-ん]|$)|(?=の(?:改善)?(?:事例|取り?組)|以降|以後|まで))"
)
"""「4月の異動の事例」 says what it is about, 「月に10件」 how often."""
_NAMED = re.compile(
    r"(?:[今本当去昨]|一昨|前)年度?|ことし|きょねん|おととし|今年|去年|昨年|今月|先月|先々月"
)
_SINCE = re.compile(r"(?:の)?(?:以降|以後|から(?!の?手)|より後)")
_UP_TO = re.compile(r"(?:の)?(?:以前|まで|より前)")
_INSIDE = re.compile(r"(?:中|内|のうち|の間|いっぱい|じゅう)(?!容)")
_REIWA_BEGAN = 2018


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date
    said: str
    """The words, in the normalised text."""
    words: str
    """How it is said back."""

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_in(
    heard: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> Period | None:
    """Of a normalised text; None where no time that has begun is said."""
    at = Standpoint(today, BusinessCalendar(is_national_holiday), is_report=True)
    found = (
        _fiscal(heard, at)
        or _month(heard, today)
        or _calendar(heard, at)
        or _lately(heard, today)
        or _named(heard, at)
    )
    if found is None:
        return None
    period = _open_ended(found, heard, today=today)
    return period if period.first <= today else None


def _fiscal(heard: str, at: Standpoint) -> Period | None:
    found = _FISCAL.search(heard)
    if found is None:
        return None
    try:
        year = _REIWA_BEGAN + int(found["short"]) if found["short"] else year_of(found, at)
        return _fiscal_period(year, found[0]) if year else None
    except (ValueError, OverflowError):
        return None


def _calendar(heard: str, at: Standpoint) -> Period | None:
    found = _CALENDAR.search(heard)
    if found is None:
        return None
    try:
        year = year_of(found, at)
        return _calendar_period(year, found[0]) if year else None
    except (ValueError, OverflowError):
        return None


def _month(heard: str, today: date) -> Period | None:
    """The last of that name that has begun."""
    found = _MONTH.search(heard)
    if found is None:
        return None
    month = int(found["month"])
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    first = date(year, month, 1)
    last = add_months(first, 1) - timedelta(days=1)
    return Period(first, last, found[0], f"{year}年{month}月")


def _lately(heard: str, today: date) -> Period | None:
    found = _LATELY.search(heard)
    if found is None:
        return None
    months = number_of(found["count"]) * (12 if found["unit"] == "年" else 1)
    first = add_months(today, -months) + timedelta(days=1)
    return Period(first, today, found[0], found[0])


def _named(heard: str, at: Standpoint) -> Period | None:
    """As ``language/dates`` reads it: 今年, 昨年度, 先月."""
    holiday = at.calendar.is_national_holiday
    for day in dates_in(heard, today=at.today, is_national_holiday=holiday, is_report=True):
        said = _NAMED.match(day.words)
        if said is None or (day.last - day.first).days < _A_MONTH:
            continue
        if re.match(_NOT_OF_CASE, heard[day.end :]) is None:
            continue
        if (day.first.month, day.last.month) == (4, 3):
            return _fiscal_period(day.first.year, day.words)
        if (day.first.month, day.last.month) == (1, 12):
            return _calendar_period(day.first.year, day.words)
        return Period(day.first, day.last, day.words, f"{day.first.year}年{day.first.month}月")
    return None


_A_MONTH = 27


def _fiscal_period(year: int, said: str) -> Period:
    return Period(
        fiscal_year.first_day(year), fiscal_year.last_day(year), said, fiscal_year.reiwa(year)
    )


def _calendar_period(year: int, said: str) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), said, f"{year}年")


def _open_ended(period: Period, heard: str, *, today: date) -> Period:
    """令和6年度以降, 2025年まで, 今年度中."""
    end = heard.index(period.said) + len(period.said)
    if since := _SINCE.match(heard, end):
        said = period.said + since[0]
        return replace(period, last=max(today, period.last), said=said, words=f"{period.words}以降")
    if up_to := _UP_TO.match(heard, end):
        said = period.said + up_to[0]
        return replace(period, first=date.min, said=said, words=f"{period.words}まで")
    inside = _INSIDE.match(heard, end)
    return replace(period, said=period.said + inside[0]) if inside else period
