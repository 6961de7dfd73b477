"""The short words within a conversation, and the longer messages that only begin like them."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.dialogue_words import (
    LAST,
    MIDDLE,
    Reference,
    after_wrong,
    names_part,
    reference_in,
    referred,
    says_anew,
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
    assert says_stop_of_itself("やめる")
    assert not says_stop_of_itself("やめて")


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
        ("それ", None, True),
        ("②", 1, True),
        ("3", 2, True),
        ("2番目の研修を昨日受けました", 1, False),
        ("それ、昨日受けました", None, False),
        ("下から2番目", -2, True),
        ("後ろから３番目のやつ", -3, True),
        ("最後から二つ目", -2, True),
        ("一番下から2つ目", -2, False),
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


@pytest.mark.parametrize(
    "text",
    [
        "2番目のやつ詳しく",
        "2番目を詳しく",
        "2つ目の内容は？",
        "二番目の研修について知りたい",
        "それって何？",
    ],
)
def test_指したものが何かを尋ねる言葉(text: str) -> None:
    said = reference_in(text)
    assert said is not None
    assert (said.is_all, said.asks_about) == (False, True)


@pytest.mark.parametrize(
    "text", ["2番目の", "2番目を昨日受けました", "2番目のお願い事の内容を課で共有した"]
)
def test_指したものが何かは尋ねていない言葉(text: str) -> None:
    said = reference_in(text)
    assert said is not None
    assert not said.asks_about


def test_さっきのは今のことではない() -> None:
    assert reference_in("さっきの") == Reference(None, is_all=True, is_earlier=True)


def test_下から数える() -> None:
    assert referred(Reference(-2, is_all=True), "abcd") == "c"
    assert referred(Reference(-5, is_all=True), "abcd") is None
    assert referred(Reference(MIDDLE, is_all=True), "abc") == "b"


def test_違うと何度言ってもそのあとを一度で取り出す() -> None:
    assert after_wrong("違う、" * 300 + "受講状況") == "受講状況"


@pytest.mark.parametrize("text", ["最初から", "はじめからやり直します", "やり直したい"])
def test_最初からという言葉(text: str) -> None:
    assert says_anew(text)
    assert not says_anew(f"{text}読んだ本")


@pytest.mark.parametrize(
    "text", ["日付が違います", "日付を変える", "受けた日を直したいです", "日付"]
)
def test_直すところを言う言葉(text: str) -> None:
    called = ("受けた日", "日付", "日")
    assert names_part(text, called)
    assert not names_part(text, ())
    assert not names_part(text, ("研修",))


@pytest.mark.parametrize(
    "text", ["日付の入力の仕方", "11月18日です", "日付が違う書類が届いた市民の方"]
)
def test_直すところを言う言葉ではない(text: str) -> None:
    assert not names_part(text, ("日付", "日"))


READERS: tuple[Callable[[str], object], ...] = (
    says_stop,
    says_yes,
    says_resume,
    says_anew,
    after_wrong,
    reference_in,
    lambda text: names_part(text, ("日付", "日")),
)
HEADS = ("", "2番", "2番目", "一番上", "やめる", "続き", "最初から", "はい", "違う", "日付が違")
WORDS = ("やで", "や", "で", "お願いします", "です", "、", "違う", "それ、", "の", "詳しく", "あ")
SLOW = 0.25
"""Seconds of work. A thousandth of it is usual; where endings may be read in two ways it doubles with each."""


def assert_quick(text: str) -> None:
    for reader in READERS:
        begun = time.process_time()
        reader(text)
        assert time.process_time() - begun < SLOW, (
            f"「{text[:80]}」を読むのに時間がかかりすぎます。"
        )


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("word", WORDS)
def test_同じ語尾がいくつ続いてもすぐ読める(head: str, word: str) -> None:
    for times in (18, 24):
        assert_quick(head + word * times + "と思う")


@given(st.sampled_from(HEADS), st.lists(st.sampled_from(WORDS), max_size=1_500))
@settings(max_examples=25, deadline=None)
def test_どんなに長い言葉もすぐ読める(head: str, words: list[str]) -> None:
    assert_quick((head + "".join(words))[:4_000] + "と思う")
