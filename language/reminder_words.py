"""「来週まで止めて」「毎週火曜の8時半に」「次のお知らせはいつ」: what somebody wants of their weekly message."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from domain.errors import DomainError
from domain.office_values import Unreadable
from domain.weekly_schedule import Weekday
from language.clock_times import TIME, time_said
from language.last_days import last_day
from language.normalise import normalise
from language.reminder_manner import asks_for_nothing
from language.reminder_patterns import AS_BEFORE, NOUN, OF_ALL, SENDS, WEEKDAY
from language.reminder_phrases import says_wish

WEEKEND = (Weekday.SATURDAY, Weekday.SUNDAY)
WEEKEND_CLOSED = "土曜日と日曜日は閉庁日なので、送れません。"

LONGEST_QUESTION = 40
"""Characters of 「次のお知らせはいつ」. Who asks for this alone says it shortly."""


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
class AsTheOffice:
    """The office's day and time. ``is_all``: and no silence, as it was in the beginning."""

    is_all: bool


@dataclass(frozen=True, slots=True)
class ImpossibleTime:
    """A time that there is not: ``sentence`` says so, ``written`` is what was said."""

    weekday: Weekday | None
    written: str
    sentence: str


ReminderWish = SnoozeUntil | SendAt | Stop | Resume | AsTheOffice | ImpossibleTime

_GIVES_UP = re.compile(rf"{OF_ALL}|{AS_BEFORE}")
_WHEN = r"(?:いつ(?:頃|ごろ)?|何日(?:頃|ごろ)?|何曜日?|何時(?:頃|ごろ)?|どの曜日)"
_COMES = r"(?:届く|届きます|届いて|来る|来ます|くる|きます|送られて(?:くる|来る|きます|来ます)|送って(?:くる|くれる|くれます)|もらえる|もらえます)"
_ASKING = (
    r"(?:なん|の|ん)?(?:です|でしょう|だろう|だっけ|でしたっけ|っけ)?(?:か|かな|の|ね|よ)?[?。!]*"
)
_NEXT_ONE = (
    rf"(?:(?:次|次回|今度|今週|来週|毎週|私(?:へ|宛|あて)?|自分(?:へ|宛|あて)?|研修)の?)*{NOUN}"
)
_ASKS_WHEN = re.compile(
    rf"{_NEXT_ONE}(?:は|って|が|、)*(?:次は?、?)?{_WHEN}(?:に|から)?(?:{_COMES})?{_ASKING}"
    rf"|{_NEXT_ONE}の?(?:日|日付|日時|予定|予定日|曜日と時刻|届く日)(?:は|って|を)?(?:{_WHEN}|教えて|おしえて)?(?:ください)?{_ASKING}"
    rf"|(?:次は?|次回は?|今度は?)?、?{_WHEN}に?届(?:く|きます){_ASKING}"
)
_STOPS = rf"(?:止め|とめ|停止|送ら(?:な|ん)|{SENDS}(?:な(?:い|く|んで)|ん(?:で|と))|ストップ)"
_RESUMES = re.compile(
    r"また.{0,8}(?:送[っり]|届け|通知し|知らせ[てに])|再開し?(?!な)|戻して|オンに"
    r"|(?:停止|ストップ|オフ|休止).{0,6}(?:解除|やめ)"
)
_STOP = re.compile(
    rf"{_STOPS}|やめ|切(?:っ|り)|(?:いら|要ら|届け)[なん]|(?:いり|要り)ません|不要|解除|オフ|必要な"
)
_PARTLY = re.compile(
    r"土日|週末|休日|祝日|平日|毎日|夜|昼|朝|[時中]は|だけ(?!を?止)|以外|のとき|回|頻度|減らし|音|鳴ら|文面|メールで"
)
"""What can be set for nobody: it is shown what can."""
_CHANGES = re.compile(
    r"送(?!られ|った)|届け|届くよう|変え|変更|替え|ずら|移し|にして|にし[てたま]|設定し|希望|が(?:いい|よい)|お願い|頼[みむ]|知らせて|通知して"
)
_WEEKDAY_SAID, _TIME_SAID = re.compile(WEEKDAY), re.compile(TIME)


class WeekendChosen(DomainError):
    """``asked``: what was said, as far as it was read."""

    def __init__(self, asked: SendAt | ImpossibleTime | None = None) -> None:
        super().__init__(f"{WEEKEND_CLOSED}月曜日から金曜日のうちから選んでください。")
        self.asked = asked


def asks_when(text: str) -> bool:
    """「次のお知らせはいつ？」, and nothing else."""
    heard = _heard(text)
    return len(heard) <= LONGEST_QUESTION and _ASKS_WHEN.fullmatch(heard) is not None


def wish_in(
    text: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> ReminderWish | None:
    """What they may want; whether it is done at once is for ``says_wish``. None where nothing is asked for.

    Raises WeekendChosen; of ``last_day`` ImpossibleDay.
    """
    heard = _heard(text)
    if asks_for_nothing(text):
        return None
    if given_up := _GIVES_UP.search(heard):
        return AsTheOffice(is_all=re.match(AS_BEFORE, given_up[0]) is not None)
    stops, resumes = _last(_STOP, heard), _last(_RESUMES, heard)
    if resumes >= max(stops, 0):
        return Resume()
    if stops >= 0:
        last = last_day(text, today=today, is_national_holiday=is_national_holiday)
        if last:
            return SnoozeUntil(last)
        return None if _PARTLY.search(heard) else Stop()
    return _time_in(heard) if says_wish(text) or _CHANGES.search(heard) else None


def _last(asked: re.Pattern[str], heard: str) -> int:
    """Where the last such words end; -1 for none. 「また来週まで止めて」 stops, 「停止を解除」 does not."""
    return max((found.end() for found in asked.finditer(heard)), default=-1)


def weekday_to_send(word: str) -> Weekday:
    """火 or 火曜日. Raises WeekendChosen."""
    weekday = _weekday(word)
    if weekday in WEEKEND:
        raise WeekendChosen
    return weekday


def send_at_words(weekday: Weekday | None, at: time | None) -> str:
    """What ``wish_in`` reads as that."""
    day, hour = f"毎週{weekday}" if weekday else "", f"{at.hour}:{at:%M}" if at else ""
    return f"{day}{hour}に送って"


def _weekday(word: str) -> Weekday:
    return next(day for day in Weekday if day.value[0] == word[0])


def _heard(text: str) -> str:
    return normalise(text).replace(" ", "")


def _time_in(heard: str) -> SendAt | ImpossibleTime | None:
    day, said = _WEEKDAY_SAID.search(heard), _TIME_SAID.search(heard)
    weekday = _weekday(day["weekday"] or day["short"]) if day else None
    asked = _asked_for(weekday, said)
    if asked and weekday in WEEKEND:
        raise WeekendChosen(asked)
    return asked


def _asked_for(
    weekday: Weekday | None, said: re.Match[str] | None
) -> SendAt | ImpossibleTime | None:
    if said is None:
        return SendAt(weekday, None) if weekday else None
    try:
        return SendAt(weekday, time_said(said))
    except Unreadable as unreadable:
        return ImpossibleTime(weekday, said["time"], unreadable.sentence)
