"""「来週まで止めて」「毎週火曜の8時半に」「次のお知らせはいつ」: what somebody wants of their weekly message."""

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

WEEKEND = (Weekday.SATURDAY, Weekday.SUNDAY)
WEEKEND_CLOSED = "土曜日と日曜日は閉庁日なので、送れません。"

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

_NOUN = r"(?:お?知らせ|リマインド|リマインダー|通知)"
_TOPIC = rf"(?:(?:この|毎週の|研修の)?{_NOUN}(?:の(?:配信|曜日と時刻|曜日|時刻|時間|設定))?[をはがも]?[、 ]*)?"
_STOPS = r"(?:止め|とめ|停止|送らな|ストップ)"
_WEEKDAY = (
    r"(?:毎週の?)?(?P<weekday>[月火水木金土日])曜日?|毎週の?(?P<short>[月火水木金土日])(?![一-龠])"
)
_SENDS = r"(?:に|で|を)?(?:送|届|変|して|お願い|知らせ|通知)"
_OF_ALL = r"(?:全体|みんな|皆|ほかの人|他の人|全員)(?:の設定)?と(?:同じ|一緒|いっしょ)(?:曜日|時刻|時間|の)?"
_AS_BEFORE = r"(?:元|もと|最初|はじめ|初期設定|初期状態|標準|デフォルト)(?:の(?:設定|曜日|時刻|時間|曜日と時刻))?(?:に|へ|どおりに|通りに)(?:戻|もど)"
_GIVES_UP = re.compile(rf"{_OF_ALL}(?:に|で|が(?:いい|よい))|{_AS_BEFORE}")
_WHEN = r"(?:いつ(?:頃|ごろ)?|何日(?:頃|ごろ)?|何曜日?|何時(?:頃|ごろ)?|どの曜日)"
_COMES = r"(?:届く|届きます|届いて|来る|来ます|くる|きます|送られて(?:くる|来る|きます|来ます)|送って(?:くる|くれる|くれます)|もらえる|もらえます)"
_ASKING = (
    r"(?:なん|の|ん)?(?:です|でしょう|だろう|だっけ|でしたっけ|っけ)?(?:か|かな|の|ね|よ)?[?。!]*"
)
_NEXT_ONE = (
    rf"(?:(?:次|次回|今度|今週|来週|毎週|私(?:へ|宛|あて)?|自分(?:へ|宛|あて)?|研修)の?)*{_NOUN}"
)
_ASKS_WHEN = re.compile(
    rf"{_NEXT_ONE}(?:は|って|が|、)*(?:次は?、?)?{_WHEN}(?:に|から)?(?:{_COMES})?{_ASKING}"
    rf"|{_NEXT_ONE}の?(?:日|日付|日時|予定|予定日|曜日と時刻|届く日)(?:は|って|を)?(?:{_WHEN}|教えて|おしえて)?(?:ください)?{_ASKING}"
    rf"|(?:次は?|次回は?|今度は?)?、?{_WHEN}に?届(?:く|きます){_ASKING}"
)
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
            rf"{_OF_ALL}(?:に|で|が(?:いい|よい)).{{0,12}}",
            rf"{_AS_BEFORE}.{{0,12}}",
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
    """``asked``: what was said, as far as it was read."""

    def __init__(self, asked: SendAt | ImpossibleTime | None = None) -> None:
        super().__init__(f"{WEEKEND_CLOSED}月曜日から金曜日のうちから選んでください。")
        self.asked = asked


def says_wish(text: str) -> bool:
    """Whether the message is such a wish and nothing else, whatever a model thinks of it."""
    heard = _heard(text)
    if len(heard) > LONGEST:
        return False
    return bool(_SAYS_SO.fullmatch(heard) or _SAYS_UNTIL.fullmatch(_with_day_hidden(text)))


def asks_when(text: str) -> bool:
    """「次のお知らせはいつ？」, and nothing else."""
    heard = _heard(text)
    return len(heard) <= LONGEST and _ASKS_WHEN.fullmatch(heard) is not None


def wish_in(
    text: str, *, today: date, is_national_holiday: Callable[[date], bool]
) -> ReminderWish | None:
    """None where nothing is asked for: they want to see how it is set.

    Raises WeekendChosen; of ``last_day`` ImpossibleDay.
    """
    heard = _heard(text)
    if _NOT_ASKED.search(_with_day_hidden(text)):
        return None
    if given_up := _GIVES_UP.search(heard):
        return AsTheOffice(is_all=re.match(_AS_BEFORE, given_up[0]) is not None)
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


def _with_day_hidden(text: str) -> str:
    return with_day_hidden(text).replace(" ", "")


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
