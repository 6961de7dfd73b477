"""「同じ課題ですか？」: the five nearest, and the words that tie them."""

import pytest

from language.issue_index import MOST_SHOWN, IssueIndex
from language.issue_text import IssueText
from language.issue_ties import MOST_TIES, ties

TYPED = "紙の申請書を職員が手入力している"


def forum() -> IssueIndex[int]:
    said = [
        ("税務課", "窓口で受け取った用紙を表計算に打ち直している"),
        ("福祉課", "手書きの申込書を一件ずつシステムに打ち込むのに半日かかる"),
        ("土木課", "公用車の予約が紙の台帳で、空きが席から分からない"),
        ("議会事務局", "委員会の録音を聞きながら記録を起こすのがつらい"),
    ]
    return IssueIndex(IssueText(i, of, text) for i, (of, text) in enumerate(said, start=1))


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("月80件あり、3日止まる。", "月10件で、一巡に30日。"),
        ("紙のままで、まだ途中。", "止まっていると気づけない。まだですか。"),
        ("翌週に起きている。", "届くまで気づけない。"),
        ("部長が出張している。", "業者から電話が来る。"),
    ],
)
def test_数や何にでも言う言葉はつながりにしない(said: str, other: str) -> None:
    assert ties(said, other) == ()


def test_近い課題が先に_遠い課題は出ない() -> None:
    near = forum().nearest(TYPED)
    assert {each.key for each in near[:2]} == {1, 2}
    assert all(each.is_likely for each in near[:2])
    assert 4 not in {each.key for each in near}
    assert [each.likeness for each in near] == sorted((e.likeness for e in near), reverse=True)


def test_自分と_すでに答えた課題は出さない() -> None:
    assert {each.key for each in forum().nearest(TYPED, but=[1])} & {1, 2} == {2}


def test_五件までにする() -> None:
    index = IssueIndex(IssueText(i, "市民課", f"{TYPED}（その{i}）") for i in range(9))
    assert len(index.nearest(TYPED)) == MOST_SHOWN


def test_書き直された課題は_新しい言葉で見つかる() -> None:
    index = forum()
    index.put(IssueText(4, "議会事務局", TYPED))
    assert index.nearest(TYPED)[0].key == 4
    assert len(index) == 4


def test_消された課題は見つからず_すきまは詰められる() -> None:
    index = IssueIndex(IssueText(i, "市民課", TYPED) for i in range(240))
    for key in range(239):
        index.remove(key)
    index.remove(7)
    assert [each.key for each in index.nearest(TYPED)] == [239]
    keys, rows = index.encoded()
    assert (keys, rows.shape[0]) == ([239], 1)


def test_言葉のない文には近いものがない() -> None:
    assert forum().nearest("！？") == ()
    assert IssueIndex[int]().nearest(TYPED) == ()


def test_結び付けた言葉を_書かれたまま見せる() -> None:
    one = "道路の穴ぼこの通報が電話だけで、場所の特定に時間がかかる"
    other = "陥没の連絡を電話で受けても、位置が口頭ではわからない"
    found = ties(one, other)
    assert ("電話", "電話") in found
    assert ("場所", "位置") in found
    assert len(found) <= MOST_TIES
    assert all(a in one and b in other for a, b in found)


def test_結び付ける言葉がなければ何も言わない() -> None:
    assert ties("河川敷に投棄が絶えない", "会議録を起こすのがつらい") == ()
