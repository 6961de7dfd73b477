"""What is saved, in words: the same on cards, slides and in forms."""

import pytest

from domain.case_effect import UNKNOWN, effect_words, hours_words, monthly_words
from domain.improvement_case import Effect

WORDS = {
    0: "0時間", 1 / 60: "1分", 0.5: "30分", 0.9999: "1時間", 1.3333: "1時間20分", 1.5: "1.5時間",
    18.0: "18時間", 22.5: "22.5時間", 8.6667: "8時間40分", 1200: "1,200時間", 1200.75: "1,200時間45分",
    0.001: "1分",
}  # fmt: skip


@pytest.mark.parametrize(("hours", "words"), WORDS.items())
def test_時間は分まで書く(hours: float, words: str) -> None:
    assert hours_words(hours) == words
    assert monthly_words(hours) == f"月{words}"


def test_書かれていない時間は0ではない() -> None:
    assert monthly_words(None) == UNKNOWN != monthly_words(0)


def test_効果は減ったとわかるように書く() -> None:
    effect = Effect(hours=26, cost=120_000, waiting=25, other="転記ミスがなくなった。")
    assert effect_words(effect) == (
        "月26時間減・年120,000円減・待ち時間25分短縮・転記ミスがなくなった。"
    )
    assert effect_words(Effect(waiting=0.5)) == "待ち時間0.5分短縮"
    assert effect_words(Effect()) == UNKNOWN
