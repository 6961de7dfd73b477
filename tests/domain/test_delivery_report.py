"""The delivery report: every message is counted once."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery_report import (
    STUCK,
    DeliveryReport,
    Group,
    Trouble,
    delivery_report,
    finishing_time,
    troubles_of,
)
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
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
        group(OutboxState.UNKNOWN, "no_answer", count=6),
    )
    assert (found.sent, found.waiting, found.nothing_to_say) == (5, 3, 4)
    assert (found.unknown, found.moot) == ({"no_answer": 6}, {"person_left": 1})
    assert found.held == {"paused": 3}
    assert found.failed == {"no_chat": 1, TOO_MANY_ATTEMPTS: 1}


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.SENDING])
@pytest.mark.parametrize("is_later", [True, False])
@pytest.mark.parametrize("reason", [*sorted(STUCK), "fault:3f2a", "app_refused:token_revoked"])
def test_誰かが直すまで出ないものはいつの分でも待っているうちに入れない(
    state: OutboxState, is_later: bool, reason: str
) -> None:
    found = report(group(state, reason, later=is_later, count=2))
    assert found.stuck == {reason: 2}
    assert (found.waiting, found.held) == (0, {})


@pytest.mark.parametrize(
    ("waiting", "per_minute", "stands_still"),
    [(15_800, 0, True), (15_800, 60, False), (0, 0, False)],
)
def test_待っているのに一通も出ていなければ止まっている(
    waiting: int, per_minute: float, stands_still: bool
) -> None:
    found = report(group(OutboxState.PENDING, count=waiting), per_minute=per_minute)
    assert found.stands_still is stands_still


def test_設定で足りないものを挙げる() -> None:
    place = ChannelPlace("slack", "T1/C1")
    assert troubles_of(Office(paused_at=NOW)) == tuple(Trouble)
    assert troubles_of(Office(forum=place, secretariat=place)) == ()


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
            st.sampled_from(["", "paused", "fault:1", NOTHING_NEW, TOO_MANY_ATTEMPTS]),
            is_later=st.booleans(),
            count=st.integers(1, 9),
        )
    )
)
def test_どの組も一度だけ数える(groups: list[Group]) -> None:
    found = report(*groups)
    by_reason = (found.stuck, found.held, found.failed, found.unknown, found.moot)
    counted = found.sent + found.nothing_to_say + found.waiting
    assert counted + sum(sum(each.values()) for each in by_reason) == sum(g.count for g in groups)
