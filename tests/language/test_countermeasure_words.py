"""「#12、うちではこうしている：…」: the number, and every word behind it as it was written."""

import pytest

from language.countermeasure_words import countermeasure_asked_for, countermeasure_told
from tests.hostile import HOSTILE


@pytest.mark.parametrize(
    "said",
    [
        "#12、うちではこうしている：",
        "＃１２、うちでは、こうしています：",
        "課題12 うちの課ではこうしています。",
        "12番は、うちだとこうやってる：",
        "12番の対応策：",
        "#12に対応策として：",
    ],
)
def test_番号のあとの言葉をそのまま読む(said: str) -> None:
    assert countermeasure_told(f"{said}ＱＲコード\n2行目") == (12, "ＱＲコード\n2行目")


@pytest.mark.parametrize(
    "text",
    [
        "#12、うちではこうしている",
        "#12の対応策を教えて",
        "12 うちではこうしている：番号の印がない",
        "うちではこうしている：番号がない",
        "#12と同じ課題の部署は？",
        "課題：#12の対応策：という題名",
    ],
)
def test_番号か中身のないものは読まない(text: str) -> None:
    assert countermeasure_told(text) is None


def test_何が書かれても中身は文字のまま() -> None:
    texts = [text.strip() for text in HOSTILE if text.strip()]
    assert [countermeasure_told(f"#12、うちではこうしている：{text}") for text in texts] == [
        (12, text) for text in texts
    ]


def test_番号だけの対応策は見たいということ() -> None:
    assert countermeasure_asked_for("対応策３を見せて") == 3
    assert countermeasure_asked_for("対応策は？") is None
