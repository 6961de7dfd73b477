"""The short words within a conversation, and the longer messages that only begin like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.dialogue_words import (
    LAST,
    MIDDLE,
    Reference,
    after_wrong,
    reference_in,
    referred,
    says_resume,
    says_stop,
    says_stop_of_itself,
    says_yes,
)


@pytest.mark.parametrize(
    "text",
    [
        "やっぱりやめる",
        "やっぱやめた",
        "キャンセル",
        "キャンセルで",
        "もういい",
        "もういいです",
        "もうええわ",
        "やめときます",
        "すみません、やめます",
        "ｷｬﾝｾﾙ",
        "また今度にします",
        "なかったことにして",
    ],
)
def test_やめる言葉(text: str) -> None:
    assert says_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "お知らせをやめて",
        "RPA研修をキャンセルしたい",
        "もういい研修はありませんか",
        "やめる人の手続き",
        "取り消しはできますか",
        "",
    ],
)
def test_やめる言葉ではない(text: str) -> None:
    assert not says_stop(text)


def test_キャンセルだけでは申込みの取消しかもしれない() -> None:
    assert not says_stop_of_itself("キャンセル")
    assert says_stop_of_itself("やっぱりやめます")


@pytest.mark.parametrize(
    "text", ["はい", "はい、お願いします", "OKです", "報告する", "それでいいです"]
)
def test_はいの言葉(text: str) -> None:
    assert says_yes(text)


@pytest.mark.parametrize(
    "text", ["いいえ", "はいってない研修", "報告書の書き方", "送ってくれた人は", ""]
)
def test_はいの言葉ではない(text: str) -> None:
    assert not says_yes(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ちがう", ""),
        ("違います。", ""),
        ("違う違う", ""),
        ("ちゃうねん", ""),
        ("いや、そうじゃなくて", ""),
        ("そうじゃなくて、受講状況", "受講状況"),
        ("違います。受講状況です", "受講状況です"),
        ("違う部署の課題", None),
        ("いやな予感がする", None),
        ("間違いやすい用語", None),
        ("受講状況", None),
    ],
)
def test_ちがうのあとに言われたこと(text: str, rest: str | None) -> None:
    assert after_wrong(text) == rest


@pytest.mark.parametrize(
    ("text", "index", "is_all"),
    [
        ("2番目", 1, True),
        ("２番目の", 1, True),
        ("二つ目のやつ", 1, True),
        ("ふたつめ", 1, True),
        ("上のやつ", 0, True),
        ("一番下でお願いします", LAST, True),
        ("最後の", LAST, True),
        ("真ん中の", MIDDLE, True),
        ("さっきの", None, True),
        ("それ", None, True),
        ("②", 1, True),
        ("3", 2, True),
        ("2番目の研修を昨日受けました", 1, False),
        ("それ、昨日受けました", None, False),
    ],
)
def test_指し示す言葉(text: str, index: int | None, is_all: bool) -> None:
    assert reference_in(text) == Reference(index, is_all)


@pytest.mark.parametrize(
    "text",
    [
        "以上です",
        "上司に言われた",
        "部下の受講状況",
        "最後まで見ました",
        "これから受ける研修",
        "地下の会議室",
        "30人",
    ],
)
def test_指し示していない言葉(text: str) -> None:
    assert reference_in(text) is None


def test_並びにないものは指せない() -> None:
    three = ("い", "ろ", "は")
    assert referred(Reference(1, True), three) == "ろ"
    assert referred(Reference(LAST, True), three) == "は"
    assert referred(Reference(MIDDLE, True), three) == "ろ"
    assert referred(Reference(MIDDLE, True), three[:2]) is None
    assert referred(Reference(9, True), three) is None
    assert referred(Reference(None, True), three) is None
    assert referred(Reference(None, True), ("い",)) == "い"
    assert referred(Reference(0, True), ()) is None


def test_続きの言葉() -> None:
    assert says_resume("さっきの続き")
    assert not says_resume("続きの研修はありますか")


@given(st.text(max_size=80))
def test_どんな文でも止まらない(text: str) -> None:
    says_stop(text)
    says_yes(text)
    says_resume(text)
    after_wrong(text)
    reference_in(text)
