"""What a message says beside the answer to a question."""

import pytest

from language.leftover import LONGEST, telling_left


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("先週の金曜日です", ("先週の金曜",)),
        ("えっと、たしか昨日だったかな", ("昨日",)),
        ("データ分析入門、お願いします", ("データ分析入門",)),
        ("情報セキュリティ研修です", ("情報セキュリティ研修（年次）",)),
    ],
)
def test_答えのほかに何もない(text: str, words: tuple[str, ...]) -> None:
    assert telling_left(text, words) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ITパスポートに昨日合格しました", ("昨日",)),
        ("一昨日の会議の議事録を共有しました", ("一昨日",)),
        ("来月のデータ分析の講座にも申し込みました", ("データ分析実践（EBPM）",)),
        ("情報セキュリティ研修を受講しました", ("情報セキュリティ研修（年次）",)),
        ("あ" * (LONGEST + 1), ()),
    ],
)
def test_答えのほかにも言っている(text: str, words: tuple[str, ...]) -> None:
    assert telling_left(text, words) > 0
