"""「今週のまとめ」 and what only sounds like it."""

from datetime import date

import pytest

from language.digest_words import (
    asks_for_digest,
    asks_for_edition,
    asks_for_editions,
    day_of_digest,
)

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


@pytest.mark.parametrize(
    "text",
    [
        "まとめを公開",
        "今週のまとめを編集したい",
        "先週のまとめをフォーラムに載せたいです",
        "まとめを直したい",
        "まとめをフォーラムに公開してください",
        "11月9日の週のまとめを公開する",
        "先週のフォーラム版",
        "フォーラム版を作って",
        "まとめを取り下げたい",
    ],
)
def test_フォーラムに出すまとめのことだとわかる(text: str) -> None:
    assert asks_for_edition(text)
    assert not asks_for_digest(text)
    assert not asks_for_editions(text)


@pytest.mark.parametrize(
    "text", ["まとめの履歴", "公開したまとめを見たい", "フォーラムに公開されたまとめ"]
)
def test_公開したまとめの一覧のことだとわかる(text: str) -> None:
    assert asks_for_editions(text)
    assert not asks_for_edition(text)


@pytest.mark.parametrize(
    "text",
    [
        "改善事例を公開",
        "情報交換のまとめを公開",
        "会議のまとめを直したい",
        "事例のまとめの一覧",
        "今週のまとめ",
    ],
)
def test_ほかのものの公開はまとめの公開ではない(text: str) -> None:
    assert not asks_for_edition(text)
    assert not asks_for_editions(text)
