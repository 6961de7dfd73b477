"""What a message that looks for a course says of the theme, the month and the method."""

from datetime import date

import pytest

from language.course_search import wish_of

TODAY = date(2026, 11, 20)
METHODS = ["集合", "eラーニング", "ｅラーニング", "動画", "オンライン", "ワークショップ", "外部"]


def heard(text: str) -> tuple[bool, date | None, set[str]]:
    wish = wish_of(text, methods=METHODS, today=TODAY)
    return bool(wish.theme), wish.month, set(wish.methods)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("今月の研修", date(2026, 11, 1)),
        ("来月ある研修", date(2026, 12, 1)),
        ("再来月に開催の講座は？", date(2027, 1, 1)),
        ("12月の研修", date(2026, 12, 1)),
        ("２月に受けられる研修", date(2027, 2, 1)),
        ("11月の研修", date(2026, 11, 1)),
        ("1月中の研修", date(2027, 1, 1)),
    ],
)
def test_月はこれから来る月になる(text: str, month: date) -> None:
    assert heard(text) == (False, month, set())


@pytest.mark.parametrize(
    ("text", "methods"),
    [
        ("オンラインで受けられる研修", {"オンライン"}),
        ("ｅラーニングの講座ある？", {"eラーニング"}),
        ("ﾜｰｸｼｮｯﾌﾟ形式の研修", {"ワークショップ"}),
        ("対面の研修", {"集合"}),
        ("動画かeラーニングで学べる研修", {"動画", "eラーニング"}),
    ],
)
def test_受け方は目録の言葉になる(text: str, methods: set[str]) -> None:
    assert heard(text) == (False, None, methods)


@pytest.mark.parametrize("text", ["オンライン会議の研修", "動画編集を学びたい", "データ分析の研修"])
def test_長い言葉の一部は受け方ではなくテーマである(text: str) -> None:
    assert heard(text) == (True, None, set())


def test_テーマと月と受け方を一度に言える() -> None:
    wish = wish_of("来月オンラインで受けられるデータ分析の研修は？", methods=METHODS, today=TODAY)
    assert "データ分析" in wish.theme
    assert "オンライン" not in wish.theme
    assert (wish.month, wish.methods) == (date(2026, 12, 1), frozenset({"オンライン"}))


@pytest.mark.parametrize(
    "text", ["", "研修を探したい", "おすすめの研修を教えて", "受けられる講座は？"]
)
def test_何を学びたいかを言っていなければテーマはない(text: str) -> None:
    assert heard(text) == (False, None, set())
