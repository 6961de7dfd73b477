"""The one day that a message means, of all that it says."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from language.dates import DateFound, dates_in
from language.intents import Intent
from language.normalise import normalise
from language.tense import is_report

_IS_THE_END = re.compile(
    r"(?:いっぱい|中)?(?:まで|迄|締|〆|必着|が期限|に(?:変更|変えて|延期|延ば|ずら|し(?:て|とい)))"
)

_WEEKDAY_LAST = re.compile(
    r"([月火水木金土日])(?:曜日?|(?=[)\]>・,/]))(?:[・,/]? ?(?:祝日?|休))?[)\]>]?$"
)
_ONLY_WEEKDAY = re.compile(r"[月火水木金土日](?:曜日?)?")
_WEEKDAYS = "月火水木金土日"
_BESIDE = re.compile(r"の?[ 、(]?")
_IN_NUMBERS = re.compile(r"\d[/月.-]|\d日")


def days_said(
    text: str, *, intent: Intent, today: date, is_national_holiday: Callable[[date], bool]
) -> tuple[DateFound, ...]:
    """All, in the order of the text; past or to come as the intent and the words have it."""
    return dates_in(
        text,
        today=today,
        is_national_holiday=is_national_holiday,
        is_report=is_report(intent, text),
    )


def meant_day(
    text: str, *, intent: Intent, today: date, is_national_holiday: Callable[[date], bool]
) -> date | None:
    """Of 来週中, 年度末まで, 来月上旬 the last day; 来月 that is only named means no day.

    Of several: until when, if that is said; else the first that lies where the message looks.
    """
    found = days_said(text, intent=intent, today=today, is_national_holiday=is_national_holiday)
    heard = normalise(text)
    days = _exact([day for day in found if not day.is_bare_period], heard)
    looks_back = is_report(intent, text)
    ends = [day for day in days if _IS_THE_END.match(heard, day.end)]
    there = [day for day in days if (day.last <= today if looks_back else day.last >= today)]
    chosen = _first([] if looks_back else ends) or _first(there) or _first(days)
    return chosen.last if chosen else None


def other_weekday(day: DateFound) -> str:
    """11月10日の水曜, where that is a Tuesday: 水. Empty where it is right or none is said."""
    said = _WEEKDAY_LAST.search(day.words) if day.first == day.last else None
    return said[1] if said and said[1] != _WEEKDAYS[day.first.weekday()] else ""


def with_weekday(day: date, weekday: str) -> tuple[date, date]:
    """The days of that weekday before and after ``day``."""
    before = (day.weekday() - _WEEKDAYS.index(weekday)) % 7
    return day - timedelta(days=before), day + timedelta(days=7 - before)


def in_week_of(known: date, day: DateFound, *, today: date) -> date:
    """木曜, said of a day that is known: of its week, if that is not to come."""
    if _ONLY_WEEKDAY.fullmatch(day.words) is None:
        return day.first
    meant = known + timedelta(days=day.first.weekday() - known.weekday())
    return meant if meant <= today else day.first


def _exact(days: Sequence[DateFound], heard: str) -> list[DateFound]:
    """年明け1/15, 来週の11/25: the day said in numbers stands for the words right before it."""
    following = [*days[1:], None]
    return [
        day
        for day, after in zip(days, following, strict=False)
        if after is None
        or _BESIDE.fullmatch(heard, day.end, after.start) is None
        or _IN_NUMBERS.search(day.words)
        or not _IN_NUMBERS.search(after.words)
    ]


def _first(days: Sequence[DateFound]) -> DateFound | None:
    return days[0] if days else None
