"""What people write for a schedule or for the office's own days: words and their values."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import TypeVar

from domain.business_calendar import Days
from domain.errors import DomainError
from domain.office import QuietHours
from domain.office_dates import date_of, time_of
from domain.office_values import Unreadable, one_of
from domain.weekly_schedule import Weekday, WeeklySchedule

Value = TypeVar("Value", date, time, Weekday)

LONGEST_WORD = 40
"""Characters. No day and no time is longer, and the refusal repeats what was written."""

_OTHER_WORDS = {
    word: weekday for weekday in Weekday for word in (weekday.value[0], weekday.value[:2])
}
"""月 and 月曜 beside 月曜日."""


_DASH = re.compile(r"[-－–~〜～]")


class ImpossibleSchedule(DomainError):
    """A weekday, a time or a day that cannot be; the sentence says which, and what to write."""


def weekly_schedule(name: str, *, weekday: str, at: str) -> WeeklySchedule:
    """火曜 and 8:30, or 8時半. Raises ImpossibleSchedule."""
    return WeeklySchedule(name, weekday=_read(weekday, _weekday_of), at=_read(at, time_of))


def office_days(*, first: str, last: str = "") -> Days:
    """One day, or from one to another. Raises ImpossibleSchedule, or ImpossibleDays."""
    begins = _read(first, date_of)
    return Days(begins, _read(last, date_of) if last.strip() else begins)


def quiet_hours(words: str) -> QuietHours:
    """20:00-8:00, 20時〜8時. Raises ImpossibleSchedule, or ImpossibleOffice."""
    ends = _DASH.split(words.strip())
    if len(ends) != 2:
        raise ImpossibleSchedule("送らない時間帯は「20:00-8:00」のように書いてください。")
    begins, until = (_read(end, time_of) for end in ends)
    return QuietHours(begins, until)


def _weekday_of(word: str) -> Weekday:
    return one_of(word, Weekday, also=_OTHER_WORDS)


def _read(words: str, meaning: Callable[[str], Value]) -> Value:
    if not words.strip():
        raise ImpossibleSchedule("「火曜日」「8:30」「2026/8/13」のように書いてください。")
    if len(words) > LONGEST_WORD:
        raise ImpossibleSchedule(f"曜日・時刻・日付は{LONGEST_WORD}文字以内で書いてください。")
    try:
        return meaning(words)
    except Unreadable as unreadable:
        raise ImpossibleSchedule(unreadable.sentence) from None
