"""What has the words of a report and reports nothing."""

import pytest

from language.corpus_files import CORPUS, read_sentences
from language.intents import Intent
from language.taken_words import reports_nothing


@pytest.mark.parametrize(
    "text",
    [
        "情報セキュリティ研修、昨日受ける予定でしたが欠席しました",
        "情報セキュリティ研修を昨日受けましたか？",
        "RPA入門、まだ受けていません",
        "昨日のRPA入門は出られませんでした",
        "RPA入門もう受けたっけ",
        "RPA入門は受けとらんけど",
        "議会対応で行けなかったです。",
    ],
)
def test_欠席も問いも報告ではない(text: str) -> None:
    assert reports_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "昨日受けました",
        "受けた！",
        "欠席のつもりが出られたので、受講済みにしてください",
        "昨日受けました。記録してもらえますか？",
        "前回は欠席しましたが、昨日受けました",
        "",
    ],
)
def test_受けたと言えば報告である(text: str) -> None:
    assert not reports_nothing(text)


def test_報告の文例はひとつも取り違えない() -> None:
    sentences = read_sentences(sorted(CORPUS.glob("*.jsonl")))
    reports = [each.text for each in sentences if each.intent is Intent.COMPLETE_COURSE]
    assert reports
    assert not [text for text in reports if reports_nothing(text)]
