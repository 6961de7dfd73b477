"""What people write for a schedule and for the office's own days."""

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.business_calendar import Days, ImpossibleDays
from domain.errors import DomainError
from domain.schedule_words import ImpossibleSchedule, office_days, weekly_schedule
from domain.weekly_schedule import Weekday
from tests.domain.situations import SAME_EVERY_RUN


@pytest.mark.parametrize("written", ["火曜日", "火曜", "火", " 火曜 "])
def test_曜日は三つの書き方のどれでも読める(written: str) -> None:
    assert weekly_schedule("s", weekday=written, at="9:00").weekday is Weekday.TUESDAY


@pytest.mark.parametrize("weekday", Weekday)
def test_どの曜日も頭の一文字と違わない(weekday: Weekday) -> None:
    assert weekly_schedule("s", weekday=weekday[0], at="9:00").weekday is weekday


@pytest.mark.parametrize("written", ["8:30", "８：３０", "8時半", "8時30分", "午前8時半"])
def test_時刻は役所の書き方で読める(written: str) -> None:
    assert weekly_schedule("s", weekday="月", at=written).at == time(8, 30)


@pytest.mark.parametrize(
    ("weekday", "at", "sentence"),
    [
        ("月曜", "25:00", "「25:00」という時刻はありません。「13:30」のように書いてください。"),
        ("月曜", "24:00", "「24:00」という時刻はありません。「13:30」のように書いてください。"),
        ("月曜", "9:60", "「9:60」という時刻はありません。「13:30」のように書いてください。"),
        ("月曜", "朝いち", "「朝いち」は時刻として読めません。「13:30」のように書いてください。"),
        ("月曜", " ", "「火曜日」「8:30」「2026/8/13」のように書いてください。"),
        ("祝日", "9:00", "「祝日」は使えません。月曜日・火曜日・水曜日・木曜日・金曜日・土曜日・日曜日のどれかを書いてください。"),
        ("月" * 41, "9:00", "曜日・時刻・日付は40文字以内で書いてください。"),
    ],
)  # fmt: skip
def test_ありえない予定は書き方を示して断る(weekday: str, at: str, sentence: str) -> None:
    with pytest.raises(ImpossibleSchedule) as refused:
        weekly_schedule("s", weekday=weekday, at=at)
    assert refused.value.sentence == sentence


def test_閉庁日は一日でも期間でも書ける() -> None:
    one_day = date(2026, 6, 23)
    assert office_days(first="令和8年6月23日") == Days(one_day, one_day)
    assert office_days(first="2026/8/13", last="2026-08-16") == Days(
        date(2026, 8, 13), date(2026, 8, 16)
    )


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2026/2/30", "「2026/2/30」という日はありません。日付を確かめてください。"),
        ("2027年2月29日", "「2027年2月29日」という日はありません。日付を確かめてください。"),
        ("8/13", "「8/13」には年がありません。「2026/4/1」か「令和8年4月1日」のように書いてください。"),
    ],
)  # fmt: skip
def test_ない日や年のない日は断る(written: str, sentence: str) -> None:
    with pytest.raises(ImpossibleSchedule) as refused:
        office_days(first="2026/1/1", last=written)
    assert refused.value.sentence == sentence


def test_終わりが前の期間は断る() -> None:
    with pytest.raises(ImpossibleDays):
        office_days(first="2026/8/16", last="2026/8/13")


def refusal(read: Callable[[], object]) -> str | None:
    try:
        read()
    except DomainError as refused:
        return refused.sentence
    return None


@SAME_EVERY_RUN
@given(st.text(max_size=60))
def test_何を書かれても読めるか文で断るかのどちらかである(written: str) -> None:
    for read in (
        lambda: weekly_schedule("s", weekday="月", at=written),
        lambda: weekly_schedule("s", weekday=written, at="9:00"),
        lambda: office_days(first=written),
        lambda: office_days(first="2026/8/13", last=written),
    ):
        sentence = refusal(read)
        assert sentence is None or sentence.endswith("。")
