"""The polite forms of what a button says."""

import pytest

from language.button_words import says_label, says_verb


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("フォーラムに公開する", "フォーラムに公開してください。"),
        ("フォーラムに公開する", "フォーラムに公開をお願いできますか"),
        ("フォーラムから取り下げる", "フォーラムから取り下げていただけますか？"),
        ("課題の動きを直す", "「課題の動きを直す」"),
        ("課題の動きを直す", "課題の動きを直したいのですが"),
        ("いまのまとめから作り直す", "いまのまとめから作り直してもらえませんか"),
        ("全文を読む", "全文を読みたいです"),
        ("フォーラム版を開く", "フォーラム版を開いて"),
        ("フォーラム版をつくる", "フォーラム版をつくってほしい"),
        ("取り下げる", "取り下げます"),
        ("この週の版", "この週の版"),
    ],
)
def test_ボタンの言葉は丁寧に言っても同じ(label: str, said: str) -> None:
    assert says_label(said, label)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("フォーラムに公開する", "フォーラムに公開しないでください"),
        ("フォーラムに公開する", "フォーラムに公開しました"),
        ("フォーラムに公開する", "フォーラムに公開したのはだれですか"),
        ("フォーラムに公開する", "公開してください"),
        ("フォーラムに公開する", "課題をフォーラムに公開してください"),
        ("取り下げない", "取り下げる"),
        ("取り下げる", "取り下げない"),
        ("この週の版", "この週の版を消して"),
    ],
)
def test_しない言葉や終わったことやほかのものは別のこと(label: str, said: str) -> None:
    assert not says_label(said, label)


@pytest.mark.parametrize(
    "said",
    ["公開して", "では、公開してください", "この内容で公開します", "フォーラム版を公開したい"],
)
def test_何をと言わなくても目の前のもののことと分かる(said: str) -> None:
    assert says_verb(said, "フォーラムに公開する")


@pytest.mark.parametrize(
    "said", ["先週のまとめを公開して", "改善事例を公開して", "公開", "公開は来週"]
)
def test_ほかのものを名指せばそのこと(said: str) -> None:
    assert not says_verb(said, "フォーラムに公開する")
