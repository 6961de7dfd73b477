"""The delivery report: every message is counted once, or is no news."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery_report import DeliveryReport, Group, delivery_report, finishing_time
from domain.japan_time import JAPAN
from domain.outbox import TOO_MANY_ATTEMPTS, OutboxState
from domain.reminder import NOTHING_NEW
from tests.domain.situations import SAME_EVERY_RUN

NOW = datetime(2026, 11, 16, 9, 15, 30, tzinfo=JAPAN)


def group(state: OutboxState, reason: str = "", *, later: bool = False, count: int = 1) -> Group:
    return Group(state, reason, is_later=later, count=count)


def report(*groups: Group, per_minute: float = 60) -> DeliveryReport:
    return delivery_report(groups, since=NOW - timedelta(days=7), per_minute=per_minute, now=NOW)


def test_行き先ごとに数える() -> None:
    found = report(
        group(OutboxState.SENT, count=5),
        group(OutboxState.PENDING, count=2),
        group(OutboxState.SENDING),
        group(OutboxState.PENDING, "paused", later=True, count=3),
        group(OutboxState.FAILED, "no_chat"),
        group(OutboxState.DEAD, TOO_MANY_ATTEMPTS),
        group(OutboxState.DEAD, NOTHING_NEW, count=4),
        group(OutboxState.DEAD, "person_left"),
        group(OutboxState.UNKNOWN, count=6),
    )
    assert (found.sent, found.waiting, found.nothing_to_say, found.unknown) == (5, 3, 4, 6)
    assert found.held == {"paused": 3}
    assert found.failed == {"no_chat": 1, TOO_MANY_ATTEMPTS: 1}


def test_時が来て待っているものは止めているうちに入れない() -> None:
    assert report(group(OutboxState.PENDING, "ratelimited")).waiting == 1


@pytest.mark.parametrize(
    ("waiting", "per_minute", "minutes"),
    [(0, 60, None), (9, 0, None), (1, 60, 1), (16_000, 300, 54)],
)
def test_いまの速さで終わる時刻を見込む(
    waiting: int, per_minute: float, minutes: int | None
) -> None:
    found = finishing_time(waiting, per_minute=per_minute, now=NOW)
    if minutes is None:
        assert found is None
    else:
        assert found is not None
        assert timedelta() <= found - NOW - timedelta(minutes=minutes) < timedelta(minutes=1)


@SAME_EVERY_RUN
@given(
    st.lists(
        st.builds(
            Group,
            st.sampled_from(OutboxState),
            st.sampled_from(["", "paused", NOTHING_NEW, TOO_MANY_ATTEMPTS]),
            is_later=st.booleans(),
            count=st.integers(1, 9),
        )
    )
)
def test_どの組も二度は数えない(groups: list[Group]) -> None:
    found = report(*groups)
    counted = [found.sent, found.nothing_to_say, found.waiting, found.unknown]
    counted += [*found.held.values(), *found.failed.values()]
    over = [g for g in groups if g.state is OutboxState.DEAD and g.reason in ("", "paused")]
    assert sum(counted) == sum(g.count for g in groups) - sum(g.count for g in over)
