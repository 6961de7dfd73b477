"""Processes that drain one outbox are killed, stopped for longer than the lease, and lose their
database, on platforms with bad weather: nothing is lost, nothing double, and every doubt is listed.

The long form sends 20,000 messages, half of them on each platform, over each database.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.outbox import OutboxState
from storage.migration import upgrade
from tests.databases import MortalPostgreSQL, mortal_postgresql
from tests.soak import worker_process
from tests.soak.outbox_under_fire import Fire, Result, under_fire

SHORT = Fire(notices=24, kills=1, stops=1, processes=2, at_once=8)
BAD = Fire(notices=100, kills=0, stops=0, processes=1, at_once=8, until_double=True)
LONG = Fire(
    notices=10_000,
    kills=60,
    stops=8,
    between=5.0,
    at_once=20,
    people=200,
    lease=8.0,
    timeout=2.0,
    hides=1.0,
)


@pytest.fixture
def mortal() -> Iterator[MortalPostgreSQL]:
    with mortal_postgresql() as server:
        yield server


def check(result: Result, fire: Fire) -> None:
    slack, teams = result.slack, result.teams
    assert result.hits >= (fire.kills + fire.stops + fire.restarts) / 2, (
        "止める前に送り終えています。"
    )
    assert (slack.lost, slack.double) == ([], [])
    assert set(slack.states.values()) == {OutboxState.SENT}
    assert (teams.lost, teams.double) == ([], [])
    assert set(teams.states.values()) <= {OutboxState.SENT, OutboxState.UNKNOWN}


async def test_送っている途中で止められても失われず二度届かない(sqlite_url: str) -> None:
    check(await under_fire(sqlite_url, SHORT), SHORT)


@pytest.mark.soak
async def test_確かめずに送り直せば二度届くのでこの試験は見逃さない(sqlite_url: str) -> None:
    blind = replace(BAD, is_blind=True)
    assert (await under_fire(sqlite_url, blind)).slack.double


@pytest.mark.soak
async def test_期限が短すぎれば二度届くのでこの試験は見逃さない(sqlite_url: str) -> None:
    hasty = replace(BAD, lease=0.3, timeout=0.2, takes=1.0)
    assert (await under_fire(sqlite_url, hasty)).slack.double


async def over_mortal(mortal: MortalPostgreSQL, fire: Fire) -> Result:
    name = mortal.server.create()
    url = mortal.server.url(name)
    await upgrade(url, owner_url=mortal.server.owner_url(name))
    return await under_fire(url, fire, restart=mortal.dies_and_returns)


async def test_データベースが落ちても失われず二度届かない(mortal: MortalPostgreSQL) -> None:
    fire = replace(SHORT, stops=0, restarts=1, main=worker_process.main)
    check(await over_mortal(mortal, fire), fire)


async def test_仕事の列を分け合う働き手が止められても失われず二度届かない(
    postgresql_url: str,
) -> None:
    fire = replace(SHORT, main=worker_process.main)
    check(await under_fire(postgresql_url, fire), fire)


@pytest.mark.soak
async def test_何度止められても失われず二度届かない(sqlite_url: str) -> None:
    check(await under_fire(sqlite_url, LONG), LONG)


@pytest.mark.soak
async def test_データベースが何度落ちても失われず二度届かない(mortal: MortalPostgreSQL) -> None:
    fire = replace(LONG, restarts=12, main=worker_process.main)
    check(await over_mortal(mortal, fire), fire)
