"""Days said from today: 明日, あさって, 一昨日, 3日後, 一週間前, 3か月後, 2週間以内."""

import re
from datetime import date, timedelta

from language.date_rule import (
    Meant,
    Resolve,
    Rule,
    Standpoint,
    add_months,
    kana,
    kana_alone,
    kana_value,
    no_date,
    no_such_day,
    one_day,
    rule,
)
from language.numerals import number, number_of

_WORDS: tuple[tuple[str, int], ...] = (
    (rf"(?:今日|本日)(?!的|子|この頃|このごろ)|今[朝晩夜夕](?!会)|{kana_alone('きょう', 'ほんじつ')}|(?<![a-z])kyou(?![a-z])", 0),
    (rf"明日(?!香)|明[朝晩]|{kana_alone('あした', 'あす', 'みょうにち')}|(?<![a-z])as(?:h)?ita(?![a-z])", 1),
    (rf"明後日|{kana('あさって')}|(?<![a-z])asatte(?![a-z])", 2),
    (rf"明[々明]後日|{kana('しあさって')}", 3),
    (rf"昨日|昨[夜晩]|{kana_alone('きのう', 'さくじつ', 'ゆうべ')}|(?<![a-z])kinou(?![a-z])", -1),
    (rf"一昨日|{kana('おととい', 'おとつい', 'いっさくじつ')}", -2),
    (rf"一昨[々昨]日|{kana('さきおととい')}", -3),
)  # fmt: skip
_COUNT = number(3, name="count")
_A_COUNT = rf"(?:{_COUNT}|(?P<native>ひと|ふた|一と)|(?P<half>半))"
_UNIT = r"(?P<unit>日間?|週間?|[かヶカケ箇ヵ個]月間?|月(?=[後前])|年間?)"
_KANA_LENGTHS = {
    "ふつか": 2,
    "みっか": 3,
    "よっか": 4,
    "いつか": 5,
    "とおか": 10,
    "いっしゅうかん": 7,
    "にしゅうかん": 14,
    "さんしゅうかん": 21,
}
_KANA_LENGTH = rf"(?P<kana_length>{kana(*_KANA_LENGTHS)})"
_LENGTH = rf"(?:{_A_COUNT} ?{_UNIT}|{_KANA_LENGTH})"
_FROM_NOW = r"(?:(?:今日?|本日|きょう|現在|これ)から[、 ]?)"
_OF_ITSELF = rf"(?:{_FROM_NOW}|(?<!の)(?<!から)(?<!より)(?<!後)(?<!てから)(?<!(?![約度体丸])[一-龠々])(?<![\d〜]))"
"""Not 締切の3日前, 開催3日前, 申込から3日後: those are counted from something else."""
_LATER = r"(?:後(?!半|続|輩)|ご(?=[にのま、。はで]|$)|先(?=[にのま、。はで]|$)|ゴ)"
_EARLIER = r"(?:前|まえ|マエ)(?!まで|後)(?!に?(?:は|も)?、?(?:お?知らせ|通知|リマインド|送[っるりら]|届け|教えて(?!もら|くれ|いただ)))"
_WITHIN = r"(?:以内|いない)"


_MONTH_UNITS = "かヶカケ箇ヵ個月"


def _away(days: int) -> Resolve:
    return lambda _match, at: one_day(at.today + timedelta(days=days))


def _shifted(match: re.Match[str], day: date, direction: int) -> date:
    """``day`` moved by the length that is said. Raises Unreadable beyond the calendar."""
    try:
        return _moved(match, day, direction)
    except (OverflowError, ValueError):
        raise no_such_day(match[0]) from None


def _moved(match: re.Match[str], day: date, direction: int) -> date:
    if said := match["kana_length"]:
        return day + direction * timedelta(days=kana_value(said, _KANA_LENGTHS))
    unit, count = match["unit"], direction * _count(match)
    if unit[0] in _MONTH_UNITS:
        return day + direction * timedelta(days=15) if match["half"] else add_months(day, count)
    if unit[0] == "年":
        return add_months(day, direction * 6 if match["half"] else 12 * count)
    days = 7 if unit[0] == "週" else 1
    return day + timedelta(days=count * days)


def _count(match: re.Match[str]) -> int:
    if native := match["native"]:
        return 2 if native == "ふた" else 1
    return number_of(match["count"] or "0")


def _later(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_shifted(match, at.today, 1))


def _earlier(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_shifted(match, at.today, -1))


def _within(match: re.Match[str], at: Standpoint) -> Meant:
    last = _shifted(match, at.today, 1)
    return Meant(at.today, last)


def _business_days(match: re.Match[str], at: Standpoint) -> Meant:
    """Today is not counted."""
    count = number_of(match["count"])
    day = at.business_days_from(at.today, -count if match["way"] == "前" else count)
    return Meant(at.today, day) if match["way"] == "以内" else one_day(day)


def _next_open_day(_match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(at.open_day_after(at.today))


def _open_day_before(_match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(at.open_day_before(at.today))


_OPEN_DAYS = r"(?:営業日|開庁日|稼働日|平日)"
RULES: tuple[Rule, ...] = (
    *(rule(words, _away(days)) for words, days in _WORDS),
    rule(rf"{_OF_ITSELF}{_LENGTH}{_LATER}(?:の今日)?", _later),
    rule(rf"{_OF_ITSELF}{_LENGTH}{_EARLIER}(?:の(?:今日|本日))?", _earlier),
    rule(rf"{_OF_ITSELF}{_LENGTH}{_WITHIN}", _within),
    rule(rf"{_COUNT} ?年前の(?!今日|研修|講座|講習)", no_date),
    rule(rf"{_LENGTH}(?:{_LATER}|前|まえ|{_WITHIN})", no_date),
    rule(
        rf"{_OF_ITSELF}{number(2, name='count')} ?{_OPEN_DAYS}(?P<way>後|先|前(?!まで)|以内)",
        _business_days,
    ),
    rule(rf"{number(2)} ?{_OPEN_DAYS}", no_date),
    rule(rf"(?:翌|明|次の?){_OPEN_DAYS}", _next_open_day),
    rule(rf"(?<!の)(?:前|直前の?|一つ前の){_OPEN_DAYS}", _open_day_before),
)
