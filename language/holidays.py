"""Holidays by their names and the days about them: 文化の日, 成人の日の連休明け, 連休明け, 仕事始め."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from language.date_rule import (
    HABIT,
    UNDIRECTED,
    Meant,
    Rule,
    Standpoint,
    kana,
    nth_weekday,
    one_day,
    rule,
)
from language.months import MONTH, month_or_nearest
from language.written_dates import NAMED_YEAR, YEAR, year_of

_LONG_RUN = 3
"""Closed days in a row that make 連休."""
_FARTHEST = 400
_A_DAY = timedelta(days=1)

DayOf = Callable[[int], date]


def _fixed(month: int, day: int) -> DayOf:
    return lambda year: date(year, month, day)


def _monday(month: int, nth: int) -> DayOf:
    return lambda year: nth_weekday(year, month, 0, nth)


def _equinox(month: int, of_1980: float) -> DayOf:
    """The usual formula for 1980 to 2099; the Cabinet Office announces each a year before."""
    return lambda year: date(
        year, month, int(of_1980 + 0.242194 * (year - 1980) - (year - 1980) // 4)
    )


_NAMES: Mapping[str, DayOf] = {
    "元日|元旦|がんたん|正月元日": _fixed(1, 1),
    "成人の日|せいじんのひ": _monday(1, 2),
    "建国記念の?日": _fixed(2, 11),
    "天皇誕生日": _fixed(2, 23),
    "春分の日|しゅんぶんのひ": _equinox(3, 20.8431),
    "昭和の日": _fixed(4, 29),
    "憲法記念日|けんぽうきねんび": _fixed(5, 3),
    "みどりの日|緑の日": _fixed(5, 4),
    "(?:こども|子供|子ども)の日": _fixed(5, 5),
    "海の日|うみのひ": _monday(7, 3),
    "山の日|やまのひ": _fixed(8, 11),
    "敬老の日|けいろうのひ": _monday(9, 3),
    "秋分の日|しゅうぶんのひ": _equinox(9, 23.2488),
    "スポーツの日|体育の日": _monday(10, 2),
    "文化の日|ぶんかのひ": _fixed(11, 3),
    "勤労感謝の日?(?:日|ひ)|きんろうかんしゃのひ": _fixed(11, 23),
    "クリスマスイ[ブヴ]": _fixed(12, 24),
    "クリスマス(?!イ|会)": _fixed(12, 25),
    "大晦日|大みそか|おおみそか": _fixed(12, 31),
}
_GOLDEN_WEEK = (
    r"(?:ゴールデン・?ウ[ィイ]ーク|(?<![a-z])gw(?![a-z])|黄金週間|ごーるでんうぃーく|大型連休)"
)
_RUNS: Mapping[str, tuple[DayOf, DayOf]] = {
    _GOLDEN_WEEK: (_fixed(5, 3), _fixed(5, 5)),
    r"(?:シルバー・?ウ[ィイ]ーク)": (_monday(9, 3), _monday(9, 3)),
    r"(?:(?:お|旧)?盆|(?<![お-ん])おぼん)": (_fixed(8, 13), _fixed(8, 16)),
    r"(?:お?正月|三が日|年末年始|年始|冬休み|新年)": (_fixed(1, 1), _fixed(1, 3)),
}
"""Times off that have a name, each with its first and last day."""
_YEAR_SAID = rf"(?:(?:{YEAR}年|{NAMED_YEAR})の?)?"
_ON_THE_DAY = rf"(?:{UNDIRECTED}|(?=翌|前|次))"
"""元旦マラソン is a name."""
_OFF = r"の?(?:お?休み|連休|三連休|3連休|休暇|休日|祝日)?の?"
_AFTER = rf"(?:明け|あけ|{kana('あけ')}|が明けた?ら?|が終わったら)(?:の(?:最初の)?(?:営業日|平日|初日|開庁日)|の?[月火水木金]曜日?)?"
_BEFORE = r"(?:前(?=[にのま、。はで]|$)|の?前の?(?:営業日|平日|開庁日))"
_LONG = r"(?:(?:今度|次|つぎ|この|こんど)の)?(?:[3-9三四五六七八九]連休|大型連休|連休|れんきゅう)"


def _said_or_nearest(match: re.Match[str], at: Standpoint, day_of: DayOf) -> date:
    year = year_of(match, at)
    return day_of(year) if year is not None else at.nearest(day_of)


def _on(day_of: DayOf) -> Callable[[re.Match[str], Standpoint], Meant]:
    return lambda match, at: one_day(_said_or_nearest(match, at, day_of))


def _after(day_of: DayOf) -> Callable[[re.Match[str], Standpoint], Meant]:
    """The first open day after the run of closed days that the day lies in."""

    def resolve(match: re.Match[str], at: Standpoint) -> Meant:
        return one_day(_said_or_nearest(match, at, lambda year: at.open_day_after(day_of(year))))

    return resolve


def _before(day_of: DayOf) -> Callable[[re.Match[str], Standpoint], Meant]:
    def resolve(match: re.Match[str], at: Standpoint) -> Meant:
        return one_day(_said_or_nearest(match, at, lambda year: at.open_day_before(day_of(year))))

    return resolve


def _long_run(at: Standpoint, start: date, step: int) -> tuple[date, date] | None:
    """The first run of closed days, going ``step`` from ``start``, that is long enough."""
    day = start
    for _ in range(_FARTHEST):
        if not at.calendar.is_open(day):
            before, after = at.open_day_before(day), at.open_day_after(day)
            if (after - before).days - 1 >= _LONG_RUN:
                return before, after
            day = after if step > 0 else before
        day += step * _A_DAY
    return None


def _after_long_run(_match: re.Match[str], at: Standpoint) -> Meant | None:
    if not at.is_report:
        run = _long_run(at, at.today, 1)
        return one_day(run[1]) if run else None
    run = _long_run(at, at.open_day_before(at.today + _A_DAY), -1)
    return one_day(run[1]) if run else None


def _before_long_run(_match: re.Match[str], at: Standpoint) -> Meant | None:
    run = _long_run(at, at.calendar.next_business_day(at.today), 1)
    return one_day(run[0]) if run else None


def _after_run_of_month(match: re.Match[str], at: Standpoint) -> Meant | None:
    run = _long_run(at, date(*month_or_nearest(match, at), 1), 1)
    return one_day(run[1]) if run else None


def _after_days_off(_match: re.Match[str], at: Standpoint) -> Meant | None:
    """休み明け: after the closed days that come next, however few."""
    day = at.open_day_before(at.today + _A_DAY) if at.is_report else at.today
    for _ in range(_FARTHEST):
        if not at.calendar.is_open(day):
            return one_day(at.open_day_after(day))
        day += -_A_DAY if at.is_report else _A_DAY
    return None


def _next_holiday(at: Standpoint) -> date | None:
    days = (at.today + n * _A_DAY for n in range(1, _FARTHEST))
    return next((day for day in days if at.calendar.is_national_holiday(day)), None)


def _on_next_holiday(_match: re.Match[str], at: Standpoint) -> Meant | None:
    day = _next_holiday(at)
    return one_day(day) if day else None


def _after_next_holiday(_match: re.Match[str], at: Standpoint) -> Meant | None:
    day = _next_holiday(at)
    return one_day(at.open_day_after(day)) if day else None


def _first_day_of_work(year: int) -> date:
    return date(year, 1, 3)


def _last_day_of_work(year: int) -> date:
    return date(year, 12, 29)


RULES: tuple[Rule, ...] = (
    *(rule(rf"{_YEAR_SAID}(?:{names}){_ON_THE_DAY}", _on(day_of)) for names, day_of in _NAMES.items()),
    *(rule(rf"{_YEAR_SAID}(?:{names}){_OFF}{_AFTER}", _after(day)) for names, day in _NAMES.items()),
    *(rule(rf"{_YEAR_SAID}{names}{_OFF}{_AFTER}", _after(last)) for names, (_, last) in _RUNS.items()),
    *(rule(rf"{_YEAR_SAID}{names}{_OFF}{_BEFORE}", _before(first)) for names, (first, _) in _RUNS.items()),
    rule(rf"{_LONG}の?{_AFTER}(?!{HABIT})", _after_long_run),
    rule(rf"(?<![一-龠お夏春みり])お?休み{_AFTER}(?!{HABIT})", _after_days_off),
    rule(r"(?:次|今度|つぎ|こんど)の祝日", _on_next_holiday),
    rule(rf"(?:(?:次|今度)の)?祝日{_AFTER}", _after_next_holiday),
    rule(rf"{_LONG}{_BEFORE}", _before_long_run),
    rule(rf"{MONTH}の?{_LONG}の?{_AFTER}", _after_run_of_month),
    rule(rf"{_YEAR_SAID}(?:仕事|御用|しごと)(?:始め|初め|はじめ)(?!式)", _after(_first_day_of_work)),
    rule(rf"{_YEAR_SAID}(?:仕事|御用|しごと)(?:納め|おさめ|収め)(?!式)", _before(_last_day_of_work)),
)  # fmt: skip
