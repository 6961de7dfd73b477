"""対応策 for the examples of the cards."""

from dataclasses import replace
from datetime import date, timedelta

from cards.example_issues import NAMES
from cards.example_values import NOW
from domain.countermeasure import (
    Countermeasure,
    CountermeasureHistory,
    CountermeasureRevision,
    CountermeasureText,
    SameDone,
    SeenCountermeasure,
)

TOLD = Countermeasure(
    id=3,
    number=3,
    issue_id=12,
    group_id=None,
    author_id=2,
    text=CountermeasureText(
        what="申請書にQRコードを付け、窓口で読み取って台帳に入れています。<@U1> *太字*",
        department="福祉部",
        section="高齢福祉課",
    ),
    version=1,
    created_at=NOW - timedelta(days=3),
    touched_at=NOW - timedelta(days=3),
)
COUNTERMEASURE = replace(
    TOLD,
    version=2,
    touched_at=NOW,
    text=replace(
        TOLD.text,
        tools="QRコード、RPA",
        effect="打ち間違いがなくなりました。",
        hours=10,
        since=date(2026, 4, 1),
    ),
)
ADOPTED = SameDone(
    countermeasure_id=3,
    staff_id=1,
    department="市民部",
    section="市民課",
    since=date(2026, 10, 1),
    hours=20,
    remark="様式を少し変えました。",
    at=NOW,
)
HISTORY = CountermeasureHistory(
    COUNTERMEASURE,
    (
        CountermeasureRevision(1, 2, TOLD.created_at, TOLD.text, stands=True),
        CountermeasureRevision(2, 1, NOW, COUNTERMEASURE.text, stands=True),
    ),
    NAMES,
)
EXAMPLE_SEEN = (SeenCountermeasure(COUNTERMEASURE, (ADOPTED,)),)
