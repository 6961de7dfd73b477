"""課題 of several departments brought together: verbatim, deterministic, each in one group, people's word first."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from language.issue_flows import flows_between
from language.issue_groups import GroupKind, IssueGroup, issue_groups
from language.issue_text import IssueText

FORUM = [
    IssueText(1, "市民課", "紙の申請書を職員が手入力している"),
    IssueText(2, "税務課", "窓口で受け取った用紙を表計算に打ち直していて、毎日二時間かかる"),
    IssueText(3, "福祉課", "手書きの申込書を一件ずつシステムに打ち込むのに半日かかる。"),
    IssueText(4, "土木課", "公用車の予約が紙の台帳で、空きが席から分からない"),
    IssueText(5, "学校教育課", "公用車が空いているか、毎回電話で聞いている", title="車の空き"),
    IssueText(6, "総務課", "会議録の文字起こしに三日かかる"),
    IssueText(7, "議会事務局", "委員会の録音を聞きながら記録を起こすのがつらい"),
    IssueText(8, "税務課", "課税の異動の通知が市民課から紙で届き、転入の処理が遅れる"),
    IssueText(9, "市民課", "転入の届けを受けたあと、税務課に紙で回している"),
    IssueText(10, "危機管理課", "防災無線が聞こえない地区がある"),
    IssueText(11, "危機管理課", "防災行政無線の聞こえにくい地区の苦情が続く"),
]


def keys(groups: tuple[IssueGroup[int], ...]) -> set[frozenset[int]]:
    return {frozenset(group.keys) for group in groups}


def group_with(key: int, groups: tuple[IssueGroup[int], ...]) -> IssueGroup[int]:
    return next(group for group in groups if key in group.keys)


def test_同じ課題は_言葉が違っても部局をこえて一つになる() -> None:
    groups = issue_groups(FORUM)
    typed = group_with(1, groups)
    assert set(typed.keys) == {1, 2, 3}
    assert typed.kind is GroupKind.COMMON
    assert typed.departments == ("市民課", "税務課", "福祉課")
    assert {6, 7} in keys(groups)
    assert {4, 5} in keys(groups)


def test_一つの課の課題は共通とは言わない() -> None:
    alone = group_with(10, issue_groups(FORUM))
    assert set(alone.keys) == {10, 11}
    assert alone.kind is GroupKind.SINGLE


def test_相手の課を名指して同じものを語る課題は_流れとしてつながる() -> None:
    flow = group_with(8, issue_groups(FORUM))
    assert set(flow.keys) == {8, 9}
    assert flow.kind is GroupKind.SPANNING


PERMITS = [
    IssueText(
        1,
        "都市建設部",
        "占用の申請は図面が紙で、水道課と下水道課へ順に回して意見をもらう。一巡に10日かかる。",
        section="道路河川課",
    ),
    IssueText(
        2,
        "上下水道局",
        "道路河川課から回ってくる占用の図面が、前の課で止まっていると気づけない。",
        section="下水道課",
    ),
]


def test_相手の部局でなく課を名指していても_流れとしてつながる() -> None:
    assert flows_between(PERMITS) == [(0, 1)]
    assert group_with(1, issue_groups(PERMITS)).kind is GroupKind.SPANNING
    apart = [
        replace(issue, section="水道課" if issue.section == "下水道課" else "") for issue in PERMITS
    ]
    assert flows_between(apart) == [(0, 1)]
    only_other = [
        replace(PERMITS[0], text="占用の図面を下水道課へ回す。"),
        replace(apart[1], text="占用の図面が届かない。"),
    ]
    assert flows_between(only_other) == []


def test_市民と書いただけでは_市民部の話ではない() -> None:
    told = [
        IssueText(1, "市民部", "届の写しを紙で送っていて、窓口が止まる。"),
        IssueText(2, "税務部", "届の写しが読めず、市民の方に電話で聞き直している。"),
    ]
    assert flows_between(told) == []


def test_要約も見出しも_書かれたままの言葉で番号がつく() -> None:
    said = {issue.key: issue.said for issue in FORUM}
    for group in issue_groups(FORUM):
        everything = "\n".join(said[key] for key in group.keys)
        assert all(word in everything for word in group.label.split("・")), group.label
        assert all(term in everything for term in group.terms)
        assert group.summary
        for sentence in group.summary:
            assert all(sentence.text in said[key] for key in sentence.cites)
            assert set(sentence.cites) <= set(group.keys)


def test_題があればそれが見出しになる() -> None:
    assert group_with(4, issue_groups(FORUM)).label == "車の空き"


def test_人が同じと言えば一つ_違うと言えば別になる() -> None:
    groups = issue_groups(FORUM, same=[(0, 9)], different=[(3, 4)])
    assert {1, 10} <= set(group_with(1, groups).keys)
    assert set(group_with(4, groups).keys) == {4}


def test_流れがつながると言われた組は_跨る課題になる() -> None:
    flow = group_with(6, issue_groups(FORUM, flows=[(3, 5)]))
    assert {4, 6} <= set(flow.keys)
    assert flow.kind is GroupKind.SPANNING


def test_違うと言われた二つは_流れとしてもつながない() -> None:
    groups = issue_groups(FORUM, different=[(7, 8)])
    assert group_with(8, groups) is not group_with(9, groups)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1_000))
def test_並べ替えても同じまとまりになり_どの課題も一度だけ出る(seed: int) -> None:
    shuffled = random.Random(seed).sample(FORUM, len(FORUM))
    groups = issue_groups(shuffled)
    assert keys(groups) == keys(issue_groups(FORUM))
    assert sorted(key for group in groups for key in group.keys) == list(range(1, 12))


def test_言葉のない課題も落とさない() -> None:
    groups = issue_groups([*FORUM, IssueText(12, "", "！！！"), IssueText(13, "", "")])
    assert keys(groups) >= {frozenset({12}), frozenset({13})} or {12, 13} in keys(groups)


def test_課題がなければ何もない() -> None:
    assert issue_groups([]) == ()
