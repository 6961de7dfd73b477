"""Months and their parts: 来月10日, 12月上旬, 今月中, 月末."""

import re
from datetime import date, timedelta

from language.date_rule import (
    HABIT,
    NOT_OF_ITS_OWN,
    UNDIRECTED,
    Meant,
    Rule,
    Standpoint,
    add_months,
    kana,
    kana_value,
    month_later,
    no_date,
    no_such_day,
    one_day,
    only_named,
    rule,
    whole_month,
)
from language.normalise import fold_kana
from language.numerals import KANA_NUMBERS, number, number_of
from language.written_dates import (
    DAY_OF_WEEK,
    IN_BRACKETS,
    NAMED_YEAR,
    YEAR,
    day_in_month,
    month_day,
    year_of,
)

_OFFSETS = {
    "先々": -2,
    "先先": -2,
    "せんせん": -2,
    "前々": -2,
    "先": -1,
    "せん": -1,
    "前": -1,
    "再来": 2,
    "来々": 2,
    "さらい": 2,
    "来": 1,
    "らい": 1,
    "翌": 1,
    "今": 0,
    "こん": 0,
    "当": 0,
    "本": 0,
}
_NAMED = (
    r"(?P<named>(?:先々|先先|前々|再来|来々|先|前|来|翌|今|当|本)月"
    rf"|{kana('せんせんげつ', 'せんげつ', 'さらいげつ', 'らいげつ', 'こんげつ')})"
)
_NUMBERED = rf"(?:(?:{YEAR} ?年|{NAMED_YEAR}) ?の?(?:[、 ])?)?(?<![/.:-]){number(2, name='month')} ?(?:月|{kana('がつ')})"
MONTH = rf"(?:{_NAMED}|{_NUMBERED})"

_LAST_DAY = r"(?:の?末日?|の?(?:おわり|終わり|終り|最終日)|の?月末|まつ)"
_WHOLE = r"(?:中(?![旬頃ご盤間止心])|ちゅう|じゅう|いっぱい|一杯|内(?!容|定|示|外|部|科)|の?うち)"
_THIRDS = r"(?:の?(?P<third>上旬|初旬|中旬|下旬|じょうじゅん|ちゅうじゅん|げじゅん))"
_FIRST_DAY = r"(?:の?(?:月初め?|初日|初め|始め|はじめ|頭|あたま|アタマ|しょっぱな|早々))"
_HALVES = r"(?:の?(?P<half>半ば|なかば|中頃|中ごろ|真ん中|前半|後半))"
_NOT_A_COMPOUND = (
    r"(?=まで|迄|以降|以内|の(?!間|もの忘)|に(?!1回|一回|[一1]度|何|数|\d)|は|から|も|が|で|、|。|\?|!|$| |頃|ごろ|開催|実施|開始|開講|受講|予定|締|〆|提出|時点"
    r"|[ぁ-ん])"
)
_SUN = rf"(?:日|{kana('にち')})"
_DAY = r"(?P<day>(?<![\d.])\d{1,2}|[一二三四五六七八九十]{1,3})"
_SUN_LEFT_OUT = rf"(?:{IN_BRACKETS}|(?=までに?|迄|〆|締|付|から(?!\d)|以降|必着|開催|(?:の|に|は|で|、)(?![\d位倍点人件回個])))"
"""1月19に終わった: 日 is missing; 1月19人 counts something."""
_KANA_DAYS = (
    {f"{words}にち": number for words, number in KANA_NUMBERS.items() if number < 32}
    | dict(zip(("ついたち", "ふつか", "みっか", "よっか", "いつか"), range(1, 6), strict=True))
    | dict(zip(("むいか", "なのか", "ようか", "ここのか", "とおか"), range(6, 11), strict=True))
    | {"じゅうよっか": 14, "はつか": 20, "にじゅうよっか": 24}
)
_KANA_MONTHS = {f"{words}がつ": number for words, number in KANA_NUMBERS.items() if number <= 12}
_KANA_DAY = rf"(?P<kana_day>{kana(*_KANA_DAYS)})"


def _month(match: re.Match[str], at: Standpoint) -> tuple[int, int] | None:
    """Year and month that are said; None for a month without a year. Raises Unreadable."""
    if named := match.groupdict().get("named"):
        heard = fold_kana(named)
        offset = next(count for name, count in _OFFSETS.items() if heard.startswith(name))
        return month_later(at.today.year, at.today.month, offset)
    if match["month"] is None:
        return None
    year, month = year_of(match, at), _numbered_month(match)
    if year is not None and (match["fiscal"] or match["only_fiscal"]) and month < 4:
        year += 1
    return None if year is None else (year, month)


def _numbered_month(match: re.Match[str]) -> int:
    month = number_of(match["month"])
    if not 1 <= month <= 12:
        raise no_such_day(match[0])
    return month


def month_or_nearest(match: re.Match[str], at: Standpoint) -> tuple[int, int]:
    """A month without a year is one that still goes on or comes; in a report, that has begun."""
    if (said := _month(match, at)) is not None:
        return said
    month = _numbered_month(match)
    this_month, year = at.today.month, at.today.year
    if at.is_report:
        return (year, month) if month <= this_month else (year - 1, month)
    return (year, month) if month >= this_month else (year + 1, month)


def _day_of_month(match: re.Match[str], at: Standpoint) -> Meant:
    kana_day = match.groupdict().get("kana_day")
    day = kana_value(kana_day, _KANA_DAYS) if kana_day else number_of(match["day"])
    if (said := _month(match, at)) is not None:
        return day_in_month(*said, day, words=match[0])
    return month_day(_numbered_month(match), day, at, words=match[0])


def _day_in_kana(match: re.Match[str], at: Standpoint) -> Meant:
    month, kana_day = kana_value(match["kana_month"], _KANA_MONTHS), match["kana_day"]
    day = kana_value(kana_day, _KANA_DAYS) if kana_day else number_of(match["day"])
    return month_day(month, day, at, words=match[0])


def _whole(match: re.Match[str], at: Standpoint) -> Meant:
    return whole_month(*month_or_nearest(match, at))


def _bare(match: re.Match[str], at: Standpoint) -> Meant:
    return only_named(match, _whole(match, at))


def _last_day(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_whole(match, at).last)


def _last_day_short(match: re.Match[str], at: Standpoint) -> Meant:
    """11/末."""
    month = _numbered_month(match)
    year = at.today.year
    if not at.is_report and month < at.today.month:
        year += 1
    return one_day(whole_month(year, month).last)


def _this_day(match: re.Match[str], at: Standpoint) -> Meant:
    """来月の今日."""
    year, month = month_or_nearest(match, at)
    return one_day(add_months(at.today, 12 * (year - at.today.year) + month - at.today.month))


def _first_day(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_whole(match, at).first)


def _third(match: re.Match[str], at: Standpoint) -> Meant:
    return _third_of(match["third"], *month_or_nearest(match, at))


def _third_of(name: str, year: int, month: int) -> Meant:
    whole = whole_month(year, month)
    tenth, twentieth = date(year, month, 10), date(year, month, 20)
    if name in ("上旬", "初旬", "じょうじゅん"):
        return Meant(whole.first, tenth)
    if name in ("中旬", "ちゅうじゅん"):
        return Meant(tenth.replace(day=11), twentieth)
    return Meant(twentieth.replace(day=21), whole.last)


def _half(match: re.Match[str], at: Standpoint) -> Meant:
    whole = whole_month(*month_or_nearest(match, at))
    if match["half"] == "前半":
        return Meant(whole.first, whole.first.replace(day=15))
    if match["half"] == "後半":
        return Meant(whole.first.replace(day=16), whole.last)
    return one_day(whole.first.replace(day=15))


def _bare_third(match: re.Match[str], at: Standpoint) -> Meant:
    """上旬 without a month: of this month as long as it is not over, else of the next."""
    this, other = (
        _third_of(match["third"], *month_later(at.today.year, at.today.month, months))
        for months in (0, -1 if at.is_report else 1)
    )
    return this if at.has_come_round(this.first if at.is_report else this.last) else other


def _coming_last_day(_match: re.Match[str], at: Standpoint) -> Meant:
    last = whole_month(at.today.year, at.today.month).last
    if at.is_report and last != at.today:
        last = last.replace(day=1) - timedelta(days=1)
    return one_day(last)


def _coming_middle(_match: re.Match[str], at: Standpoint) -> Meant:
    middle = at.today.replace(day=15)
    if at.has_come_round(middle):
        return one_day(middle)
    return one_day(add_months(middle, -1 if at.is_report else 1))


def _coming_first_day(_match: re.Match[str], at: Standpoint) -> Meant:
    first = at.today.replace(day=1)
    if at.is_report or first == at.today:
        return one_day(first)
    return one_day(date(*month_later(first.year, first.month, 1), 1))


RULES: tuple[Rule, ...] = (
    rule(rf"{MONTH} ?の? ?{_DAY} ?{_SUN}(?![間号目]|ほど|くらい|連続){DAY_OF_WEEK}", _day_of_month),
    rule(rf"{MONTH} ?の? ?(?P<day>(?<!\d)\d{{1,2}}){_SUN_LEFT_OUT}", _day_of_month),
    rule(rf"(?:{MONTH}) ?の? ?{_KANA_DAY}", _day_of_month),
    rule(
        rf"(?P<kana_month>{kana(*_KANA_MONTHS)}) ?[のノ]? ?(?:{_KANA_DAY}|{_DAY}{_SUN})",
        _day_in_kana,
    ),
    rule(rf"{MONTH}{_LAST_DAY}", _last_day),
    rule(r"(?<![\d/.])(?P<month>\d{1,2})/末日?", _last_day_short),
    rule(rf"{_NAMED}の今日", _this_day),
    rule(rf"{MONTH}{_FIRST_DAY}", _first_day),
    rule(rf"{MONTH}{_THIRDS}", _third),
    rule(rf"{MONTH}{_HALVES}", _half),
    rule(rf"{MONTH}{_WHOLE}", _whole),
    rule(rf"{_NAMED}(?![号分額比])", _bare),
    rule(rf"{_NUMBERED}{_NOT_A_COMPOUND}", _bare),
    rule(rf"{MONTH}(?:号|分)", no_date),
    rule(
        rf"(?<!毎)(?<!各)(?:月末日?|{kana('げつまつ')})(?!{HABIT}){NOT_OF_ITS_OWN}{UNDIRECTED}",
        _coming_last_day,
    ),
    rule(rf"(?<!毎)(?<!各)(?:月初め?|月頭|月はじめ)(?!{HABIT}){UNDIRECTED}", _coming_first_day),
    rule(rf"(?<![\d一-龠])月(?:半ば|なかば)(?!{HABIT})", _coming_middle),
    rule(rf"(?P<third>上旬|初旬|中旬|下旬)(?!{HABIT})", _bare_third),
)
