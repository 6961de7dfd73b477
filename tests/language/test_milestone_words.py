"""A milestone keeps the words it was written in: only the day goes out of its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.milestone_words import milestone_said

TODAY = date(2026, 11, 20)


def said(line: str) -> tuple[date, str] | None:
    return milestone_said(line, today=TODAY, is_national_holiday=lambda _day: False)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("12/4 まとめを出す", "まとめを出す"),
        ("12/4まとめを出す", "まとめを出す"),
        ("12/4 まず試す", "まず試す"),
        ("12月4日：でんわで確かめる", "でんわで確かめる"),
        ("12/4でんわで確かめる", "でんわで確かめる"),
        ("12/4：でんわ", "でんわ"),
        ("12/4:でんわ", "でんわ"),
        ("１２／４：でんわ", "でんわ"),
        ("2026/12/4：でんわ", "でんわ"),
        ("12/4（金）：でんわ", "でんわ"),
        ("12/4；でんわ", "でんわ"),
        ("12/4／でんわ", "でんわ"),
        ("12/4→でんわ", "でんわ"),
        ("12/4：10時に会議", "10時に会議"),
        ("12/4：2部署で始める", "2部署で始める"),
        ("12/4 10:30 会議", "10:30 会議"),
        ("12/4 1/2に減らす", "1/2に減らす"),
        ("でんわ：12/4", "でんわ"),
        ("・12/4：でんわ", "でんわ"),
        ("①12/4　でんわ", "でんわ"),
        ("12/4 にもつを運ぶ窓口で", "にもつを運ぶ窓口で"),
        ("12/4 で決めた様式に改める", "で決めた様式に改める"),
        ("12/4 RPAの試行を終える", "RPAの試行を終える"),
        ("１２／４（金）　A課・B課（試行）", "A課・B課（試行）"),
        ("12/4までに試行を終える", "試行を終える"),
        ("12/4 まで：試行", "試行"),
        ("12/4まで 試行", "試行"),
        ("12/4に　まとめ", "まとめ"),
        ("12/4に試行", "試行"),
        ("12/4、で、まとめ", "まとめ"),
        ("RPAの試行を12/4までに終える", "RPAの試行を終える"),
        ("RPAの試行を終える（12/4まで）", "RPAの試行を終える"),
        ("f()を直す 12/4", "f()を直す"),
        ("RPAの試行を終える 12/4", "RPAの試行を終える"),
        ("2026－12－04 １２／４の会議", "１２／４の会議"),
        ("１２／４ 12/4の会議", "12/4の会議"),
        ("12/1～12/4 ﾃﾞｰﾀ連携", "ﾃﾞｰﾀ連携"),
    ],
)
def test_日付のほかは書いたとおりに残る(line: str, what: str) -> None:
    assert said(line) == (date(2026, 12, 4), what)


@pytest.mark.parametrize("line", ["12/4", "12/4までに", "12/4 に", "（12/4まで）", "いつか終える"])
def test_日付か内容がなければ読まない(line: str) -> None:
    assert said(line) is None


@given(st.text(alphabet="までにでまずめ電話RPAＡ・（）：、 -0", min_size=1, max_size=12))
def test_一度読んだ内容はもう一度送っても変わらない(text: str) -> None:
    first = said(f"2026-12-04 {text}")
    if first is not None:
        assert said(f"2026-12-04 {first[1]}") == first


@pytest.mark.parametrize(
    "line",
    [
        "来年の春 公開",
        "来月の会議で相談",
        "3月ごろ 試行",
        "３月頃に試行",
        "12月あたりに試行",
        "12/4前後に試行",
        "12/4以降 試行",
    ],
)
def test_いつ頃かだけでは日を決めずに聞き返す(line: str) -> None:
    assert said(line) is None


@pytest.mark.parametrize(
    ("line", "day", "what"),
    [
        ("3月末 試行を終える", date(2027, 3, 31), "試行を終える"),
        ("来月中に試行", date(2026, 12, 31), "試行"),
        ("年度末まで 利用を始める", date(2027, 3, 31), "利用を始める"),
        ("12/4の会議で相談", date(2026, 12, 4), "会議で相談"),
    ],
)
def test_終わりの日が言われていれば_その日になる(line: str, day: date, what: str) -> None:
    assert said(line) == (day, what)
