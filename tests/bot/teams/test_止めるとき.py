"""A stop waits for what follows an answer."""

import asyncio

from tests.bot.teams.conftest import Listened
from tests.peers.teams.people import at_personal_chat, member


async def test_応答の後に送る続きは止める前に送り終える(listened: Listened) -> None:
    人 = at_personal_chat(listened.peer, member("ichikawa.haruka@kakehashi.example"))
    await 人.says("最初")
    listened.peer.misbehaves.append((429, {"Retry-After": "1"}))
    waiting, listened.peer.settled = listened.peer.settled, lambda: asyncio.sleep(0)
    await 人.invokes("adaptiveCard/action", {"action": {"data": {"action": "help.show"}}})
    assert len(人.place.messages) == 1
    await waiting()
    assert len(人.place.messages) == 2
