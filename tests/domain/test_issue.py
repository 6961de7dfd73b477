"""課題: which states follow which, who may do what, what differs between versions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import NotAllowed
from domain.issue import (
    ImpossibleState,
    Issue,
    IssueState,
    IssueText,
    NothingChanged,
    Standing,
    moved,
    rewritten,
    states_after,
)
from domain.issue_history import IssueHistory, IssueRevision
from domain.issue_link import LinkToItself, pair_of
from domain.issue_rights import IssueAct, may, may_mark, require, require_mark
from domain.issue_thread import Mark
from domain.people import Duty, Person, TeamRoleHeld
from domain.stalled import days_untouched, is_stalled
from tests.city import NOW
from tests.domain.builders import person

ISSUE = Issue(
    id=1,
    number=1,
    author_id=1,
    department="市民部",
    section="市民課",
    text=IssueText(title="二度打ち", what="手で打っている。間違える。"),
    standing=Standing(IssueState.RECEIVED, "発見", 2),
    version=1,
    created_at=NOW,
    touched_at=NOW,
)


def _holder(number: int, role: str, department: str) -> Person:
    return replace(person(id=number), team_roles=(TeamRoleHeld(role, department),))


EVERYONE = {
    "書いた人": person(id=1),
    "担当": person(id=2),
    "統括リーダー": _holder(3, "DX統括リーダー", "市民部"),
    "よその統括リーダー": _holder(4, "DX統括リーダー", "福祉部"),
    "推進員": _holder(5, "DX推進員", "市民部"),
    "事務局": person(id=6, duties=[Duty.SECRETARIAT]),
    "研修担当": person(id=7, duties=[Duty.TRAINING_OFFICER]),
}
ALLOWED = {
    IssueAct.REWRITE: {"書いた人", "統括リーダー", "事務局"},
    IssueAct.MOVE: {"書いた人", "担当", "統括リーダー", "事務局"},
    IssueAct.LINK: {"書いた人", "担当", "統括リーダー", "事務局"},
    IssueAct.DECIDE: {"書いた人", "担当", "統括リーダー", "事務局"},
}


@pytest.mark.parametrize("act", IssueAct)
def test_できる人だけに許されほかの人には何をすればよいかを言う(act: IssueAct) -> None:
    assert {who for who, each in EVERYONE.items() if may(act, each, ISSUE)} == ALLOWED[act]
    with pytest.raises(NotAllowed) as refused:
        require(act, EVERYONE["推進員"], ISSUE)
    assert refused.value.sentence.endswith("伝えてください。")


def test_対応策はだれでも決定は課題に責任のある人だけが印を付けられる() -> None:
    may_put = {
        mark: {who for who, each in EVERYONE.items() if may_mark(mark, each, ISSUE)}
        for mark in Mark
    }
    assert may_put == {
        Mark.COUNTERMEASURE: set(EVERYONE),
        Mark.DECISION: ALLOWED[IssueAct.DECIDE],
    }
    with pytest.raises(NotAllowed, match="「決定」にできるのは"):
        require_mark(Mark.DECISION, EVERYONE["推進員"], ISSUE)


def test_二つの課題のどちらかに関わる人は同じかどうかを答えられる() -> None:
    other = replace(ISSUE, id=2, author_id=9, department="福祉部", standing=ISSUE.standing)
    assert may(IssueAct.LINK, EVERYONE["よその統括リーダー"], ISSUE, other)
    assert not may(IssueAct.LINK, EVERYONE["推進員"], ISSUE, other)


@pytest.mark.parametrize("was", IssueState)
@pytest.mark.parametrize("asked", IssueState)
def test_状態は決めた順にだけ変わる(was: IssueState, asked: IssueState) -> None:
    issue = replace(ISSUE, standing=Standing(was))
    if asked in states_after(was):
        after = moved(issue, Standing(asked), at=NOW)
        assert (after.standing.state, after.version) == (asked, 2)
    elif asked is was:
        with pytest.raises(NothingChanged):
            moved(issue, Standing(asked), at=NOW)
    else:
        with pytest.raises(ImpossibleState, match=f"いま「{was}」"):
            moved(issue, Standing(asked), at=NOW)


def test_どの状態からも戻れる() -> None:
    for state in IssueState:
        reached, found = {state}, [state]
        while found:
            found = [s for each in found for s in states_after(each) if s not in reached]
            reached |= {*found}
        assert reached == {*IssueState}


def test_ひとことだけでも経過になり動きがあったことになる() -> None:
    later = NOW + timedelta(days=40)
    assert is_stalled(ISSUE, now=later)
    assert days_untouched(ISSUE, now=later) == 40
    after = moved(ISSUE, ISSUE.standing, at=later, has_remark=True)
    assert (after.version, after.standing) == (2, ISSUE.standing)
    assert not is_stalled(after, now=later)
    solved = replace(ISSUE, standing=Standing(IssueState.SOLVED))
    assert not is_stalled(solved, now=later)


def test_版の違いは欄ごと文ごとにわかり後の人には誰が何を変えたかを言う() -> None:
    text = replace(ISSUE.text, what="手で打っている。遅れる。", hours=20)
    after = rewritten(ISSUE, text, stage="検討", at=NOW)
    history = IssueHistory(
        after,
        (
            IssueRevision(1, 1, NOW, ISSUE.text, ISSUE.standing),
            IssueRevision(2, 3, NOW, after.text, after.standing),
        ),
        {2: "森田 翔", 3: "市川 遥"},
    )
    changes = {each.label: [str(line.text) for line in each.lines] for each in history.changes(2)}
    assert changes == {
        "何が起きているか": ["手で打っている。", "間違える。", "遅れる。"],
        "かかる時間": ["月20時間"],
        "段階": ["発見", "検討"],
    }
    assert history.changes(1) == ()
    sentence = history.first_one(version=1).sentence
    assert "先に市川 遥さんが「何が起きているか」・「かかる時間」・「段階」を変えた" in sentence


def test_組は順によらずひとつで自分自身とは組まない() -> None:
    assert pair_of(7, 3) == pair_of(3, 7) == (3, 7)
    with pytest.raises(LinkToItself):
        pair_of(3, 3)
