"""Dates in a message: which days are meant, in which words (CONTRACT.md, date conventions).

Rules are tried at every place; of what begins first the longest holds, and rules for what is no
date (毎週月曜, 2026年度, 2/3の職員) hold like the others, so that no part of it is taken for one.
Whoever acts on a date says it back.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from domain.business_calendar import BusinessCalendar, NeverOpen
from domain.office_values import Unreadable
from language import (
    day_words,
    holidays,
    months,
    no_dates,
    nth_weekdays,
    weekdays,
    written_dates,
    years,
)
from language.date_rule import Meant, Rule, Standpoint, one_day
from language.normalise import normalise
from language.numerals import number_of
from language.weekdays import weekday_number


@dataclass(frozen=True, slots=True)
class DateFound:
    first: date
    last: date
    """The same for a single day; of 来週中 and 年度末まで the end."""
    words: str
    """As the normalised text has them."""
    start: int
    end: int
    """Where in the normalised text."""
    is_bare_period: bool = False
    """A week, month or year that is only named (来月の研修, 今週のまとめ): no deadline is said."""


@dataclass(frozen=True, slots=True)
class ImpossibleDate:
    """Words for a day that there is not: 2月30日, 13/45."""

    words: str
    start: int
    end: int
    sentence: str
    """Says so, and what to do."""


_RULES: tuple[Rule, ...] = (
    *no_dates.RULES,
    *written_dates.RULES,
    *months.RULES,
    *nth_weekdays.RULES,
    *weekdays.RULES,
    *years.RULES,
    *holidays.RULES,
    *day_words.RULES,
)
_BESIDE = re.compile(
    r"の?(?:(?P<days>翌日|次の日|あくる日|前日|前の日)|(?P<open>翌営業日|次の営業日|翌開庁日|前営業日|前の営業日))"
)
_DENIED = re.compile(
    r"(?:じゃ|では|や)(?:なくて?|のうて)(?!と|ては)"
    r"|(?:じゃ|では)(?:な(?:い|かった)(?:です|よ|わ|ね)?|ありません(?:でした)?)(?=[、。!]|$)"
)
"""11/20ではなく11/27: only the second is meant. 昨日じゃない: none is, but 昨日じゃない? asks for a yes."""
_TO_THE_END = re.compile(r"(?:年度?|月)末日?$|まつ$|マツ$")
_UNTIL = re.compile(r"まで|迄")
_ANOTHER_DAY = re.compile(
    r"(?:〜|-|・|,|または|もしくは|[、かと]|から) ?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:(?P<sun>日)(?: ?[(\[][月火水木金土日][)\]])?(?!間|ほど|くらい|かけ|連続)|(?<![、かとら]\d)(?<![、かとら]\d\d)(?![\d/.:一-龠ァ-ヺa-z]))"
)
_ANOTHER_WEEKDAY = re.compile(
    r"(?:か|と|・|、|や|または|もしくは|or)(?P<weekday>[月火水木金土日]曜日?)"
)
_KEPT = 32
"""Texts read last: of one message several ask for days, and every rule looks through all of it."""
_JOINT = re.compile(r" ?(?:〜|から|-) ?")
_NUMBERED_DAY = re.compile(r"(?:\d|[一二三四五六七八九十])日?(?: ?[(\[<].{1,7}[)\]>])?$")


def dates_in(
    text: str,
    *,
    today: date,
    is_national_holiday: Callable[[date], bool],
    is_report: bool = False,
) -> tuple[DateFound, ...]:
    """In the order of the text. What has no year, month or week is the nearest past day in a report,
    else the nearest to come. Any text will do; nothing is raised."""
    at = Standpoint(today, BusinessCalendar(is_national_holiday), is_report)
    return tuple(found for found in _read(normalise(text), at) if isinstance(found, DateFound))


def impossible_dates_in(
    text: str,
    *,
    today: date,
    is_national_holiday: Callable[[date], bool],
    is_report: bool = False,
) -> tuple[ImpossibleDate, ...]:
    """Days that are said and that there are not, in the order of the text."""
    at = Standpoint(today, BusinessCalendar(is_national_holiday), is_report)
    return tuple(found for found in _read(normalise(text), at) if isinstance(found, ImpossibleDate))


def _read(text: str, at: Standpoint) -> list[DateFound | ImpossibleDate]:
    read: list[DateFound | ImpossibleDate] = []
    after = 0
    for rule, match in _candidates(text):
        if match.start() < after:
            continue
        after = match.end()
        if (found := _meant(rule, match, at)) is None or _DENIED.match(text, found.end):
            continue
        if isinstance(found, DateFound):
            found = _until(_beside(found, text, at), text, at)
            for another in (*_same_month(found, text), *_same_week(found, text)):
                read.append(found)
                found = another
        read.append(found)
        after = max(after, found.end)
    return _spans_joined(read, text)


@lru_cache(maxsize=_KEPT)
def _candidates(text: str) -> tuple[tuple[Rule, re.Match[str]], ...]:
    """First what begins first, of these the longest, of these the earlier rule."""
    matches = [
        (match.start(), -match.end(), order, match)
        for order, rule in enumerate(_RULES)
        for match in _overlapping(rule.pattern, text)
    ]
    matches.sort(key=lambda candidate: candidate[:3])
    return tuple((_RULES[order], match) for _, _, order, match in matches)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Also those that begin inside an earlier one: that may lose to another rule."""
    place = 0
    while (match := pattern.search(text, place)) is not None:
        if match.end() > match.start():
            yield match
        place = match.start() + 1


def _meant(rule: Rule, match: re.Match[str], at: Standpoint) -> DateFound | ImpossibleDate | None:
    words = match[0].strip()
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    try:
        meant = rule.resolve(match, at)
    except Unreadable as unreadable:
        return ImpossibleDate(words, start, start + len(words), unreadable.sentence)
    except (NeverOpen, OverflowError, ValueError):
        return None
    return _found(meant, words, start) if meant else None


def _found(meant: Meant, words: str, start: int) -> DateFound:
    return DateFound(
        meant.first, meant.last, words, start, start + len(words), meant.is_bare_period
    )


def _beside(found: DateFound, text: str, at: Standpoint) -> DateFound:
    """文化の日の翌日, 月末の前営業日: the day beside the one that was found."""
    beside = _BESIDE.match(text, found.end)
    if beside is None or found.first != found.last:
        return found
    step = -1 if "前" in beside[0] else 1
    if beside["days"]:
        day = found.last + timedelta(days=step)
    else:
        day = at.business_days_from(found.last, step)
    return replace(found, first=day, last=day, words=found.words + beside[0], end=beside.end())


def _until(found: DateFound, text: str, at: Standpoint) -> DateFound:
    """年度末まで: from today."""
    is_end = found.first == found.last and _TO_THE_END.search(found.words)
    if is_end and at.today <= found.last and _UNTIL.match(text, found.end):
        return replace(found, first=at.today)
    return found


def _same_month(found: DateFound, text: str) -> Iterator[DateFound]:
    """12月1日・2日, 7/1〜3: days that leave out the month of the one before them."""
    has_month = re.search(r"[月/]|^\d+日", found.words) and _NUMBERED_DAY.search(found.words)
    while has_month and found.first == found.last:
        another = _ANOTHER_DAY.match(text, found.end)
        if another is None or (another["sun"] is None and "日" in found.words):
            return
        day = number_of(another["day"])
        if not found.last.day < day <= monthrange(found.last.year, found.last.month)[1]:
            return
        meant = one_day(found.last.replace(day=day))
        found = _found(meant, text[another.start("day") : another.end()], another.start("day"))
        yield found


def _same_week(found: DateFound, text: str) -> Iterator[DateFound]:
    """今週の木曜か金曜: the weekday after it is of the same week."""
    while found.first == found.last and (another := _ANOTHER_WEEKDAY.match(text, found.end)):
        if not re.search(r"週.{0,2}[月火水木金土日]", found.words):
            return
        monday = found.first - timedelta(days=found.first.weekday())
        day = monday + timedelta(days=weekday_number(another["weekday"]))
        start = another.start("weekday")
        found = _found(one_day(day), text[start : another.end()], start)
        yield found


def _spans_joined(
    read: list[DateFound | ImpossibleDate], text: str
) -> list[DateFound | ImpossibleDate]:
    """12月1日から12月3日: one span."""
    joined: list[DateFound | ImpossibleDate] = []
    for found in read:
        before = joined[-1] if joined else None
        if (
            isinstance(before, DateFound)
            and isinstance(found, DateFound)
            and before.last <= found.first
            and _JOINT.fullmatch(text, before.end, found.start)
        ):
            joined[-1] = _found(
                Meant(before.first, found.last), text[before.start : found.end], before.start
            )
        else:
            joined.append(found)
    return joined
