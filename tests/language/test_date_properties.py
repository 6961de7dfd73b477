"""What holds of every date and every text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar
from language.dates import dates_in, impossible_dates_in
from language.normalise import normalise
from tests.domain.situations import SAME_EVERY_RUN
from tests.language.test_dates import found_in

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
WEEKDAYS = "月火水木金土日"
WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789/.-R()"})
WITH_YEAR = (
    "{d.year}年{d.month}月{d.day}日に",
    "{d.year}/{d.month}/{d.day}まで",
    "{d:%Y-%m-%d}に",
    "{d:%Y/%m/%d}",
    "{d.year}.{d.month}.{d.day}に",
    "{d:%Y%m%d}に受けた",
    "令和{reiwa}年{d.month}月{d.day}日",
    "令和{reiwa}年{d.month}月{d.day}日({weekday})の研修",
    "R{reiwa}.{d.month}.{d.day}に",
    "{d.year}年{d.month}月{d.day}日({weekday})に申し込みたい",
)
WITHOUT_YEAR = (
    "{d.month}/{d.day}に",
    "{d.month}月{d.day}日まで",
    "{d.month}月{d.day}日({weekday})",
    "{d.month}/{d.day}({weekday})の研修",
    "{d.month}.{d.day}までに",
)
TEXTS = st.text(max_size=60) | st.from_regex(
    r"(?:[0-9]{1,4}|[一二十]|年|月|日|末|来|週|の|第|水|曜|/|-|〜|から|まで|後|前|営業日|明け|連休|令和|r|度){0,12}",
    fullmatch=True,
)


def _written(form: str, day: date) -> str:
    return form.format(d=day, reiwa=day.year - 2018, weekday=WEEKDAYS[day.weekday()])


@SAME_EVERY_RUN
@given(DAYS, DAYS, st.sampled_from(WITH_YEAR), st.booleans())
def test_年まで書けばどの日もどの書き方でも読む(
    day: date, today: date, form: str, is_report: bool
) -> None:
    text = _written(form, day)
    for written in (text, text.translate(WIDE)):
        found = found_in(written, today=today, is_report=is_report)
        assert [(f.first, f.last) for f in found] == [(day, day)]


@SAME_EVERY_RUN
@given(DAYS, DAYS, st.sampled_from(WITHOUT_YEAR))
def test_年がなければ報告は過ぎた近い日それ以外はこれからの近い日(
    day: date, today: date, form: str
) -> None:
    text = _written(form, day)
    (coming,) = found_in(text, today=today)
    (past,) = found_in(text, today=today, is_report=True)
    assert past.last <= today <= coming.last
    assert (coming.last.month, coming.last.day) == (day.month, day.day)
    if (day.month, day.day) != (2, 29):
        assert max(coming.last - today, today - past.last) <= timedelta(days=366)
    assert found_in(text.translate(WIDE), today=today) == (coming,)


@SAME_EVERY_RUN
@given(
    DAYS,
    st.sampled_from([("先々週", -2), ("先週", -1), ("今週", 0), ("来週", 1), ("再来週", 2)]),
    st.integers(0, 6),
    st.sampled_from(["{week}{day}曜", "{week}の{day}曜日", "{week}の{day}曜に", "{week}({day})"]),
)
def test_週と曜日は月曜に始まる週で数える(
    today: date, week: tuple[str, int], weekday: int, form: str
) -> None:
    (found,) = found_in(form.format(week=week[0], day=WEEKDAYS[weekday]), today=today)
    assert found.first == found.last
    assert found.first.weekday() == weekday
    monday = today - timedelta(days=today.weekday())
    assert (found.first - monday).days // 7 == week[1]


@SAME_EVERY_RUN
@given(DAYS, st.integers(0, 6))
def test_曜日だけなら近い日で今日ではない(today: date, weekday: int) -> None:
    text = f"{WEEKDAYS[weekday]}曜に"
    (coming,) = found_in(text, today=today)
    (past,) = found_in(text, today=today, is_report=True)
    assert 1 <= (coming.last - today).days <= 7
    assert 1 <= (today - past.last).days <= 7
    assert coming.last.weekday() == past.last.weekday() == weekday


@SAME_EVERY_RUN
@given(DAYS, st.integers(1, 20))
def test_営業日は開庁日だけを数え今日は数えない(today: date, count: int) -> None:
    calendar = BusinessCalendar(is_national_holiday)
    (after,) = found_in(f"{count}営業日後", today=today)
    (before,) = found_in(f"{count}営業日前", today=today)
    for day, step in ((after.last, 1), (before.last, -1)):
        between = [today + step * timedelta(days=n) for n in range(1, abs((day - today).days) + 1)]
        assert sum(calendar.is_open(d) for d in between) == count
        assert calendar.is_open(day)


@SAME_EVERY_RUN
@given(DAYS)
def test_連休明けは三日より長い閉庁のすぐ後の開庁日である(today: date) -> None:
    calendar = BusinessCalendar(is_national_holiday)
    (found,) = found_in("連休明けに", today=today)
    assert found.last > today
    assert calendar.is_open(found.last)
    assert not any(calendar.is_open(found.last - timedelta(days=n)) for n in (1, 2, 3))


@SAME_EVERY_RUN
@given(TEXTS, DAYS, st.booleans())
def test_どんな文でも止まらず文の中を重ならずに指す(
    text: str, today: date, is_report: bool
) -> None:
    normalised, after = normalise(text), 0
    for found in found_in(text, today=today, is_report=is_report):
        assert found.first <= found.last
        assert normalised[found.start : found.end] == found.words
        assert found.words
        assert found.start >= after
        after = found.end
    for impossible in impossible_dates_in(
        text, today=today, is_national_holiday=is_national_holiday
    ):
        assert normalised[impossible.start : impossible.end] == impossible.words
    assert found_in(normalised, today=today) == found_in(text, today=today)


@pytest.mark.parametrize(
    "text", ["連休明け", "3営業日後", "仕事納め", "翌営業日", "年明け", "週明け"]
)
def test_開庁日が一日もなくても止まらない(text: str) -> None:
    assert dates_in(text, today=date(2026, 11, 20), is_national_holiday=lambda _: True) == ()
