"""「今週のまとめ」 and what only sounds like it."""

from datetime import date

import pytest

from language.digest_words import asks_for_digest, day_of_digest

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今週のまとめ", date(2026, 11, 23)),
        ("先週のまとめを見せてください", date(2026, 11, 16)),
        ("前の週のまとめ", date(2026, 11, 20)),
        ("11月9日の週のまとめ", date(2026, 11, 9)),
        ("11/9の週のまとめを出して", date(2026, 11, 9)),
        ("週報", None),
        ("先週のフォーラムのダイジェスト", date(2026, 11, 16)),
    ],
)
def test_週のまとめはどの週のものかも読む(text: str, day: date | None) -> None:
    assert asks_for_digest(text)
    assert day_of_digest(text, today=TODAY, is_national_holiday=lambda _: False) == day


@pytest.mark.parametrize(
    "text",
    [
        "今月のまとめ",
        "課題のまとまり",
        "先週の研修のまとめを見せて",
        "先週の議事録のまとめを作って",
        "来週の会議のまとめ",
        "今週のまとめは誰が作るの",
    ],
)
def test_ほかのもののまとめは週のまとめではない(text: str) -> None:
    assert not asks_for_digest(text)
