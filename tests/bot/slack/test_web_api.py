"""Calls to Slack: as fast as it wants them, and posts once."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import Pacer, limits
from bot.slack.web_api import SlackBusy, SlackRefused, SlackSilent, WebApi
from tests.bot.standing_time import Time
from tests.peers.faults import Fault, limited, lost, refused_with
from tests.peers.slack.peer import TOKEN, SlackPeer

TEXT = {"type": "plain_text", "text": "文", "emoji": False}
SAID = {"text": "文", "blocks": [{"type": "header", "text": TEXT}]}


@pytest.fixture
async def peer() -> AsyncIterator[SlackPeer]:
    async with SlackPeer() as listening:
        for user in ("U0A", "U0B"):
            listening.joins(user, f"{user}@kakehashi.example")
            listening.opens_direct(user)
        yield listening
        assert listening.slips == []


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def api(peer: SlackPeer, time: Time) -> AsyncIterator[WebApi]:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            TOKEN, base_url=f"{peer.url}/api/", session=session, retry_handlers=[]
        )
        pacer = Pacer(limits("5/5"), seconds=time, sleep=time.sleep)
        yield WebApi(client, session, pacer=pacer)


async def test_続けて五通までは待たず後は一秒に一通になる(api: WebApi, time: Time) -> None:
    for _ in range(5):
        await api.call("chat.postMessage", channel="D0A", **SAID)
    assert time.now == 1_000.0
    await api.call("chat.postMessage", channel="D0A", **SAID)
    assert time.now == 1_005.0


async def test_ほかのチャンネルと読むだけの呼び出しは待たない(api: WebApi, time: Time) -> None:
    for _ in range(5):
        await api.call("chat.postMessage", channel="D0A", **SAID)
    await api.call("chat.postMessage", channel="D0B", **SAID)
    await api.ask("users.info", user="U0A")
    assert time.now == 1_000.0


async def test_順番が遠すぎれば送らずに断る(api: WebApi, time: Time, peer: SlackPeer) -> None:
    hourly = Pacer(limits("1/3600"), seconds=time, sleep=time.sleep)
    slow = WebApi(api.client, api.session, pacer=hourly)
    await slow.call("chat.postMessage", channel="D0A", **SAID)
    with pytest.raises(SlackRefused, match="our own limits"):
        await slow.call("chat.postMessage", channel="D0A", **SAID)
    assert len(peer.messages) == 1


@pytest.mark.parametrize(
    "error", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"]
)
async def test_済んだか知れない断りは送り直さずそれとわかる(
    api: WebApi, peer: SlackPeer, error: str
) -> None:
    peer.misbehaves["chat.postMessage"].append(refused_with(error))
    with pytest.raises(SlackSilent, match=error):
        await api.call("chat.postMessage", channel="D0A", **SAID)
    assert [method for method, _ in peer.called] == ["chat.postMessage"]


@pytest.mark.parametrize("answer", [(503, "service_unavailable"), (500, "something_odd")])
async def test_サーバーの不調はどんな言葉でも済んだか知れない(
    api: WebApi, peer: SlackPeer, answer: tuple[int, str]
) -> None:
    peer.misbehaves["chat.postMessage"].append(Fault(instead=answer))
    with pytest.raises(SlackSilent, match=answer[1]):
        await api.post(SAID, channel="D0A", before_call=lambda: None)


@pytest.mark.parametrize("error", ["ratelimited", "rate_limited"])
async def test_速すぎるという断りはどちらの書き方でも後でよい(
    api: WebApi, peer: SlackPeer, error: str
) -> None:
    peer.misbehaves["chat.postMessage"].append(refused_with(error))
    with pytest.raises(SlackBusy, match="ratelimited"):
        await api.post(SAID, channel="D0A", before_call=lambda: None)


async def test_返事の前に切れても二度は送らない(api: WebApi, peer: SlackPeer) -> None:
    """The SDK's own handler would send it again: it has arrived."""
    peer.misbehaves["chat.postMessage"].append(lost())
    with pytest.raises(SlackSilent):
        await api.call("chat.postMessage", channel="D0A", **SAID)
    assert len(peer.calls("chat.postMessage")) == len(peer.messages) == 1


class NotAnyMore(Exception):
    pass


def not_any_more() -> None:
    raise NotAnyMore


async def test_だれも待たない送信は待てと言われたらすぐに戻る(api: WebApi, peer: SlackPeer) -> None:
    peer.misbehaves["chat.postMessage"].append(limited(30))
    with pytest.raises(SlackBusy) as busy:
        await api.post(SAID, channel="D0A", before_call=lambda: None)
    assert busy.value.seconds == 30
    assert len(peer.calls("chat.postMessage")) == 1


async def test_だれも待たない問い合わせも待てと言われたらすぐに戻る(
    api: WebApi, peer: SlackPeer
) -> None:
    peer.misbehaves["users.info"].append(limited(30))
    with pytest.raises(SlackBusy) as busy:
        await api.ask_once("users.info", user="U0A")
    assert busy.value.seconds == 30
    assert len(peer.calls("users.info")) == 1


async def test_だれも待たない送信は順番が遠ければ呼ばずに戻る(
    api: WebApi, time: Time, peer: SlackPeer
) -> None:
    slow = WebApi(api.client, api.session, pacer=Pacer(limits("1/60"), seconds=time))
    await slow.post(SAID, channel="D0A", before_call=lambda: None)
    with pytest.raises(SlackBusy):
        await slow.post(SAID, channel="D0A", before_call=not_any_more)
    assert len(peer.messages) == 1


async def test_最後に止められたら何も送らない(api: WebApi, peer: SlackPeer) -> None:
    with pytest.raises(NotAnyMore):
        await api.post(SAID, channel="D0A", before_call=not_any_more)
    assert peer.called == []
