"""Slack, signed: five complaints of four departments become one measure; each has one card in the forum."""

from datetime import timedelta
from functools import partial

import pytest

from bot.main import Bot
from tests.bot.matrix.issues_to_measure import exchange_goes_on, issues_to_measure
from tests.bot.matrix.people import People
from tests.bot.matrix.platforms import at_slack
from tests.bot.slack.test_課題 import chooses_forum, posted
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.slack import reading
from tests.scenarios.world import Clock


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


async def test_四人の統括リーダーが二週間で散らばった困りごとから一つの施策を始める(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await chooses_forum(bot, FORUM)

    async def passes(days: int) -> None:
        bot[1].now += timedelta(days=days)
        await exchange_goes_on(bot)
        bot[0].deps.outbox_filled.set()
        await workspace.app.settles()

    await issues_to_measure(People(partial(at_slack, workspace)), passes)
    await passes(1)
    cards = [reading.words(message.content) for message in posted(workspace)]
    assert len([words for words in cards if "の情報交換のまとめ" in words]) == 2
    for number in range(1, 7):
        assert len([words for words in cards if words.startswith(f"課題#{number}")]) == 1
