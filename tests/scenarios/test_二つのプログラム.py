"""Two programs answer from one database: what one of them changes, the other's next answer knows."""

from collections.abc import AsyncIterator

import pytest

from bot.main import Bot, open_bot
from tests.city import NOW, settings_for
from tests.scenarios.test_受講の報告 import open_report
from tests.scenarios.world import Clock, World

研修 = "情報セキュリティ研修（年次）"


@pytest.fixture
async def beside(bot: tuple[Bot, Clock], city_url: str) -> AsyncIterator[World]:
    async with open_bot(settings_for(city_url), clock=Clock(NOW)) as other:
        yield World(other, Clock(NOW))


async def test_別のプログラムに報告した研修は次の答えから消える(
    world: World, beside: World
) -> None:
    ここ, あちら = world.市川, beside.person("ichikawa.haruka")
    あちら.numbers = iter(range(1_000, 2_000)).__next__
    assert f"1. {研修}" in await ここ.says("次に何の研修を受ければいい？")
    await open_report(あちら, 研修)
    await あちら.sends_in(completed_on="2026-11-20")
    assert f"1. {研修}" not in await ここ.says("次に何の研修を受ければいい？")


async def test_自分の報告への返事はその報告のあとの次の研修を言う(world: World) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    await open_report(市川, 研修)
    言われた = await 市川.sends_in(completed_on="2026-11-20")
    読んだ = await 市川.says("次に何の研修を受ければいい？")
    一番 = next(line for line in 読んだ.splitlines() if "1. " in line)
    assert 研修 not in 一番
    assert 一番.split("1. ")[1] in 言われた
