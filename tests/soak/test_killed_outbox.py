"""``kill -9`` and SIGSTOP past the lease while the outbox is drained: nothing lost, nothing double."""

import pytest

from domain.outbox import OutboxState
from tests.soak.outbox_under_fire import Fire, Result, under_fire

SHORT = Fire(notices=60, kills=4, stops=1)
LONG = Fire(notices=1_000, kills=40, stops=8, people=25, between=4.0)


def check(result: Result, fire: Fire) -> None:
    slack, teams = result.slack, result.teams
    assert result.hits >= (fire.kills + fire.stops) / 2, "止める前に送り終えています。"
    assert (slack.lost, slack.double) == ([], [])
    assert set(slack.states.values()) == {OutboxState.SENT}
    assert (teams.lost, teams.double) == ([], [])
    assert set(teams.states.values()) <= {OutboxState.SENT, OutboxState.UNKNOWN}


async def test_送っている途中で止められても失われず二度届かない(sqlite_url: str) -> None:
    check(await under_fire(sqlite_url, SHORT), SHORT)


async def test_確かめずに送り直せば二度届くのでこの試験は見逃さない(sqlite_url: str) -> None:
    blind = Fire(notices=30, kills=1, stops=0, is_blind=True)
    slack = (await under_fire(sqlite_url, blind)).slack
    assert slack.lost == []
    assert slack.double


@pytest.mark.soak
async def test_何度止められても失われず二度届かない(database_url: str) -> None:
    check(await under_fire(database_url, LONG), LONG)


@pytest.mark.soak
async def test_期限が短すぎれば二度届くのでこの試験は見逃さない(sqlite_url: str) -> None:
    hasty = Fire(notices=200, kills=5, stops=0, lease=0.3, timeout=0.2, delay=1.5)
    slack = (await under_fire(sqlite_url, hasty)).slack
    assert slack.double
