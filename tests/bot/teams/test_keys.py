"""The signing keys: fetched once, again for an unknown one, and never more often than once a minute."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.teams import keys as keys_module
from bot.teams.keys import KEPT_SECONDS, KeysUnreachable, SigningKeys
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.signing import Key


class Seconds:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def test_一度取った鍵は一日使う(peer: TeamsPeer, session: aiohttp.ClientSession) -> None:
    seconds = Seconds()
    keys = SigningKeys(session, metadata_url=peer.openid_metadata, seconds=seconds)
    for _ in range(3):
        assert await keys.find("key-1") is not None
    assert peer.key_requests == 1
    seconds.now += KEPT_SECONDS
    assert await keys.find("key-1") is not None
    assert peer.key_requests == 2


async def test_新しい鍵は一分に一度まで取りに行く(
    peer: TeamsPeer, session: aiohttp.ClientSession
) -> None:
    seconds = Seconds()
    keys = SigningKeys(session, metadata_url=peer.openid_metadata, seconds=seconds)
    await keys.find("key-1")
    peer.keys.append(Key("key-2"))
    seconds.now += 59
    assert await keys.find("key-2") is None
    assert peer.key_requests == 1
    seconds.now += 1
    assert await keys.find("key-2") is not None
    for stranger in range(100):
        assert await keys.find(f"stranger-{stranger}") is None
    assert peer.key_requests == 2


async def test_鍵を取れないときは手元の鍵を使い続ける(
    peer: TeamsPeer, session: aiohttp.ClientSession
) -> None:
    seconds = Seconds()
    keys = SigningKeys(session, metadata_url=peer.openid_metadata, seconds=seconds)
    await keys.find("key-1")
    peer.keys = None  # type: ignore[assignment]  # what it publishes is broken from now on
    seconds.now += KEPT_SECONDS
    assert await keys.find("key-1") is not None
    assert peer.key_requests == 2


async def test_一つも取れなければそう言う(session: aiohttp.ClientSession) -> None:
    keys = SigningKeys(session, metadata_url="http://127.0.0.1:9/openid")
    with pytest.raises(KeysUnreachable):
        await keys.find("key-1")


async def test_鍵の取り寄せが止まっていてもほかの仕事は進み待つ時間には限りがある(
    peer: TeamsPeer, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "TIMEOUT", aiohttp.ClientTimeout(total=0.3))
    peer.may_give_keys.clear()
    keys = SigningKeys(session, metadata_url=peer.openid_metadata)
    finding = asyncio.ensure_future(keys.find("key-1"))
    turns = 0
    while not finding.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 10
    with pytest.raises(KeysUnreachable):
        await finding
    peer.may_give_keys.set()
