"""Which cases waited at the end of a week, told afterwards from what has happened to them."""

from datetime import datetime, timedelta

import pytest

from domain.digest_cases import CaseThen, waiting_at
from domain.improvement_case import Decision
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
        number=1, since=REPORTED, waits_now=now == "待つ", decisions=decided, withdrawn=withdrawn
    )
    assert bool(waiting_at(END, [case])) is waited


def test_待っている事例は長いものから並ぶ() -> None:
    cases = [
        CaseThen(number=number, since=REPORTED - timedelta(days=days), waits_now=True)
        for number, days in ((3, 0), (2, 5), (1, 0))
    ]
    assert [each.number for each in waiting_at(END, cases)] == [2, 1, 3]
