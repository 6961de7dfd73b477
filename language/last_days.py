"""「来週」「12月1日」「2週間」「年度末」まで: the last day of what somebody wants to wait for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import DomainError
from language.clock_times import DurationFound, Unit, durations_in
from language.date_rule import add_months
from language.dates import DateFound, ImpossibleDate, dates_in, impossible_dates_in
from language.normalise import normalise

LONGEST = timedelta(days=366)

DAY = "\uf8ff"
"""Stands in ``with_day_hidden`` where a day or a length of days was; no text has it, normalised."""

_BEGUN = re.compile(r"今|本|当|年内|年度内|.*いっぱい$")
_LAST_NUMBER = re.compile(r"(.*?)(\d+)(\D*)")
_LENGTHS = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
_ANY_DAY = date(2026, 11, 20)


class ImpossibleDay(DomainError):
    """A day that is not in the calendar, is over, or is too far away. ``near``: days that can be."""

    def __init__(self, sentence: str, near: tuple[date, ...] = ()) -> None:
        super().__init__(sentence)
        self.near = near


def last_day(text: str, *, today: date, is_national_holiday: Callable[[date], bool]) -> date | None:
    """Of the first day or length of days that is said; None where none is. Weeks end on Sunday; a
    day without a year is the next one of that name; a length is counted from today.

    Raises ImpossibleDay.
    """
    said = _first_said(text, today=today, is_national_holiday=is_national_holiday)
    if said is None:
        return None
    if isinstance(said, ImpossibleDate):
        raise ImpossibleDay(said.sentence, _near(said, today, is_national_holiday))
    last = said.last if isinstance(said, DateFound) else _later(said, today=today)
    if last < today:
        raise ImpossibleDay(
            f"{_spelt(last)}は過ぎています。「12月1日まで止めて」のように、これからの日を送ってください。"
        )
    if last - today > LONGEST:
        raise ImpossibleDay(
            "1年より先までは止められません。これからずっと要らないときは、「もう送らないで」と送ってください。",
            near=(add_months(today, 12),),
        )
    return last


def end_of_next_week(today: date) -> date:
    """Its Sunday."""
    return today + timedelta(days=13 - today.weekday())


@dataclass(frozen=True, slots=True)
class DayHidden:
    """A normalised text, ``DAY`` in place of the first day or length that it says."""

    text: str
    is_from_now: bool = False
    """A length, or a period that has begun: 「10日間」「年内」「3月いっぱい」, but not 「12月1日」「来月」."""
    is_from_a_day: bool = False
    """「12月1日から5日」: from that day, and not from now."""


def day_hidden(text: str) -> DayHidden:
    text = normalise(text)
    said = _first_said(text, today=_ANY_DAY, is_national_holiday=lambda _: False)
    if said is None:
        return DayHidden(text)
    is_length = isinstance(said, DurationFound)
    return DayHidden(
        f"{text[: said.start]}{DAY}{text[said.end :]}",
        is_from_now=is_length or _BEGUN.match(said.words) is not None,
        is_from_a_day=not is_length and re.search("から|〜", said.words) is not None,
    )


def with_day_hidden(text: str) -> str:
    """The text normalised, ``DAY`` in place of the first day or length that it says."""
    return day_hidden(text).text


def _first_said(
    text: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> DateFound | ImpossibleDate | DurationFound | None:
    days = dates_in(text, today=today, is_national_holiday=is_national_holiday)
    impossible = impossible_dates_in(text, today=today, is_national_holiday=is_national_holiday)
    lengths = tuple(length for length in durations_in(text) if length.unit in _LENGTHS)
    said: tuple[DateFound | ImpossibleDate | DurationFound, ...] = (*days, *impossible, *lengths)
    return min(said, key=lambda one: one.start, default=None)


def _near(
    said: ImpossibleDate, today: date, is_national_holiday: Callable[[date], bool]
) -> tuple[date, ...]:
    """Of 2月30日 the last day that February has, and the day after it."""
    number = _LAST_NUMBER.fullmatch(normalise(said.words))
    for less in range(1, 4) if number else ():
        words = f"{number[1]}{int(number[2]) - less}{number[3]}" if number else ""
        days = dates_in(words, today=today, is_national_holiday=is_national_holiday)
        if days and today <= days[0].last <= today + LONGEST:
            return (days[0].last, days[0].last + timedelta(days=1))
    return ()


def _later(length: DurationFound, *, today: date) -> date:
    """Half a month more is 15 days more; half a day is none."""
    whole, is_half = int(length.amount), length.amount % 1 > 0
    match length.unit:
        case Unit.MONTH:
            return add_months(today, whole) + timedelta(days=15 if is_half else 0)
        case Unit.YEAR:
            return add_months(today, 12 * whole + (6 if is_half else 0))
        case Unit.WEEK:
            return today + timedelta(weeks=length.amount)
        case _:
            return today + timedelta(days=length.amount)


def _spelt(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
