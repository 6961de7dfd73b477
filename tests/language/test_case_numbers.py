"""Numbers of a report: read leniently, never guessed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case_effect import MOST_HOURS, TooManyHours, hours_kept, hours_words, monthly_words
from language.case_numbers import NotRead, hours_typed, minutes_typed, yen_typed
from tests.domain.situations import SAME_EVERY_RUN

HOURS = {
    "月10時間": 10, "１０": 10, "約３０分": 0.5, "10h": 10, "1時間30分": 1.5, "1時間半": 1.5,
    "年間120時間": 10, "週2時間": 8.6667, "毎日30分": 10, "十時間": 10, "20時間→2時間": 18,
    "月20時間が2時間になった": 18, "月１０時間くらい削減": 10, "10時間/月": 10, "10時間です。": 10,
    "1,000": 1000, "なし": None, "": None, "不明": None, "０": 0,
    "月に約１０時間くらい": 10, "1.5": 1.5, "2時間30分": 2.5, "月2h": 2, "1,200時間": 1200,
    "年に60時間程度": 5, "1か月あたり8時間です": 8, "  ": None, "未定": None, "わからない": None,
    "1分": 0.0167, "1時間20分": 1.3333, "年間1分": 0.0167, "10000": 10_000,
}  # fmt: skip
YEN = {
    "年12万円": 120_000, "120,000円": 120_000, "12万": 120_000, "月1万円": 120_000,
    "1.2百万円": 1_200_000, "３千円": 3_000, "¥5000": 5_000, "12万円→10万円": 20_000, "": None,
}  # fmt: skip
MINUTES = {"15分": 15, "1時間": 60, "30分→10分": 20, "約15": 15, "1人15分": 15, "-": None}


@pytest.mark.parametrize(("words", "hours"), HOURS.items())
def test_時間(words: str, hours: float | None) -> None:
    assert hours_typed(words) == hours


@pytest.mark.parametrize(("words", "yen"), YEN.items())
def test_円(words: str, yen: int | None) -> None:
    assert yen_typed(words) == yen


@pytest.mark.parametrize(("words", "minutes"), MINUTES.items())
def test_分(words: str, minutes: float | None) -> None:
    assert minutes_typed(words) == minutes


@pytest.mark.parametrize(
    "words",
    ["たくさん", "10〜15時間", "-5", "1回30分", "2時間→20時間", "=1+1", "10円", "半", "時間"],
)
def test_読めないものは推しはからない(words: str) -> None:
    with pytest.raises(NotRead):
        hours_typed(words)


@SAME_EVERY_RUN
@given(
    st.integers(0, MOST_HOURS),
    st.sampled_from(["{}", "月{}時間", "約{}時間", "{}時間です", "{} 時間"]),
)
def test_どう書いても同じ数になる(number: int, way: str) -> None:
    assert hours_typed(way.format(number)) == number


@pytest.mark.parametrize("words", ["10001", "年間200000時間", "週3000時間", "10001時間→0時間"])
def test_月に一万時間をこえるものは断る(words: str) -> None:
    with pytest.raises(TooManyHours):
        hours_typed(words)


@SAME_EVERY_RUN
@given(st.floats(0, MOST_HOURS))
def test_書かれた時間は読み直しても同じ(hours: float) -> None:
    kept = hours_kept(hours)
    assert hours_typed(hours_words(kept)) == kept
    assert hours_typed(monthly_words(kept)) == kept
    assert abs(kept - hours) <= 0.0167


@SAME_EVERY_RUN
@given(st.text(max_size=60), st.sampled_from([hours_typed, yen_typed, minutes_typed]))
def test_何が書かれていても数か読めないかのどちらか(
    words: str, read: Callable[[str], float | None]
) -> None:
    try:
        number = read(words)
    except (NotRead, TooManyHours):
        return
    assert number is None or number >= 0
