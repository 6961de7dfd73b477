"""Which word is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.asked_terms import as_written, asked_terms, term_key


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("RPAって何？", ("rpa",)),
        ("EBPMの意味は", ("ebpm",)),
        ("BPRとは", ("bpr",)),
        ("ＢＰＲて初めて聞いたんですがどういう意味でしょう", ("bpr",)),
        ("用語：デジタルツイン", ("デジタルツイン",)),
        ("「ゼロトラスト」を簡単に説明して", ("ゼロトラスト",)),
        ("お疲れ様です。税務課の山田です。AI-OCRってなんやねん", ("ai-ocr",)),
        ("研修で出てきたローコードというのがわかりません", ("ローコード",)),
        ("ローコードとノーコードの違いって何ですか", ("ローコード", "ノーコード")),
        ("ICTとIoTはどう違うの", ("ict", "iot")),
        ("KPIって略語の正式名称は", ("kpi",)),
        ("RPA", ("rpa",)),
        ("ﾃﾞｰﾀ利活用って何", ("データ利活用",)),
        ("これって何？", ()),
        ("何？", ()),
        ("", ()),
    ],
)
def test_知りたい言葉を取り出す(text: str, terms: tuple[str, ...]) -> None:
    assert asked_terms(text) == terms


@pytest.mark.parametrize(
    "spelt", ["RPA", "ＲＰＡ", "rpa", "ｱｰﾙﾋﾟｰｴｰ", "あーるぴーえー", "アールピーエー"]
)
def test_書き方が違っても同じ言葉とわかる(spelt: str) -> None:
    assert term_key(spelt) == term_key("RPA")


@given(st.text(max_size=200))
def test_どんな文でも落ちず長い文を言葉と取り違えない(text: str) -> None:
    for term in asked_terms(text):
        assert 0 < len(term) <= 40
        as_written(term, text)


def test_見出しは送られたとおりの大文字になる() -> None:
    assert as_written("api連携", "すみません、ＡＰＩ連携って何ですか") == "API連携"
