"""Ten thousand deliveries, each four times at the same moment: one effect each."""

from collections import Counter

import pytest

from bot.main import open_bot
from tests.city import NOW, settings_for
from tests.scenarios.world import Clock
from tests.soak.replayed import replay


@pytest.mark.parametrize("number", [15, pytest.param(3_334, marks=pytest.mark.soak, id="10000")])
async def test_同じ配達が何度来ても別の番号で来ても効き目は一度(city_url: str, number: int) -> None:
    """Forms under two ids each and questions: three deliveries a number. Two programs answer."""
    settings, clock = settings_for(city_url), Clock(NOW)
    async with open_bot(settings, clock=clock) as one, open_bot(settings, clock=clock) as other:
        left = await replay((one, other), number)
    assert left.reports == number
    assert left.looks == number
    assert left.answers == Counter({1: 3 * number})
