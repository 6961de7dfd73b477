"""Years and fiscal years as periods: 年内, 年明け, 年度末, 来年度, 今年度中. A fiscal year is no date."""

import re
from datetime import date

from domain import fiscal_year
from language.date_rule import (
    HABIT,
    NOT_OF_ITS_OWN,
    UNDIRECTED,
    Meant,
    Rule,
    Standpoint,
    add_months,
    kana,
    kana_alone,
    no_date,
    one_day,
    only_named,
    rule,
)
from language.numerals import number_of
from language.written_dates import NAMED_YEAR, YEAR, named_offset, year_of

_NAMED_FISCAL = r"(?P<named_fiscal>今|本|当|来|次|翌|昨|去|前|再来|一昨)年度"
_SAID_FISCAL = rf"(?:{_NAMED_FISCAL}|{YEAR} ?年?度)"
_PLAIN_FISCAL = r"(?<![\d一-龠])年度"
_END = r"(?:の?末|の?終わり|の?おわり|の?最終日)"
_WHOLE = rf"(?:中(?!間)|{kana('じゅう', 'ちゅう')}|内(?!容|示)|いっぱい|一杯|の?うち|の間)"
_START = r"(?:の?(?:初め|始め|はじめ|当初(?!予算)|頭|あたま|初日|明け|早々))"
_HALF = r"の?(?P<half>上半期|下半期|上期|下期|前期|後期|前半|後半)"
_QUARTER = r"の?第 ?(?P<quarter>[1-4一二三四]) ?四半期"
_NAMED_CALENDAR = rf"{NAMED_YEAR}(?<!度)"


def _fiscal(match: re.Match[str], at: Standpoint) -> int:
    """The fiscal year that is said, or the one that today is in. Raises Unreadable."""
    if match.groupdict().get("western") or match.groupdict().get("era"):
        return year_of(match, at) or 0
    named = match.groupdict().get("named_fiscal")
    offset = {"当": 0}.get(named) if named else 0
    offset = named_offset(named) if named and offset is None else offset or 0
    return fiscal_year.fiscal_year(at.today) + offset


def _fiscal_end(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(fiscal_year.last_day(_fiscal(match, at)))


def _plain_fiscal_end(_match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(at.nearest(lambda year: date(year, 3, 31)))


def _fiscal_start(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(fiscal_year.first_day(_fiscal(match, at)))


def _plain_fiscal_start(_match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(at.nearest(lambda year: date(year, 4, 1)))


def _fiscal_whole(match: re.Match[str], at: Standpoint) -> Meant:
    year = _fiscal(match, at)
    return Meant(fiscal_year.first_day(year), fiscal_year.last_day(year))


def _fiscal_bare(match: re.Match[str], at: Standpoint) -> Meant:
    return only_named(match, _fiscal_whole(match, at))


def _fiscal_half(match: re.Match[str], at: Standpoint) -> Meant:
    year = _fiscal(match, at)
    if match["half"] in ("上半期", "上期", "前期", "前半"):
        return Meant(date(year, 4, 1), date(year, 9, 30))
    return Meant(date(year, 10, 1), date(year + 1, 3, 31))


def _half_of_this(match: re.Match[str], at: Standpoint) -> Meant:
    """上期中: of the fiscal year that goes on; one that is over, of the next."""
    year = fiscal_year.fiscal_year(at.today)
    if match["half"][0] == "下":
        return Meant(date(year, 10, 1), date(year + 1, 3, 31))
    is_over = at.today > date(year, 9, 30) and not at.is_report
    return Meant(date(year + is_over, 4, 1), date(year + is_over, 9, 30))


def _this_day(match: re.Match[str], at: Standpoint) -> Meant:
    """去年の今日; 29 February is the 28th elsewhere."""
    return one_day(add_months(at.today, 12 * (_calendar(match, at).first.year - at.today.year)))


def _fiscal_quarter(match: re.Match[str], at: Standpoint) -> Meant:
    year, quarter = _fiscal(match, at), number_of(match["quarter"] or match["this_quarter"])
    match quarter - 1:
        case 0:
            return Meant(date(year, 4, 1), date(year, 6, 30))
        case 1:
            return Meant(date(year, 7, 1), date(year, 9, 30))
        case 2:
            return Meant(date(year, 10, 1), date(year, 12, 31))
        case _:
            return Meant(date(year + 1, 1, 1), date(year + 1, 3, 31))


def _calendar(match: re.Match[str], at: Standpoint) -> Meant:
    year = year_of(match, at) or at.today.year
    return Meant(date(year, 1, 1), date(year, 12, 31))


def _calendar_bare(match: re.Match[str], at: Standpoint) -> Meant:
    return only_named(match, _calendar(match, at))


def _calendar_end(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_calendar(match, at).last)


def _calendar_start(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_calendar(match, at).first)


def _this_year(_match: re.Match[str], at: Standpoint) -> Meant:
    return Meant(date(at.today.year, 1, 1), date(at.today.year, 12, 31))


def _end_of_year(_match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(at.nearest(lambda year: date(year, 12, 31)))


def _after_new_year(_match: re.Match[str], at: Standpoint) -> Meant:
    """年明け in an office: the first open day after 3 January."""
    return one_day(at.nearest(lambda year: at.calendar.next_business_day(date(year, 1, 4))))


RULES: tuple[Rule, ...] = (
    rule(rf"{_SAID_FISCAL}{_END}", _fiscal_end),
    rule(
        rf"(?:{_PLAIN_FISCAL}末|{kana('ねんどまつ')})(?!{HABIT}){NOT_OF_ITS_OWN}{UNDIRECTED}",
        _plain_fiscal_end,
    ),
    rule(rf"{_SAID_FISCAL}{_WHOLE}", _fiscal_whole),
    rule(rf"{_PLAIN_FISCAL}(?:内|中|いっぱい)", _fiscal_whole),
    rule(rf"{_SAID_FISCAL}{_START}", _fiscal_start),
    rule(rf"{_PLAIN_FISCAL}{_START}(?!{HABIT})", _plain_fiscal_start),
    rule(rf"(?:{_SAID_FISCAL}|{_PLAIN_FISCAL}){_HALF}", _fiscal_half),
    rule(
        rf"(?:(?:{_SAID_FISCAL}|{_PLAIN_FISCAL}){_QUARTER}|第 ?(?P<this_quarter>[1-4一二三四]) ?四半期(?=中|内|末|まで|いっぱい))",
        _fiscal_quarter,
    ),
    rule(
        r"(?<![一-龠々])(?P<half>[上下]半?期)(?=中|内(?!容)|末|いっぱい|の?うち|まで)",
        _half_of_this,
    ),
    rule(_NAMED_FISCAL, _fiscal_bare),
    rule(rf"{YEAR} ?年?度", no_date),
    rule(r"年末年始|年末調整|\d+年度|年度[更替]", no_date),
    rule(rf"{_NAMED_CALENDAR}{_WHOLE}", _calendar),
    rule(rf"{_NAMED_CALENDAR}(?:の?(?:年末|末|終わり))", _calendar_end),
    rule(rf"{_NAMED_CALENDAR}(?:の?(?:初め|始め|はじめ|頭|早々|元日|元旦))", _calendar_start),
    rule(rf"{_NAMED_CALENDAR}の(?:今日|本日|同じ日)", _this_day),
    rule(_NAMED_CALENDAR, _calendar_bare),
    rule(rf"(?<![\d一-龠])年内|(?<![\d一-龠])年中に|{kana_alone('ねんない')}", _this_year),
    rule(
        rf"(?<![\d一-龠])(?:年末|{kana('ねんまつ')})(?!{HABIT}|年始){NOT_OF_ITS_OWN}{UNDIRECTED}",
        _end_of_year,
    ),
    rule(
        rf"(?:{_NAMED_CALENDAR}の?)?(?<!\d)(?:年明け|{kana('としあけ')})(?:早々)?", _after_new_year
    ),
)
