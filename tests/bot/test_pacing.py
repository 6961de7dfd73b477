"""Never more than the limits allow, never later than they ask."""

import asyncio
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import LIMITS, Limit, Pacer, Paces, limits
from bot.settings import Settings
from tests.bot.standing_time import Time

TEAMS = limits("7/1 8/2 60/30 1800/3600")


def times(of: tuple[Limit, ...], pauses: list[float]) -> list[float]:
    """When each call goes out, with so many seconds before each is asked for."""
    time = Time()
    pacer = Pacer(of, seconds=time, sleep=time.sleep)
    gone: list[float] = []

    async def all_of_them() -> None:
        for pause in pauses:
            time.now += pause
            await pacer.turn()
            gone.append(time.now)

    asyncio.run(all_of_them())
    return gone


some_limits = st.lists(
    st.builds(Limit, st.integers(1, 8), st.integers(1, 30).map(float)), min_size=1, max_size=4
).map(tuple)
some_pauses = st.lists(st.one_of(st.just(0.0), st.floats(0, 40)), max_size=60)


@given(some_limits, some_pauses)
def test_どの窓でも数が上限を超えない(of: tuple[Limit, ...], pauses: list[float]) -> None:
    gone = times(of, pauses)
    for limit in of:
        for first, beyond in zip(gone, gone[limit.calls :], strict=False):
            assert beyond - first >= limit.seconds - 1e-6


@given(some_limits, some_pauses)
def test_待つのは上限のときだけで必要なだけである(
    of: tuple[Limit, ...], pauses: list[float]
) -> None:
    gone = times(of, pauses)
    asked = 1_000.0
    for number, (pause, at) in enumerate(zip(pauses, gone, strict=True)):
        asked += pause
        full = [gone[number - limit.calls] + limit.seconds for limit in of if number >= limit.calls]
        assert at == pytest.approx(max([asked, *full]), abs=1e-6)
        asked = at


def test_ふだんのやりとりは待たない() -> None:
    assert times(TEAMS, [0.0] * 7) == [1_000.0] * 7
    assert times(TEAMS, [3.0, 0.0, 0.0] * 5) == [1_000.0 + 3 * (n // 3 + 1) for n in range(15)]


def test_続けて送ると三十秒に六十通になる() -> None:
    gone = times(TEAMS, [0.0] * 121)
    assert gone[60] - gone[0] == pytest.approx(30.0)
    assert gone[120] - gone[60] == pytest.approx(30.0)


async def test_会話ごとに数え頼んだ順に出る() -> None:
    time = Time()
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    pacer = Pacer((Limit(1, 1.0),), seconds=time, sleep=note)
    await asyncio.gather(*(pacer.turn("a") for _ in range(4)))
    await pacer.turn("b")
    assert waits == [1.0, 2.0, 3.0]
    assert all(later > earlier for earlier, later in pairwise(waits))


async def test_終わった会話は覚えておかない() -> None:
    time = Time()
    pacer = Pacer((Limit(2, 5.0),), seconds=time, sleep=time.sleep)
    for number in range(1_000):
        await pacer.turn(f"会話{number}")
        time.now += 1.0
    assert len(pacer._turns) <= 6


async def test_待てる時間を超えるなら待たずに断り数にも入れない() -> None:
    time = Time()
    pacer = Pacer((Limit(1, 10.0),), seconds=time, sleep=time.sleep)
    assert await pacer.turn("a", within=5.0)
    assert not await pacer.turn("a", within=5.0)
    assert time.now == 1_000.0
    time.now += 5.0
    assert await pacer.turn("a", within=5.0)
    assert time.now == 1_010.0


async def test_会話ごとに待つ人はほかの会話の順番を使わない() -> None:
    time = Time()
    both = Paces(
        Pacer((Limit(1, 60.0),), seconds=time, sleep=time.sleep),
        Pacer((Limit(2, 60.0),), seconds=time, sleep=time.sleep),
    )
    assert await both.turn("a", within=0.0)
    assert not await both.turn("a", within=0.0)
    assert await both.turn("b", within=0.0)
    assert not await both.turn("c", within=0.0)


async def test_上限がなければ待たない() -> None:
    pacer = Pacer(sleep=lambda _: pytest.fail("待ちました"))
    for _ in range(1_000):
        await pacer.turn()


@pytest.mark.parametrize("written", ["7/1 8/2", "1/1", ""])
def test_書き方どおりなら読める(written: str) -> None:
    assert re.fullmatch(LIMITS, written)
    assert [f"{limit.calls}/{limit.seconds:.0f}" for limit in limits(written)] == written.split()


@pytest.mark.parametrize(
    "written", ["7", "0/1", "7/0", "-1/1", "7/1,8/2", "7/1  8/2", "1７/1", " "]
)
def test_書き方が違えば設定として断る(written: str) -> None:
    assert not re.fullmatch(LIMITS, written)


def test_既定は公開されている上限である() -> None:
    fields = Settings.model_fields
    assert fields["teams_conversation_limits"].default == "7/1 8/2 60/30 1800/3600"
    assert fields["teams_app_limits"].default == "50/1"
    assert fields["slack_channel_limits"].default == "10/10"


async def test_遅れて起きた番は起きた時から数える() -> None:
    now = 0.0

    async def sleep_too_long(seconds: float) -> None:
        nonlocal now
        now += seconds + 0.5

    pacer = Pacer((Limit(1, 1.0),), leeway=0.25, seconds=lambda: now, sleep=sleep_too_long)
    times = []
    for _ in range(3):
        await pacer.turn()
        times.append(now)
    assert times == [0.0, 1.75, 3.5]
