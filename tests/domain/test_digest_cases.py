"""Which cases waited at the end of a week, told afterwards from what has happened to them."""

from datetime import datetime, timedelta

import pytest

from domain.digest_cases import CaseSaid, CaseThen, waiting_at
from domain.improvement_case import CaseState, Decision, ReviewRoute
from domain.japan_time import JAPAN

REPORTED = datetime(2026, 11, 17, 9, 0, tzinfo=JAPAN)
END = datetime(2026, 11, 23, tzinfo=JAPAN)
BEFORE, AFTER = END - timedelta(days=2), END + timedelta(days=2)


@pytest.mark.parametrize(
    ("now", "decided", "withdrawn", "waited"),
    [
        ("待つ", [], [], True),
        ("待つ", [(Decision.APPROVED, BEFORE)], [], True),
        ("待たない", [(Decision.APPROVED, BEFORE)], [], False),
        ("待たない", [(Decision.APPROVED, AFTER)], [], True),
        ("待たない", [(Decision.APPROVED, BEFORE), (Decision.APPROVED, AFTER)], [], True),
        ("待たない", [(Decision.SENT_BACK, BEFORE)], [], False),
        ("待たない", [(Decision.SENT_BACK, AFTER)], [], True),
        ("待たない", [(Decision.SUGGESTED, BEFORE), (Decision.APPROVED, AFTER)], [], False),
        ("待たない", [(Decision.APPROVED, AFTER)], [BEFORE], False),
        ("待つ", [], [AFTER], True),
        ("待つ", [], [REPORTED - timedelta(days=1)], True),
    ],
)
def test_その週の終わりに確認を待っていたかが後からわかる(
    now: str, decided: list[tuple[Decision, datetime]], withdrawn: list[datetime], waited: bool
) -> None:
    case = CaseThen(
        number=1,
        since=REPORTED,
        waits_now=now == "待つ",
        decisions=[CaseSaid(*each) for each in decided],
        withdrawn=withdrawn,
    )
    assert bool(waiting_at(END, [case], route=ReviewRoute.BOTH)) is waited


@pytest.mark.parametrize(
    ("decided", "route", "waited"),
    [
        ([], ReviewRoute.BOTH, True),
        ([(Decision.APPROVED, BEFORE, CaseState.LEADER_REVIEW)], ReviewRoute.BOTH, True),
        ([(Decision.APPROVED, BEFORE, CaseState.LEADER_REVIEW)], ReviewRoute.LEADER, False),
        ([(Decision.APPROVED, BEFORE, CaseState.OFFICE_REVIEW)], ReviewRoute.BOTH, False),
        ([(Decision.SENT_BACK, BEFORE, CaseState.LEADER_REVIEW)], ReviewRoute.BOTH, False),
    ],
)
def test_あとで書き直された版もそれまで決まっていなければ待っていた(
    decided: list[tuple[Decision, datetime, CaseState]], route: ReviewRoute, waited: bool
) -> None:
    said = [CaseSaid(*each) for each in decided]
    case = CaseThen(number=1, since=REPORTED, waits_now=False, is_replaced=True, decisions=said)
    assert bool(waiting_at(END, [case], route=route)) is waited


def test_待っている事例は長いものから並ぶ() -> None:
    cases = [
        CaseThen(number=number, since=REPORTED - timedelta(days=days), waits_now=True)
        for number, days in ((3, 0), (2, 5), (1, 0))
    ]
    assert [each.number for each in waiting_at(END, cases, route=ReviewRoute.BOTH)] == [2, 1, 3]
