"""Numbers in kanji of a discussion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.thread_message import ThreadMessage
from language.thread_numerals import in_digits
from language.thread_summary import thread_summary

_ONES = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "億")


def _in_kanji(number: int) -> str:
    """As it is read aloud: 205 is 二百五, 10000 is 一万."""
    groups = []
    for scale in _GROUPS:
        number, group = divmod(number, 10_000)
        if group:
            groups.append(_group(group) + scale)
    return "".join(reversed(groups))


def _group(number: int) -> str:
    digits = []
    for place in _PLACES:
        number, digit = divmod(number, 10)
        if digit:
            digits.append((_ONES[digit] if digit > 1 or not place else "") + place)
    return "".join(reversed(digits))


@given(st.integers(1, 99_999_999))
def test_漢数字の金額は数字の金額と同じに読む(number: int) -> None:
    assert in_digits(f"費用は{_in_kanji(number)}円です").text == f"費用は{number}円です"


@given(st.integers(1, 12), st.integers(1, 31))
def test_漢数字の月日は数字の月日と同じに読む(month: int, day: int) -> None:
    written = f"納品は{_in_kanji(month)}月{_in_kanji(day)}日です"
    assert in_digits(written).text == f"納品は{month}月{day}日です"


@given(st.text(alphabet="〇一二三四五六七八九十百千万億・月日年時分人台は、です0123456789"))
def test_どこをどう読んでも_元の場所が分かる(text: str) -> None:
    digits = in_digits(text)
    assert len(digits.spans) == len(digits.text)
    assert [*digits.spans] == sorted(digits.spans)
    for character, (start, end) in zip(digits.text, digits.spans, strict=True):
        assert character == text[start] or (
            text[start] not in "月日年時分人台は、です" and end > start
        )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("令和八年四月一日から", "令和8年4月1日から"),
        ("七七・四パーセント", "77.4パーセント"),
        ("三分の一", "3分の1"),
        ("午後一時二十分", "午後1時20分"),
        ("十時半に集合", "10時半に集合"),
        ("二〇五を使う", "205を使う"),
        ("三台と四台", "3台と4台"),
        ("六十分ほど", "60分ほど"),
    ],
)
def test_数として書かれた漢字は数字になる(written: str, read: str) -> None:
    assert in_digits(written).text == read


@pytest.mark.parametrize(
    "written",
    [
        "一緒にやる", "十分です", "三者協議", "二、三日かかる", "第三回", "一日かかる", "一時的に止める", "一部の人", "四半期",
        "一人ひとり", "三日市場", "八日市市", "五十嵐さん", "千葉さん", "四万十市", "九州", "一覧", "二重", "五年生", "数十件", "何百人", "六本木", "八戸市の視察", "三階堂さん", "三脚を貸す", "二世帯住宅", "二十歳のつどい", "百歳体操", "千歳市", "一校一室", "一人暮らし", "一人親家庭", "三社祭", "三つ葉保育園", "五つ子", "五・六人",
    ],
)  # fmt: skip
def test_言葉や名前の漢字はそのまま(written: str) -> None:
    assert in_digits(written).text == written


def test_漢数字で言い直した数は_前の数に代わる() -> None:
    summary = thread_summary(
        [
            ThreadMessage("郵送請求は先月四十件でした。", "佐藤", "市民課"),
            ThreadMessage("すみません、四十件ではなく五十二件でした。", "佐藤", "市民課"),
        ]
    )
    assert [fact.text for fact in summary.facts] == ["郵送請求は先月五十二件でした"]
