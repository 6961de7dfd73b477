"""A week's 情報交換 for the examples of the cards."""

from dataclasses import replace
from datetime import timedelta

from cards.example_issues import ISSUE, NAMES, SHORT
from cards.example_measures import MEASURE
from cards.example_values import NOW, PERSON
from domain.exchange import Answer, Exchange, ExchangeItem, HelperIds, Helpers, Progress, Round
from domain.issue import IssueState

__all__ = ["EXCHANGE", "HELPERS", "NAMES"]

_ROUND = Round(
    id=1,
    week="2026-W47",
    opened_at=NOW,
    again_at=NOW + timedelta(days=1),
    closes_at=NOW + timedelta(days=3),
)
_TROUBLED = ExchangeItem(
    id=3,
    department="福祉部",
    about=SHORT,
    version=1,
    answer=Answer(
        Progress.TROUBLED, "業者の返事が来ません。<@U1> *太字* [リンク](https://example.com)"
    ),
    answered_by=2,
    answered_at=NOW,
    helpers=HelperIds((7,), (), ()),
)
EXCHANGE = Exchange(
    _ROUND,
    (
        ExchangeItem(id=1, department="市民部", about=ISSUE),
        ExchangeItem(
            id=2,
            department="市民部",
            about=MEASURE,
            version=1,
            answer=Answer(Progress.FORWARD, "試行の相手が決まりました。"),
            answered_by=1,
            answered_at=NOW,
        ),
        _TROUBLED,
        replace(_TROUBLED, id=4, answer=Answer(Progress.SAME)),
        replace(_TROUBLED, id=5, answer=None, answered_by=None, version=0),
    ),
)
HELPERS = Helpers(
    issues=(replace(SHORT, standing=replace(SHORT.standing, state=IssueState.SOLVED)),),
    people=(PERSON,),
)
