"""「来週まで止めて」「毎週火曜の8時半に」「もう送らないで」: what somebody asks for of their weekly message."""

import re
from dataclasses import dataclass
from datetime import date, time

from domain.errors import DomainError
from domain.office_dates import time_of
from domain.office_values import Unreadable
from domain.weekly_schedule import Weekday
from language.last_days import DAY, last_day
from language.normalise import normalise

LONGEST = 40
"""Characters. Who asks for this alone says it shortly."""


@dataclass(frozen=True, slots=True)
class SnoozeUntil:
    """``last``: the last day without messages."""

    last: date


@dataclass(frozen=True, slots=True)
class SendAt:
    """What is None stays as it is; one of the two is there."""

    weekday: Weekday | None
    at: time | None


@dataclass(frozen=True, slots=True)
class Stop:
    pass


@dataclass(frozen=True, slots=True)
class Resume:
    pass


@dataclass(frozen=True, slots=True)
class ImpossibleTime:
    """A time that there is not: ``sentence`` says so, ``written`` is what was said."""

    weekday: Weekday | None
    written: str
    sentence: str


ReminderWish = SnoozeUntil | SendAt | Stop | Resume | ImpossibleTime

_TOPIC = r"(?:(?:この|毎週の|研修の)?(?:お?知らせ|リマインド|リマインダー|通知)(?:の(?:配信|曜日|時刻|時間))?[をはがも]?[、 ]*)?"
_STOPS = r"(?:止め|とめ|停止|送らな|ストップ)"
_WEEKDAY = (
    r"(?:毎週の?)?(?P<weekday>[月火水木金土日])曜日?|毎週の?(?P<short>[月火水木金土日])(?![一-龠])"
)
_TIME = (
    r"(?P<half>午前|午後|朝|昼|夕方|夜|am|pm)?の?"
    r"(?P<time>\d{1,2}(?::\d{2}|時(?:半|\d{1,2}分)?)(?:am|pm)?)"
)
_SENDS = r"(?:に|で|を)?(?:送|届|変|して|お願い|知らせ|通知)"
_NAMELESS = re.compile(r"\(\?P<\w+>")


def _bare(pattern: str) -> str:
    """Without the names, so that it may stand twice."""
    return f"(?:{_NAMELESS.sub('(?:', pattern)})"


_SAYS_SO = re.compile(
    _TOPIC
    + "(?:"
    + "|".join(
        (
            rf"{DAY}(?:まで|いっぱい|の間|間)?(?:は)?[、 ]*{_TOPIC}{_STOPS}.{{0,12}}",
            rf"もう{_TOPIC}(?:送ら|いら|要ら|届け)な.{{0,10}}",
            rf"また{_TOPIC}(?:送|届け|通知し).{{0,10}}",
            rf"毎週の?[月火水木金土日](?:曜日?)?の?、?(?:{_bare(_TIME)})?(?:に|で)?(?:{_SENDS}.{{0,12}})?",
            rf"{_bare(_WEEKDAY)}の?、?(?:{_bare(_TIME)})?{_SENDS}.{{0,12}}",
            rf"(?:毎週の?)?{_bare(_TIME)}(?:に|で)?(?:送|届).{{0,12}}",
        )
    )
    + ")[。!]*"
)
_RESUMES = re.compile(
    r"また.{0,8}(?:送[っり]|届け|通知し|知らせ[てに])|再開し?(?!な)|戻して|オンに"
    r"|(?:停止|ストップ|オフ|休止).{0,6}(?:解除|やめ)"
)
_DAY = re.compile(DAY)
_STOP = re.compile(rf"{_STOPS}|やめ|(?:いら|要ら|届け)な|不要|解除|オフ")
_NOT_ASKED = re.compile(
    r"(?:止め|とめ|停止し|やめ|再開し|ストップし|オフにし)な(?:い|く)|(?:止め|とめ|停止し|やめ)た.{0,6}のに|(?:届か|来|こ)な"
    rf"|{DAY}から.{{0,12}}(?:送|届|再開)"
)
"""To go on as it is, a complaint, or what is not to be had: all of it is shown, nothing done."""
_WEEKDAY_SAID, _TIME_SAID = re.compile(_WEEKDAY), re.compile(_TIME)
_HALF_DAYS = {"朝": "午前", "昼": "午後", "夕方": "午後", "夜": "午後"}


class WeekendChosen(DomainError):
    def __init__(self) -> None:
        super().__init__("土曜日と日曜日には送れません。月曜日から金曜日のうちから選んでください。")


def says_wish(text: str) -> bool:
    """Whether the message is such a wish and nothing else, whatever a model thinks of it."""
    heard = _heard(text)
    return len(heard) <= LONGEST and _SAYS_SO.fullmatch(heard) is not None


def wish_in(text: str, *, today: date) -> ReminderWish | None:
    """None where nothing is asked for: they want to see how it is set.

    Raises WeekendChosen; of ``last_day`` ImpossibleDay.
    """
    heard = _heard(text)
    if _NOT_ASKED.search(heard):
        return None
    stops, resumes = _last(_STOP, heard), _last(_RESUMES, heard)
    if resumes >= max(stops, 0):
        return Resume()
    if stops >= 0:
        day = _DAY.search(heard)
        return SnoozeUntil(last_day(day[0], today=today)) if day else Stop()
    return _time_in(heard)


def _last(asked: re.Pattern[str], heard: str) -> int:
    """Where the last such words end; -1 for none. 「また来週まで止めて」 stops, 「停止を解除」 does not."""
    return max((found.end() for found in asked.finditer(heard)), default=-1)


def weekday_to_send(word: str) -> Weekday:
    """火 or 火曜日. Raises WeekendChosen."""
    weekday = next(day for day in Weekday if day.value[0] == word[0])
    if weekday in (Weekday.SATURDAY, Weekday.SUNDAY):
        raise WeekendChosen
    return weekday


def _heard(text: str) -> str:
    return normalise(text).replace(" ", "")


def _time_in(heard: str) -> SendAt | ImpossibleTime | None:
    day, said = _WEEKDAY_SAID.search(heard), _TIME_SAID.search(heard)
    weekday = weekday_to_send(day["weekday"] or day["short"]) if day else None
    if said is None:
        return SendAt(weekday, None) if weekday else None
    half = said["half"] or ""
    written = _HALF_DAYS.get(half, half) + said["time"]
    try:
        return SendAt(weekday, time_of(written))
    except Unreadable as unreadable:
        return ImpossibleTime(weekday, said["time"], unreadable.sentence)
