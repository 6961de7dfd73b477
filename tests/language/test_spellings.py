"""Words of a query that stand in kana or with a slip of the finger."""

import pytest

from language.normalise import normalise
from language.spellings import Spellings
from language.words import words_of

VOCABULARY = ["転記", "予約", "システム", "チャットボット", "タブレット", "封筒", "研修"]
SPELLINGS = Spellings(word for each in VOCABULARY for word in words_of(normalise(each)))


def respelt(text: str) -> list[str]:
    return [word.surface for word in SPELLINGS.respelt(words_of(normalise(text)))]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("てんき", ["転記"]),
        ("よやくしすてむ", ["予約", "システム"]),
        ("ちゃっとぼっと", ["チャットボット"]),
        ("ちゃとぼっと", ["チャットボット"]),
        ("タブレッド", ["タブレット"]),
        ("タブッレト", ["タブレット"]),
    ],
)
def test_仮名の言葉は職場の言葉として読む(said: str, meant: list[str]) -> None:
    assert respelt(said) == meant


@pytest.mark.parametrize("said", ["天気", "ふうとう", "紙を減らしたい", "ありがとう", "", "電話"])
def test_漢字の言葉と知っている言葉とほかの仮名はそのまま(said: str) -> None:
    assert respelt(said) == [word.surface for word in words_of(normalise(said))]


def test_前後の言葉は残る() -> None:
    assert respelt("紙のてんきをやめる") == ["紙", "の", "転記", "を", "やめる"]
