"""What a rule of the date grammar is: a pattern, and what is meant by what it finds."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.business_calendar import BusinessCalendar
from domain.office_values import Unreadable
from language.normalise import fold_kana

_YEARS_TO_A_LEAP_DAY = 9


@dataclass(frozen=True, slots=True)
class Meant:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date
    is_bare_period: bool = False
    """A whole week, month or year that is only named: 来月の研修, not 来月中, 来月まで."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where words such as 来週 are looked at."""

    today: date
    calendar: BusinessCalendar
    is_report: bool

    def nearest(self, day_of: Callable[[int], date]) -> date:
        """Of one day of each year the past one in a report, else the coming one; today is both.

        ``day_of`` raises ValueError for a year that has no such day. Raises ValueError.
        """
        step = -1 if self.is_report else 1
        start = self.today.year - step
        for year in range(start, start + step * (_YEARS_TO_A_LEAP_DAY + 2), step):
            try:
                day = day_of(year)
            except ValueError:
                continue
            if self.has_come_round(day):
                return day
        raise ValueError("no such day")

    def has_come_round(self, day: date) -> bool:
        """In a report: it is over or is today; else: it is today or to come."""
        return day <= self.today if self.is_report else day >= self.today

    def open_day_after(self, day: date) -> date:
        return self.calendar.next_business_day(day + timedelta(days=1))

    def open_day_before(self, day: date) -> date:
        """Raises Unreadable where the office is never open."""
        for _ in range(366):
            day -= timedelta(days=1)
            if self.calendar.is_open(day):
                return day
        raise Unreadable("1年以上、開庁日がありません。閉庁日の設定を確かめてください。")

    def business_days_from(self, day: date, count: int) -> date:
        """``day`` itself is not counted; a negative count goes back."""
        for _ in range(abs(count)):
            day = self.open_day_after(day) if count > 0 else self.open_day_before(day)
        return day


Resolve = Callable[[re.Match[str], Standpoint], Meant | None]
"""None: the words look like a date and are none. Raises Unreadable for a day that there is not."""


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    """For a normalised text."""
    resolve: Resolve


def rule(pattern: str, resolve: Resolve) -> Rule:
    return Rule(re.compile(pattern), resolve)


def one_day(day: date) -> Meant:
    return Meant(day, day)


def no_date(_match: re.Match[str], _at: Standpoint) -> None:
    """What looks like a date and is none, so that nothing else finds one in it."""


_GOES_TO_ITS_END = re.compile(r"まで|迄|いっぱい|一杯|以内|の間")


def only_named(match: re.Match[str], period: Meant) -> Meant:
    """来月: a bare period, unless it goes on as 来月まで does."""
    goes_to_its_end = _GOES_TO_ITS_END.match(match.string, match.end())
    return replace(period, is_bare_period=goes_to_its_end is None)


def no_such_day(words: str) -> Unreadable:
    return Unreadable(f"「{words}」という日はありません。日付を確かめてください。")


def add_months(day: date, count: int) -> date:
    """The same day of another month, or its last day: 31 January + 1 → 28 February."""
    year, month = month_later(day.year, day.month, count)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_later(year: int, month: int, count: int) -> tuple[int, int]:
    years, months = divmod(year * 12 + month - 1 + count, 12)
    return years, months + 1


def whole_month(year: int, month: int) -> Meant:
    return Meant(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """``weekday`` 0 is Monday; ``nth`` -1 is the last. Raises ValueError for a fifth that is not."""
    if nth == -1:
        last = whole_month(year, month).last
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))


_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょ", "あいうえおつやゆよ")


def kana(*words: str) -> str:
    """A pattern for words in hiragana, also in katakana (half-width kana has become that), and with
    large letters for small ones: あさつて."""
    either = dict.fromkeys(form for word in words for form in (word, word.translate(_LARGE)))
    both = (form for word in either for form in (word, word.translate(_KATAKANA)))
    return f"(?:{'|'.join(both)})"


def kana_value(words: str, values: Mapping[str, int]) -> int:
    """Of what ``kana(*values)`` finds."""
    heard = fold_kana(words).translate(_LARGE)
    return next(value for name, value in values.items() if name.translate(_LARGE) == heard)


def kana_alone(*words: str) -> str:
    """The same where other words may hide these kana: きょう is no word of its own in きょういく."""
    return rf"(?:(?<![ぁ-ゖァ-ヺー])|(?<=[はがをにもでとハガヲニモデト])){kana(*words)}(?=[はもまにかのをでじんっハモマニカノヲデ]|うけ|おわ|ウケ|オワ|[^ぁ-ゖァ-ヺー]|$)"


HABIT = (
    r"(?:の(?:朝|夕方|午前中?|午後|たび|度))?(?:の|は|に|が|には|は?いつも)?"
    r"(?:な(?:る|れ|っ)|忙|いそが|混|残業|電話|繁忙|ピーク|集中|処理|業務|作業|集計|いつも|毎|必ず|バタバタ|ばたばた"
    r"|大変|問い?合わせ|ごと|(?:が|は)?(?:くる|来る)(?:たび|度|と)|重な|つら|しんど|憂"
    r"|[^。、\d]{0,8}?(?:いつも|毎[年月週日回]|必ず|混[むみ雑]|忙し|集中する|多(?:い|く|すぎ)|殺到|たま(?:る|り)|パンク))"
)
"""What follows a word such as 月末 when it says how it always is, and no day is meant."""
NOT_OF_ITS_OWN = r"(?!の(?!研修|講座|講習|回|会(?!計)|締切|〆切|期限|期日|予定|セミナー|説明|発表|提出|日|開催|前|翌|次))"
"""月末の計算, 年末の源泉徴収票: what every such time has."""
UNDIRECTED = (
    r"(?=(?:午前|午後|朝|昼|夜|夕|締|〆|開催|開始|提出|希望|以降|以前|迄|頃|実施|受講|参加|申|欠席|出席|休|付|予定|予約"
    r"|完了|期限|必着|着|延期|納|納品|現在|時点|受付|修了|終了|取得|合格|日程|前後|分まで|直前|[^一-龠々ァ-ヺー号]|$))"
)
"""Followed by something that dates have; a compound (月末処理, 金曜ロード, 月曜会) is a name."""
