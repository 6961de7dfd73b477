"""部局横断DX施策 for the examples of the cards."""

from dataclasses import replace
from datetime import date, timedelta

from cards.example_issues import NAMES, STAGES
from cards.example_values import NOW
from domain.dx_measure import (
    DxMeasure,
    DxMeasureRevision,
    DxMeasureState,
    DxMeasureText,
    Milestone,
    ended,
)
from domain.dx_measure_history import DxMeasureHistory

_FIRST = DxMeasureText(
    name="申請の入力を一度にする",
    aim="窓口で受けた申請書の内容を、一度の入力で関係するシステムに渡す。",
    lead_department="市民部",
    lead_id=1,
    departments=("市民部", "福祉部", "税務部"),
    member_ids=(2,),
    milestones=(Milestone(date(2026, 12, 25), "対象の申請書を決める"),),
    stage=STAGES[0],
    issue_ids=(7, 12),
)
_NOW = replace(
    _FIRST,
    supporter_ids=(2,),
    milestones=(*_FIRST.milestones, Milestone(date(2027, 3, 31), "市民課で試行を終える")),
    effect="月60時間の入力を減らす。",
    stage=STAGES[1],
)
MEASURE = DxMeasure(
    id=3,
    number=3,
    group_id=3,
    text=_NOW,
    version=2,
    created_at=NOW - timedelta(days=7),
    touched_at=NOW,
)
HISTORY = DxMeasureHistory(
    MEASURE,
    (
        DxMeasureRevision(1, 1, NOW - timedelta(days=7), _FIRST),
        DxMeasureRevision(2, 2, NOW, _NOW),
    ),
    NAMES,
    {7: 7, 12: 12},
)
_COMPLETED = ended(
    MEASURE,
    DxMeasureState.COMPLETED,
    "市民課と福祉課で、申請書の入力が一度で済むようになった。",
    at=NOW,
)
ENDED = DxMeasureHistory(
    _COMPLETED,
    (*HISTORY.revisions, DxMeasureRevision(3, 1, NOW, _COMPLETED.text)),
    NAMES,
    HISTORY.numbers,
)
