"""「来週まで止めて」「毎週火曜の8時半に」「もう送らないで」: what somebody asks for of their weekly message."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from domain.errors import DomainError
from domain.office_values import Unreadable
from domain.weekly_schedule import Weekday
from language.clock_times import TIME, time_said
from language.last_days import DAY, last_day, with_day_hidden
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
_SENDS = r"(?:に|で|を)?(?:送|届|変|して|お願い|知らせ|通知)"
_NAMELESS = re.compile(r"\(\?P<\w+>")


def _bare(pattern: str) -> str:
    """Without the names, so that it may stand twice."""
    return f"(?:{_NAMELESS.sub('(?:', pattern)})"


_SAYS_UNTIL = re.compile(
    rf"{_TOPIC}{DAY}(?:まで|いっぱい|の間|間)?(?:は)?[、 ]*{_TOPIC}{_STOPS}.{{0,12}}[。!]*"
)
_SAYS_SO = re.compile(
    _TOPIC
    + "(?:"
    + "|".join(
        (
            rf"もう{_TOPIC}(?:送ら|いら|要ら|届け)な.{{0,10}}",
            rf"また{_TOPIC}(?:送|届け|通知し).{{0,10}}",
            rf"毎週の?[月火水木金土日](?:曜日?)?の?、?(?:{_bare(TIME)})?(?:に|で)?(?:{_SENDS}.{{0,12}})?",
            rf"{_bare(_WEEKDAY)}の?、?(?:{_bare(TIME)})?{_SENDS}.{{0,12}}",
            rf"(?:毎週の?)?{_bare(TIME)}(?:に|で)?(?:送|届).{{0,12}}",
        )
    )
    + ")[。!]*"
)
_RESUMES = re.compile(
    r"また.{0,8}(?:送[っり]|届け|通知し|知らせ[てに])|再開し?(?!な)|戻して|オンに"
    r"|(?:停止|ストップ|オフ|休止).{0,6}(?:解除|やめ)"
)
_STOP = re.compile(rf"{_STOPS}|やめ|(?:いら|要ら|届け)な|不要|解除|オフ")
_NOT_ASKED = re.compile(
    r"(?:止め|とめ|停止し|やめ|再開し|ストップし|オフにし)な(?:い|く)|(?:止め|とめ|停止し|やめ)た.{0,6}のに|(?:届か|来|こ)な"
    rf"|{DAY}から.{{0,12}}(?:送|届|再開)"
)
"""To go on as it is, a complaint, or what is not to be had: all of it is shown, nothing done."""
_WEEKDAY_SAID, _TIME_SAID = re.compile(_WEEKDAY), re.compile(TIME)


class WeekendChosen(DomainError):
    def __init__(self) -> None:
        super().__init__("土曜日と日曜日には送れません。月曜日から金曜日のうちから選んでください。")


def says_wish(text: str) -> bool:
    """Whether the message is such a wish and nothing else, whatever a model thinks of it."""
    heard = _heard(text)
    if len(heard) > LONGEST:
        return False
    return bool(_SAYS_SO.fullmatch(heard) or _SAYS_UNTIL.fullmatch(_with_day_hidden(text)))


def wish_in(
    text: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> ReminderWish | None:
    """None where nothing is asked for: they want to see how it is set.

    Raises WeekendChosen; of ``last_day`` ImpossibleDay.
    """
    heard = _heard(text)
    if _NOT_ASKED.search(_with_day_hidden(text)):
        return None
    stops, resumes = _last(_STOP, heard), _last(_RESUMES, heard)
    if resumes >= max(stops, 0):
        return Resume()
    if stops >= 0:
        last = last_day(text, today=today, is_national_holiday=is_national_holiday)
        return SnoozeUntil(last) if last else Stop()
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


def _with_day_hidden(text: str) -> str:
    return with_day_hidden(text).replace(" ", "")


def _time_in(heard: str) -> SendAt | ImpossibleTime | None:
    day, said = _WEEKDAY_SAID.search(heard), _TIME_SAID.search(heard)
    weekday = weekday_to_send(day["weekday"] or day["short"]) if day else None
    if said is None:
        return SendAt(weekday, None) if weekday else None
    try:
        return SendAt(weekday, time_said(said))
    except Unreadable as unreadable:
        return ImpossibleTime(weekday, said["time"], unreadable.sentence)
