"""Weeks and their days: 来週水曜, 再来週の火, 今週末, 週明け, 今度の金曜, 2週間後の木曜."""

import re
from datetime import date, timedelta

from language.date_rule import (
    HABIT,
    UNDIRECTED,
    Meant,
    Rule,
    Standpoint,
    kana,
    no_date,
    no_such_day,
    one_day,
    only_named,
    rule,
)
from language.normalise import fold_kana
from language.numerals import number, number_of

_KANA_WEEKDAYS = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_KANA_NAME = kana(*(f"{day}よう" for day in _KANA_WEEKDAYS))
_BI = kana("び")
WEEKDAY_NAME = (
    rf"(?P<weekday>[月火水木金土日](?:曜(?:日|{_BI})?|{kana('よう')}(?:日|{_BI})?|[用耀]日)|{_KANA_NAME}(?:{_BI}|日)|"
    r"(?:げつ|すい|もく|きん|にち|か|ど)曜日?)"
)
_WEEK_OFFSETS = {
    "再々来": 3,
    "再来": 2,
    "さ来": 2,
    "来々": 2,
    "さらい": 2,
    "来": 1,
    "らい": 1,
    "翌": 1,
    "次": 1,
    "つぎの": 1,
    "今": 0,
    "こん": 0,
    "本": 0,
    "先々": -2,
    "先先": -2,
    "せんせん": -2,
    "前々": -2,
    "先": -1,
    "せん": -1,
    "前": -1,
}
_WEEK = (
    r"(?:(?P<week>(?:再々来|再来|来々|さ来|来|らい|次の?|今|本|先々|先先|前々|先|前)週"
    rf"|来しゅう|{kana('さらいしゅう', 'らいしゅう', 'こんしゅう', 'せんせんしゅう', 'せんしゅう')})"
    rf"|(?P<weeks>{number(2)}) ?週間?(?P<way>後|前|先))"
)
_WEEK_MISSPELT = r"(?P<week>翌週|来(?:集|周|襲|習)|再来(?:集|周|襲|習)|次週)"
"""Weeks only beside a weekday."""
_ONE_KANJI = (
    r"(?:(?P<kanji>[月火水木金土])(?=[までにのはがもと、。,・か!? )]|午前|午後|朝|昼|夕|締|〆|迄|頃|$)(?!の?(?:件|道|額|うち))"
    r"| ?[(\[](?P<bracketed>[月火水木金土日])[)\]])"
)
_SHORT_KANA = rf"(?P<kana_weekday>{_KANA_NAME})(?=[までにのはがも、。か ]|$)"
_A_WEEKDAY = rf"(?:{WEEKDAY_NAME}|{_ONE_KANJI}|{_SHORT_KANA})"
_WHOLE = r"(?:(?:中(?![間心旬])|ちゅう|じゅう|いっぱい|一杯|内(?!容|定)|の?うち)(?:に|は)?(?!の?朝)|の間)"
_START = r"の?(?:明け|あけ|頭|あたま|初め|始め|はじめ|早々)"
_MIDDLE = r"の?(?:半ば|なかば|真ん中|中頃|中ごろ)"
_COMING = r"(?P<coming>今度|次|つぎ|こんど|直近|この次|今)の?[、 ]?"
_PAST = r"(?P<past>この前|この間|こないだ|こないだの|前回|前|まえ|さっき|直前|過ぎた)の?"


def weekday_number(words: str) -> int:
    """Of 水曜日, すいよう, スイヨウビ or 水: 0 for Monday."""
    if words[0] in "月火水木金土日":
        return "月火水木金土日".index(words[0])
    heard = fold_kana(words)
    return next(n for n, name in enumerate(_KANA_WEEKDAYS) if heard.startswith(name))


def _said_weekday(match: re.Match[str]) -> int:
    said = match.groupdict()
    names = ("weekday", "kanji", "bracketed", "kana_weekday")
    return weekday_number(next(name for key in names if (name := said.get(key))))


def _monday(match: re.Match[str], at: Standpoint) -> date:
    """Of the week that is said. Weeks start on Monday."""
    if count := match.groupdict().get("weeks"):
        offset = number_of(count) * (-1 if match["way"] == "前" else 1)
    else:
        said = match["week"]
        heard = fold_kana(said)
        offset = next(weeks for name, weeks in _WEEK_OFFSETS.items() if heard.startswith(name))
    return _this_monday(at) + timedelta(weeks=offset)


def _this_monday(at: Standpoint) -> date:
    return at.today - timedelta(days=at.today.weekday())


def _days(monday: date, first: int, last: int) -> Meant:
    return Meant(monday + timedelta(days=first), monday + timedelta(days=last))


def _weekday_of_week(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_monday(match, at) + timedelta(days=_said_weekday(match)))


def _this_weekday(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_monday(match, at) + timedelta(days=at.today.weekday()))


def _day_of_week(match: re.Match[str], at: Standpoint) -> Meant:
    """来週25日. Raises Unreadable where that week has no such day."""
    monday = _monday(match, at)
    days = (monday + timedelta(days=n) for n in range(7))
    day = next((day for day in days if day.day == int(match["day"])), None)
    if day is None:
        raise no_such_day(match[0])
    return one_day(day)


def _weekend(match: re.Match[str], at: Standpoint) -> Meant:
    return _days(_monday(match, at), 5, 6)


def _whole(match: re.Match[str], at: Standpoint) -> Meant:
    return _days(_monday(match, at), 0, 6)


def _start(match: re.Match[str], at: Standpoint) -> Meant:
    """来週頭, 来週明け: the first open day of that week."""
    return one_day(at.calendar.next_business_day(_monday(match, at)))


def _middle(match: re.Match[str], at: Standpoint) -> Meant:
    return one_day(_monday(match, at) + timedelta(days=2))


def _several_days(match: re.Match[str], at: Standpoint) -> Meant | None:
    """来週の月火: from the first to the last; None where they are not in the order of the week."""
    days = [weekday_number(name) for name in match["several"]]
    return _days(_monday(match, at), days[0], days[-1]) if days == sorted(set(days)) else None


def _half(match: re.Match[str], at: Standpoint) -> Meant:
    first, last = (0, 2) if match["half"] == "前半" else (3, 6)
    return _days(_monday(match, at), first, last)


def _bare(match: re.Match[str], at: Standpoint) -> Meant:
    return only_named(match, _whole(match, at))


def _bare_weekday(match: re.Match[str], at: Standpoint) -> Meant:
    """The nearest such day that is not today; who means today says 今日."""
    return _nearest_weekday(_said_weekday(match), at, is_past=at.is_report)


def _coming_weekday(match: re.Match[str], at: Standpoint) -> Meant:
    return _nearest_weekday(_said_weekday(match), at, is_past=False)


def _past_weekday(match: re.Match[str], at: Standpoint) -> Meant:
    return _nearest_weekday(_said_weekday(match), at, is_past=True)


def _nearest_weekday(weekday: int, at: Standpoint, *, is_past: bool) -> Meant:
    ahead = (weekday - at.today.weekday()) % 7
    return one_day(at.today + timedelta(days=ahead - 7 if is_past else ahead or 7))


def _this_weekend(_match: re.Match[str], at: Standpoint) -> Meant:
    weeks = -1 if at.is_report and at.today.weekday() < 5 else 0
    return _days(_this_monday(at) + timedelta(weeks=weeks), 5, 6)


def _rest_of_week(_match: re.Match[str], at: Standpoint) -> Meant:
    return _days(_this_monday(at), 0, 6)


def _after_weekend(match: re.Match[str], at: Standpoint) -> Meant:
    monday = _this_monday(at) + timedelta(weeks=0 if at.is_report else 1)
    return one_day(monday + timedelta(days=_said_weekday(match)))


def _next_start(_match: re.Match[str], at: Standpoint) -> Meant:
    weeks = 0 if at.is_report else 1
    return one_day(at.calendar.next_business_day(_this_monday(at) + timedelta(weeks=weeks)))


_ANY_WEEKDAY = r"[月火水木金土日](?:曜日?)?"
RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:毎週|隔週|毎月|各週|毎度|[1一]週(?:間)?おき)の?(?:第?[\d一二三四]+)?{_ANY_WEEKDAY}(?:曜日?)?",
        no_date,
    ),
    rule(rf"[月火水木金土日]曜日?(?:から|〜|-|~){_ANY_WEEKDAY}", no_date),
    rule(r"[月火水木金土日](?:〜|-)[月火水木金土日](?![一-龠])", no_date),
    rule(r"[月火水木金土日]曜(?:日?(?:ごと|毎)|日?は(?:休み|定休|閉庁|いつも|毎))", no_date),
    rule(rf"{_WEEK}(?:末?[のノ]? ?|、|は){_A_WEEKDAY}", _weekday_of_week),
    rule(rf"{_WEEK_MISSPELT}の? ?{_A_WEEKDAY}", _weekday_of_week),
    rule(rf"{_WEEK}の?今日", _this_weekday),
    rule(
        rf"{_WEEK}の? ?(?P<day>\d{{1,2}})日(?!間|ほど)(?:[(\[][月火水木金土日](?:曜日?)?[)\]])?",
        _day_of_week,
    ),
    rule(rf"{_WEEK}の?土日", _weekend),
    rule(
        rf"{_WEEK}の? ?(?P<several>[月火水木金土日]{{2,5}})(?=[でにのかはがを、。 ]|$)",
        _several_days,
    ),
    rule(rf"{_WEEK}(?:の?週末|末|{kana('まつ')})", _weekend),
    rule(rf"{_WEEK}{_WHOLE}", _whole),
    rule(rf"(?P<week>再来周|来周|翌週|次週){_WHOLE}", _whole),
    rule(rf"{_WEEK}{_START}", _start),
    rule(rf"{_WEEK}{_MIDDLE}", _middle),
    rule(rf"{_WEEK}の?(?P<half>前半|後半)", _half),
    rule(rf"{_WEEK}(?![号報])(?(weeks)の週)", _bare),
    rule(
        rf"(?<!毎)(?<!よい)(?<!良い)(?:週末|{kana('しゅうまつ')})(?!{HABIT}){UNDIRECTED}",
        _this_weekend,
    ),
    rule(rf"(?<!毎)(?:週明け|{kana('しゅうあけ')})(?:早々)?(?!{HABIT}){UNDIRECTED}", _next_start),
    rule(rf"(?<!毎)週明けの?、?{WEEKDAY_NAME}(?!{HABIT})", _after_weekend),
    rule(r"(?<!毎)週内", _rest_of_week),
    rule(rf"{_COMING}{WEEKDAY_NAME}", _coming_weekday),
    rule(rf"{_PAST}{WEEKDAY_NAME}", _past_weekday),
    rule(
        rf"(?<![月火水木金土日毎・]){WEEKDAY_NAME}(?!{HABIT}|品|会|大工|役|版|夜間|開庁|休館|休診|どうで){UNDIRECTED}",
        _bare_weekday,
    ),
)
