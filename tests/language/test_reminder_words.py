"""What somebody asks for of their weekly message, in their own words."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.weekly_schedule import Weekday
from language.last_days import ImpossibleDay
from language.reminder_phrases import of_reminders, says_wish
from language.reminder_words import (
    AsTheOffice,
    ImpossibleTime,
    ReminderWish,
    Resume,
    SendAt,
    SnoozeUntil,
    Stop,
    WeekendChosen,
    asks_when,
    wish_in,
)
from tests.domain.situations import SAME_EVERY_RUN

TODAY = date(2026, 11, 20)
"""A Friday."""


def wish(said: str) -> ReminderWish | None:
    return wish_in(said, today=TODAY, is_national_holiday=is_national_holiday)


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("来週まで止めて", date(2026, 11, 29)),
        ("今週いっぱい止めてください", date(2026, 11, 22)),
        ("再来週までお知らせを止めてほしい", date(2026, 12, 6)),
        ("来週の水曜日まで止めて", date(2026, 11, 25)),
        ("12月1日まで止めて", date(2026, 12, 1)),
        ("お知らせを１２／１まで停止してください", date(2026, 12, 1)),
        ("11/19まで止めて", date(2027, 11, 19)),
        ("令和8年12月1日まで止めて", date(2026, 12, 1)),
        ("2026-12-01まで止めて", date(2026, 12, 1)),
        ("10日まで止めて", date(2026, 12, 10)),
        ("25日まで止めて", date(2026, 11, 25)),
        ("10日間止めて", date(2026, 11, 30)),
        ("2週間止めて", date(2026, 12, 4)),
        ("3か月止めて", date(2027, 2, 20)),
        ("今月末まで止めて", date(2026, 11, 30)),
        ("お知らせは月末まで止めて", date(2026, 11, 30)),
        ("来月いっぱい止めて", date(2026, 12, 31)),
        ("年内は止めて", date(2026, 12, 31)),
        ("年度末まで送らないで", date(2027, 3, 31)),
        ("水曜まで止めて", date(2026, 11, 25)),
        ("連休明けまで止めて", date(2026, 11, 24)),
        ("5営業日後まで止めて", date(2026, 11, 30)),
        ("第2水曜まで止めてください", date(2026, 12, 9)),
    ],
)
def test_いつまで止めるかを読む(said: str, last: date) -> None:
    assert says_wish(said)
    assert wish(said) == SnoozeUntil(last)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("もう送らないで", Stop()),
        ("お知らせはもういらないです", Stop()),
        ("また送って", Resume()),
        ("お知らせをまた送ってください。", Resume()),
        ("毎週火曜の8時半に", SendAt(Weekday.TUESDAY, time(8, 30))),
        ("毎週火曜日の午後1時に送ってください", SendAt(Weekday.TUESDAY, time(13))),
        ("お知らせを水曜の朝9時に変えて", SendAt(Weekday.WEDNESDAY, time(9))),
        ("お知らせを木曜日にして", SendAt(Weekday.THURSDAY, None)),
        ("毎週金", SendAt(Weekday.FRIDAY, None)),
        ("夕方4時に送って", SendAt(None, time(16))),
        ("毎週月曜日 9:15 に届けて", SendAt(Weekday.MONDAY, time(9, 15))),
    ],
)
def test_ほかの望みを読む(said: str, meant: ReminderWish) -> None:
    assert wish(said) == meant
    assert says_wish(said)


def test_何のことか言わない望みは話題がお知らせのときだけ読む() -> None:
    for said in (
        "元に戻して",
        "全体と同じにして",
        "みんなと同じがいい",
        "木曜日にして",
        "再開して",
    ):
        assert not says_wish(said), said
        named = of_reminders(said)
        assert named is not None, said
        assert says_wish(named), said
        assert wish(named) == wish(said), said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("お知らせを全体と同じにして", AsTheOffice(is_all=False)),
        ("お知らせの曜日を全体と同じに戻して", AsTheOffice(is_all=False)),
        ("お知らせはみんなと同じがいい", AsTheOffice(is_all=False)),
        ("お知らせを元に戻して", AsTheOffice(is_all=True)),
        ("お知らせの設定を元に戻してください", AsTheOffice(is_all=True)),
    ],
)
def test_全体と同じに戻すと読む(said: str, meant: ReminderWish) -> None:
    assert says_wish(said)
    assert wish(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "次のお知らせはいつ？",
        "次のお知らせはいつ届きますか",
        "お知らせっていつ来るんですか",
        "いつ届くの",
        "次はいつ届くの？",
        "次回のリマインドはいつですか",
        "お知らせは何曜日に届きますか",
        "次の通知の日を教えてください",
    ],
)
def test_次にいつ届くかの問いを読む(said: str) -> None:
    assert asks_when(said)


@pytest.mark.parametrize(
    "said",
    [
        "次の研修はいつ？",
        "次はいつ？",
        "お知らせはいつまで止められますか",
        "修了証はいつ届くの",
        "お知らせを来週まで止めて",
        "次のお知らせ",
    ],
)
def test_ほかの問いを次にいつ届くかと読まない(said: str) -> None:
    assert not asks_when(said)


@pytest.mark.parametrize(
    "said",
    [
        "お知らせの設定",
        "リマインドの設定を見せて",
        "設定",
        "リマインドが届かないんだけど",
        "お知らせが来ない",
        "通知を止めたのにまだ来る",
        "お知らせを止めないでください",
        "来週まで止めないで",
        "お知らせを再開しないで",
        "来月からまた送って",
    ],
)
def test_何も頼まれていなければ設定を見せる(said: str) -> None:
    assert wish(said) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("お知らせの停止を解除して", Resume()),
        ("通知オフを解除して", Resume()),
        ("止めていたお知らせをまた送って", Resume()),
        ("また来週までお知らせを止めて", SnoozeUntil(date(2026, 11, 29))),
        ("またお知らせを止めてください", Stop()),
        ("リマインドを解除して", Stop()),
    ],
)
def test_あとに言ったほうの望みを読む(said: str, meant: ReminderWish) -> None:
    assert wish(said) == meant


@pytest.mark.parametrize(
    ("said", "written"), [("25時に送って", "25時"), ("毎週火曜の8:75に", "8:75")]
)
def test_ない時刻は読めたところまでを返す(said: str, written: str) -> None:
    assert says_wish(said)
    heard = wish(said)
    assert isinstance(heard, ImpossibleTime)
    assert heard.written == written
    assert "ありません" in heard.sentence


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2月30日まで止めて", "ありません"),
        ("31日まで止めて", "11月に31日はありません"),
        ("2026年11月1日まで止めて", "過ぎています"),
        ("2030年1月1日まで止めて", "1年より先"),
        ("999週間止めて", "1年より先"),
    ],
)
def test_止められない日はわけを言う(said: str, why: str) -> None:
    assert says_wish(said)
    with pytest.raises(ImpossibleDay, match=why):
        wish(said)


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("2月30日まで止めて", (date(2027, 2, 28), date(2027, 3, 1))),
        ("31日まで止めて", (date(2026, 11, 30), date(2026, 12, 1))),
        ("2030年1月1日まで止めて", (date(2027, 11, 20),)),
        ("2026年11月1日まで止めて", ()),
    ],
)
def test_止められない日に近い日を挙げる(said: str, near: tuple[date, ...]) -> None:
    with pytest.raises(ImpossibleDay) as refusal:
        wish(said)
    assert refusal.value.near == near


def test_ほかの文字の数字でも止まらない() -> None:
    assert isinstance(wish("0時٠٩分に送って"), SendAt | ImpossibleTime)
    assert wish("٢週間お知らせを止めて") == SnoozeUntil(date(2026, 12, 4))


def test_知らせなくていいと言っても止める() -> None:
    assert wish("来週まで知らせなくていい") == SnoozeUntil(date(2026, 11, 29))


def test_土日には送れない() -> None:
    with pytest.raises(WeekendChosen, match="月曜日から金曜日"):
        wish("毎週日曜の9時に送って")


@pytest.mark.parametrize(
    "said",
    [
        "次に何の研修を受ければいい？",
        "来週の研修を教えて",
        "12月1日の研修を受講しました",
        "火曜日の研修は何時からですか",
        "メールが送られてきません",
        "もう受講しました",
        "9時に受けました",
        "今月いっぱいで受けられる研修は？",
    ],
)
def test_ほかの用件を望みと読まない(said: str) -> None:
    assert not says_wish(said)


@SAME_EVERY_RUN
@given(
    st.text(max_size=60)
    | st.from_regex(r"[0-9年月日週間:時半までに止めて送]{0,20}", fullmatch=True)
)
def test_どんな文でも決まった断りのほかで止まらない(said: str) -> None:
    says_wish(said)
    with suppress(ImpossibleDay, WeekendChosen):
        heard = wish(said)
        assert not isinstance(heard, SnoozeUntil) or heard.last >= TODAY
