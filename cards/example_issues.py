"""Issues for the examples of the cards."""

from dataclasses import replace
from datetime import timedelta

from cards.example_values import NOW
from domain.issue import Affected, Issue, IssueState, IssueText, Standing
from domain.issue_history import IssueHistory, IssueRevision
from domain.issue_link import IssueLink, LinkKind

STAGES = (
    "課題の認識・発見",
    "BPR・デジタル活用による解決策検討",
    "ソリューションのプランニング・導入",
    "ソリューションの利活用",
)
NAMES = {1: "市川　遥", 2: "森田　翔"}
ISSUE = Issue(
    id=12,
    number=12,
    author_id=1,
    department="市民部",
    section="市民課",
    text=IssueText(
        title="申請書を二つのシステムに打っている",
        what="転入届の内容を、住民記録システムと台帳の両方に手で打っている。打ち間違いも起きる。",
        times=600,
        hours=20.5,
        affected=Affected.BOTH,
        systems=("住民記録システム", "Excel"),
        work="転入届の受付",
        wish="一度の入力で済ませたい。",
    ),
    standing=Standing(IssueState.RECEIVED, STAGES[0]),
    version=1,
    created_at=NOW - timedelta(days=40),
    touched_at=NOW - timedelta(days=40),
)
SHORT = replace(
    ISSUE,
    id=7,
    number=7,
    department="福祉部",
    section="高齢福祉課",
    text=IssueText(title="同じ住所を何度も入力する", what="申請のたびに住所を入力し直している。"),
    standing=Standing(IssueState.AT_WORK, STAGES[1], 2),
    touched_at=NOW,
)
LATER = replace(
    ISSUE,
    version=2,
    touched_at=NOW,
    standing=Standing(IssueState.AT_WORK, STAGES[1], 2),
    text=replace(ISSUE.text, hours=30),
)
LINK = IssueLink(1, 7, 12, LinkKind.SAME, 1, NOW)
HISTORY = IssueHistory(
    LATER,
    (
        IssueRevision(1, 1, ISSUE.created_at, ISSUE.text, ISSUE.standing),
        IssueRevision(2, 2, NOW, LATER.text, LATER.standing, "情報政策課と話しはじめました。"),
    ),
    NAMES,
)
