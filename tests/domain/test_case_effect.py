"""What is saved, in words: the same on cards, slides and in forms."""

import pytest

from domain.case_effect import UNKNOWN, hours_words, monthly_words

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
