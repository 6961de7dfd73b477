"""What somebody tells of a trouble, pulled apart; closed wordings of the forum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issue import Affected, IssueState
from language.case_numbers import NotRead
from language.issue_amounts import times_said, times_typed
from language.issue_parts import parts_of, tells_issue, title_of, without_wish
from language.issue_words import BoardWish, board_wish, issue_asked_for, issue_told

TOLD = (
    "紙の申請書を住民記録システムとExcelに二度打ちしていて、月600件で毎月20時間かかっている。"
    "市民を窓口でお待たせすることもある。一度の入力で済ませたい。"
)


def test_文章から題名と件数と時間と影響とシステムと望む姿が分かれる() -> None:
    parts = parts_of(f"課題：{TOLD}")
    assert parts.title == "紙の申請書を住民記録システムとExcelに二度打ちしている"
    assert (parts.times, parts.hours, parts.affected) == (600, 20, Affected.BOTH)
    assert parts.systems == ("住民記録システム", "Excel")
    assert parts.wish == "一度の入力で済ませたい。"
    assert parts.what + parts.wish == TOLD


def test_見出しのある文章は見出しのとおりに分かれる() -> None:
    parts = parts_of(
        "題名：公用車の予約\n現状：公用車の台帳を総務まで見に行く。\n頻度：1日30件、1日30分\n"
        "業務：公用車の管理\n望む姿：席から見たい"
    )
    assert (parts.title, parts.what) == ("公用車の予約", "公用車の台帳を総務まで見に行く。")
    assert (parts.times, parts.hours) == (600, 10)
    assert (parts.work, parts.wish) == ("公用車の管理", "席から見たい")


@pytest.mark.parametrize(
    ("text", "affected"),
    [
        ("住民記録システムに手で写している。", None),
        ("市民課の職員が写している。", Affected.STAFF),
        ("来庁した方をお待たせしている。", Affected.CITIZENS),
        ("市民を待たせ、職員も残業している。", Affected.BOTH),
    ],
)
def test_システムや課の名前は影響を受ける人ではない(text: str, affected: Affected | None) -> None:
    assert parts_of(text).affected is affected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "決裁が紙のままで、部長が出張だと3日止まる。月80件。",
            "決裁が紙のままで、部長が出張だと3日止まる",
        ),
        (
            "休みの間は判をもらえず、決裁が翌週になっています。",
            "休みの間は判をもらえず、決裁が翌週になっている",
        ),
        ("電話が鳴りやまないので、窓口が止まる。", "電話が鳴りやまない"),
        (f"決裁が紙のままで、{'あちこちの机で' * 5}止まる。", "決裁が紙のままで"),
        ("、", ""),
    ],
)
def test_題名は文の途中で切れない(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("窓口で何度も書かせているのを課題として提起します", "窓口で何度も書かせている"),
        ("電子契約の運用がバラバラなので課題として共有したい。", "電子契約の運用がバラバラ"),
        ("課題を登録したいです。紙の台帳を見に行く。", "紙の台帳を見に行く。"),
        ("課題を登録したい", ""),
        ("新しい課題を挙げます", ""),
    ],
)
def test_登録したいという言葉だけが除かれる(text: str, rest: str) -> None:
    assert without_wish(text).removesuffix("の") == rest
    assert tells_issue(text) == (len(rest) >= 8)


@given(st.text(max_size=200))
def test_どんな文でも言葉は文にあるものだけで例外がない(text: str) -> None:
    parts = parts_of(text)
    assert len(parts.title) <= 60
    assert tells_issue(text) in (True, False)
    issue_told(text)
    issue_asked_for(text)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        *(("600", 600), ("月600件", 600), ("１日30件くらい", 600), ("年1万2千件", 1000)),
        *(("１２０枚／月", 120), ("", None), ("不明", None), ("年3件", 1), ("0件", 0)),
    ],
)
def test_件数は書かれたとおりに月の数になる(words: str, times: int | None) -> None:
    assert times_typed(words) == times


@pytest.mark.parametrize("words", ["たくさん", "月600件と年3件", "9999999", "-5"])
def test_読めない件数は読めないと言う(words: str) -> None:
    with pytest.raises(NotRead):
        times_typed(words)


@pytest.mark.parametrize("text", ["600件ある。", "3階で待つ。", "12人で回す。", "一回30分かかる。"])
def test_どれくらいの頻度か書いていない数は数えない(text: str) -> None:
    assert times_said(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("#12", 12), ("課題12を見せて", 12), ("12番", 12), ("＃３はどうなっていますか？", 3)),
        *(("#12を解決にして", None), ("12", None), ("公用車の課題", None), ("12番窓口", None)),
    ],
)
def test_番号だけを言ったときだけその課題を開く(text: str, number: int | None) -> None:
    assert issue_asked_for(text) == number


def test_課題と書いてコロンを付けたものだけが登録したい内容になる() -> None:
    assert issue_told("課題： 二度打ち\n困る") == "二度打ち\n困る"
    assert issue_told("課題：") is None
    assert issue_told("この課題：二度打ち") is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("うちの課の課題", BoardWish(is_own_section=True)),
        ("うちの部の止まっている課題", BoardWish(is_own_department=True, is_stalled=True)),
        ("福祉部の解決した課題一覧", BoardWish(place="福祉部", state=IssueState.SOLVED)),
        ("利活用の段階の課題", BoardWish(stage="利活用")),
        ("課題一覧", BoardWish()),
        ("電話についての課題", BoardWish(topic="電話")),
        ("Excelの課題を見せて", BoardWish(likely_topic="excel")),
        ("今週の課題", BoardWish()),
        ("共通の課題", BoardWish()),
        ("市民課の課題", BoardWish(place="市民課")),
        ("福祉部の窓口に関する課題を見せて", BoardWish(place="福祉部", topic="窓口")),
    ],
)
def test_一覧は言った条件だけで絞る(text: str, wish: BoardWish) -> None:
    assert board_wish(text, places={"福祉部", "市民課"}, stages=("発見", "利活用")) == wish
