"""Days counted within a month: 第2水曜, 来月の第3金曜, 最終金曜, 今月の最終営業日."""

import re
from datetime import date, timedelta

from language.date_rule import (
    Meant,
    Rule,
    Standpoint,
    month_later,
    no_date,
    no_such_day,
    nth_weekday,
    one_day,
    rule,
    whole_month,
)
from language.months import MONTH, month_or_nearest
from language.numerals import number_of
from language.weekdays import WEEKDAY_NAME, weekday_number

_MONTHS_TO_A_FIFTH = 14
_WEEKDAY = (
    rf"(?:第 ?(?P<nth>[1-5一二三四五])(?:週目?の?| ?)|(?P<nth_week>[1-5一二三四五])週目の?|(?P<first_one>最初の|月初め?の)|(?P<final>最終|最後の|ラスト|らすと|月?末の)(?:週の?)?)"
    rf"(?:{WEEKDAY_NAME}|[(](?P<bracketed>[月火水木金土日])[)]"
    r"|(?P<kanji>[月火水木金土])(?=[にまのはがもで、。,かと ]|$))"
)
_OPEN_DAY = r"(?:営業日|開庁日|平日|稼働日)"
_BUSINESS_DAY = (
    rf"(?:(?P<last_open>最終|最後の|(?:月末|末)の?(?:最終)?){_OPEN_DAY}"
    rf"|(?:最初の|初|第 ?[1一]|(?:月初め?|初め)の?){_OPEN_DAY}|第 ?(?P<nth_open>[2-9]){_OPEN_DAY})"
)


def _nth_weekday(match: re.Match[str], at: Standpoint) -> Meant:
    """Without a month: of this one if it is still to come, else of the next that has such a day."""
    nth = -1 if match["final"] else number_of(match["nth"] or match["nth_week"] or "1")
    weekday = weekday_number(match["bracketed"] or match["kanji"] or match["weekday"])
    if match["named"] or match["month"]:
        try:
            return one_day(nth_weekday(*month_or_nearest(match, at), weekday, nth))
        except ValueError:
            raise no_such_day(match[0]) from None
    step = -1 if at.is_report else 1
    for months in range(0, step * _MONTHS_TO_A_FIFTH, step):
        year, month = month_later(at.today.year, at.today.month, months)
        try:
            day = nth_weekday(year, month, weekday, nth)
        except ValueError:
            continue
        if at.has_come_round(day):
            return one_day(day)
    raise no_such_day(match[0])


def _business_day(match: re.Match[str], at: Standpoint) -> Meant:
    if match["named"] or match["month"]:
        return one_day(_business_day_of(match, *month_or_nearest(match, at), at))
    other = -1 if at.is_report else 1
    of_this, of_other = (
        _business_day_of(match, *month_later(at.today.year, at.today.month, months), at)
        for months in (0, other)
    )
    return one_day(of_this if at.has_come_round(of_this) else of_other)


def _business_day_of(match: re.Match[str], year: int, month: int, at: Standpoint) -> date:
    whole, a_day = whole_month(year, month), timedelta(days=1)
    if match["last_open"]:
        return at.business_days_from(whole.last + a_day, -1)
    return at.business_days_from(whole.first - a_day, int(match["nth_open"] or 1))


_SEVERAL = (
    r"第 ?[1-5一二三四五](?:[・、,と]| )(?:第 ?)?[1-5一二三四五](?:週の?)?[月火水木金土日]曜?日?"
)
RULES: tuple[Rule, ...] = (
    rule(rf"(?:毎月の?)?{_SEVERAL}", no_date),
    rule(rf"(?:{MONTH} ?の? ?)?{_WEEKDAY}", _nth_weekday),
    rule(rf"(?:{MONTH} ?の? ?)?{_BUSINESS_DAY}", _business_day),
)
