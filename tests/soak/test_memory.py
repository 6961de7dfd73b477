"""Fifty thousand messages of more people than are kept in memory: what is taken once is enough."""

from pathlib import Path

import pytest

from benchmarks.prefecture import make_prefecture
from benchmarks.servers import running
from benchmarks.slack_load import load_on
from benchmarks.slack_servers import our_bot, slack_stand_in
from bot.deployment import japan_now
from bot.main import open_bot
from bot.settings import read_settings
from bot.slack.people import IN_MIND
from handlers.kept_people import PEOPLE_KEPT

POLICY = "tokyo-template"
WARM_UP, MESSAGES = 5_000, 50_000
AT_A_TIME = 500
"""The next ones are sent when the answers are there: what waits is no growth."""
PEOPLE_ASKING = 6_000
MOST_GROWTH_MB = 16
"""A third of a kilobyte for each message. What is kept of a person takes five."""


def test_聞く人は覚えておく人より多い() -> None:
    assert max(IN_MIND, PEOPLE_KEPT) <= WARM_UP < PEOPLE_ASKING


@pytest.mark.soak
async def test_五万件に答えてもはじめの五千件のあとからメモリーは増え続けない(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'prefecture.db'}"
    async with open_bot(read_settings(database_url=url, policy=POLICY)) as bot:
        await make_prefecture(bot.deployment, now=japan_now())
    async with (
        running(slack_stand_in) as slack,
        running(our_bot, slack.port, url, POLICY) as server,
        load_on(server, slack=slack, people=PEOPLE_ASKING) as load,
    ):
        for _ in range(WARM_UP // AT_A_TIME):
            await load.burst(AT_A_TIME)
        before = server.resident_mb
        for _ in range((MESSAGES - WARM_UP) // AT_A_TIME):
            await load.burst(AT_A_TIME)
        after = server.resident_mb
    print(f"{before:.0f} MB → {after:.0f} MB")  # noqa: T201 - with -s: how far from the bound
    assert after - before <= MOST_GROWTH_MB
