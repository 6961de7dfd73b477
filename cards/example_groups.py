"""Groups of issues for the examples of the cards."""

from dataclasses import replace

from cards.example_issues import ISSUE, SHORT
from cards.example_values import NOW
from domain.issue import IssueText
from domain.issue_group import (
    Candidate,
    ChangeKind,
    ConfirmedGroup,
    Evidence,
    GroupChange,
    GroupKind,
    GroupRevision,
    GroupSeen,
)

NEAR = replace(
    SHORT,
    id=15,
    number=15,
    department="税務部",
    section="市民税課",
    text=IssueText(
        title="申告書の内容を手で打ち直している", what="紙の申告書を税システムに打ち込んでいる。"
    ),
)
EVIDENCE = Evidence(
    ("申請書", "二つのシステム", "住所"),
    (
        ("転入届の内容を、住民記録システムと台帳の両方に手で打っている。", (12,)),
        ("申請のたびに住所を入力し直している。", (7,)),
    ),
)
GROUP = ConfirmedGroup(
    id=3,
    number=3,
    label="同じ内容を何度も入力している",
    kind=GroupKind.COMMON,
    issue_ids=(7, 12),
    version=2,
)
SEEN = GroupSeen(GROUP, (SHORT, ISSUE), EVIDENCE, (NEAR,))
CANDIDATE = Candidate(
    "申請書を二つのシステムに打っている", GroupKind.COMMON, (SHORT, ISSUE), EVIDENCE
)
CHANGE = GroupChange(5, ChangeKind.RENAME, 2, NOW)
REVISIONS = (
    GroupRevision(
        GroupChange(4, ChangeKind.CONFIRM, 1, NOW),
        replace(GROUP, version=1, label="申請書を二つのシステムに打っている"),
    ),
    GroupRevision(CHANGE, GROUP),
)
