"""The words of a text, with the dictionary and without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import words
from language.words import has_dictionary, words_of

ANY_TEXT = st.text(max_size=80)


@pytest.fixture
def without_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_tokenizer", lambda: None)


def normalised_forms(text: str) -> list[str]:
    return [word.normalised_form for word in words_of(text) if word.is_content]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("しゃしんの整理", ["写真", "整理"]),
        ("問合せ対応", ["問い合わせ", "対応"]),
        ("rpaとexcel", ["RPA", "Excel"]),
        ("ペーパレス", ["ペーパーレス"]),
    ],
)
def test_表記が違っても同じ言葉になる(text: str, forms: list[str]) -> None:
    assert normalised_forms(text) == forms


def test_一語には読みと品詞と同義語と短い語がある() -> None:
    (word,) = words_of("時間外勤務")
    assert (word.reading, word.part_of_speech) == ("じかんがいきんむ", "名詞")
    assert [part.surface for part in word.parts] == ["時間", "外", "勤務"]
    (残業,) = words_of("残業")
    assert set(word.synonym_groups) & set(残業.synonym_groups)


def test_助詞や助動詞は内容の言葉ではない() -> None:
    found = {word.surface: word.is_content for word in words_of("紙を減らしてみたいです")}
    assert [surface for surface, is_content in found.items() if is_content] == ["紙", "減らし"]


def test_とても長い文も分けて読む() -> None:
    assert len(words_of("研修" * 20_000)) >= 20_000


@pytest.mark.usefixtures("without_dictionary")
def test_辞書がなくても字の並びで言葉に分ける() -> None:
    assert not has_dictionary()
    assert [word.surface for word in words_of("電話対応のrpa化")] == ["電話対応", "の", "rpa", "化"]
    (compound,) = words_of("電話対応")
    assert [part.surface for part in compound.parts] == ["電話", "話対", "対応"]
    assert words_of("研修")[0].reading == "けんしゅう"


@given(ANY_TEXT)
def test_どんな文でも言葉をつなぐと空白のほかは元の文になる(text: str) -> None:
    if not has_dictionary():
        pytest.skip("SudachiPyがありません")
    joined = "".join(word.surface for word in words_of(text))
    assert "".join(joined.split()) == "".join(text.split())


@given(ANY_TEXT)
def test_辞書がなくてもどんな文でも落ちない(text: str) -> None:
    for word in words._runs(text):
        assert word.surface in text
