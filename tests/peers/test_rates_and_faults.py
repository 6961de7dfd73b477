"""The platforms on loopback keep their rates and fail as they are told to."""

import random
from collections import Counter
from collections.abc import Mapping

import aiohttp
import pytest

from tests.peers.faults import Fault, Weather, broken_after, dropped, late, lost
from tests.peers.rates import TEAMS_CONVERSATION, UNDER_WAY, Rates
from tests.peers.slack.peer import TOKEN, SlackPeer
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member

POST = "chat.postMessage"


class Clock:
    seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def test_多すぎる呼び出しには待つ秒数を告げその間の呼び出しを書き留める() -> None:
    clock = Clock()
    rates = Rates(now=clock)
    of = {"a": TEAMS_CONVERSATION}
    assert [rates.wait(of) for _ in range(8)] == [None] * 7 + [1]
    clock.seconds += UNDER_WAY / 2
    assert (rates.wait(of), rates.impatient) == (1, [])
    clock.seconds += UNDER_WAY
    assert (rates.wait(of), rates.impatient) == (1, ["a"])
    assert rates.wait({"b": TEAMS_CONVERSATION}) is None
    clock.seconds += 1
    assert (rates.wait(of), rates.impatient) == (None, ["a"])
    assert rates.refused == 3


def test_速く進む時計では窓も速く過ぎる() -> None:
    clock = Clock()
    rates = Rates(speed=10.0, now=clock)
    for _ in range(7):
        assert rates.wait({"a": TEAMS_CONVERSATION}) is None
    clock.seconds += 0.1
    assert rates.wait({"a": TEAMS_CONVERSATION}) is None


def test_天気は決めた割合で悪くなる() -> None:
    weather = Weather(random.Random(1), limited=0.1, lost=0.2, hides=3.0)
    drawn = [weather.fault() for _ in range(2_000)]
    ends = Counter("429" if f.instead else "lost" if f.is_lost else "" for f in drawn)
    assert 150 < ends["429"] < 250
    assert 330 < ends["lost"] < 470
    assert 2.5 < max(fault.hides for fault in drawn) <= 3.0


async def posted(
    session: aiohttp.ClientSession, peer: SlackPeer, channel: str = "U1"
) -> tuple[int, Mapping[str, str], str]:
    async with session.post(
        f"{peer.url}/api/{POST}",
        json={"channel": channel, "text": "お知らせです。"},
        headers={"Authorization": f"Bearer {TOKEN}"},
    ) as answer:
        return answer.status, answer.headers, (await answer.json()).get("error", "")


async def test_Slackはチャンネルごとに速すぎる投稿を断る() -> None:
    async with SlackPeer(rates=Rates()) as peer, aiohttp.ClientSession() as session:
        for user in ("U1", "U2"):
            peer.joins(user, None)
        ends = [await posted(session, peer) for _ in range(11)]
        assert [status for status, _, _ in ends] == [200] * 10 + [429]
        assert 1 <= int(ends[-1][1]["Retry-After"]) <= 10
        assert (await posted(session, peer, "U2"))[0] == 200
        assert len(peer.screen("U1")) == 10


async def test_取り消された鍵と外されたチャンネルは断られる() -> None:
    async with SlackPeer() as peer, aiohttp.ClientSession() as session:
        peer.joins("U1", None)
        peer.opens_channel("C1", "相談", "U1")
        assert (await posted(session, peer, "C1"))[2] == "not_in_channel"
        peer.is_revoked = True
        assert (await posted(session, peer))[2] == "token_revoked"


@pytest.mark.parametrize(("fault", "stands"), [(dropped(), 0), (lost(), 1)])
async def test_Slackは前にも後にも切れる(fault: Fault, stands: int) -> None:
    async with SlackPeer() as peer, aiohttp.ClientSession() as session:
        peer.joins("U1", None)
        peer.misbehaves[POST].append(fault)
        with pytest.raises(aiohttp.ClientError):
            await posted(session, peer)
        assert len(peer.screen("U1")) == stands


async def test_Slackは済ませてから500と言い遅れて答える() -> None:
    async with SlackPeer() as peer, aiohttp.ClientSession() as session:
        peer.joins("U1", None)
        peer.misbehaves[POST] += [broken_after(), late(0.05)]
        assert (await posted(session, peer))[0] == 500
        assert (await posted(session, peer))[0] == 200
        assert len(peer.screen("U1")) == 2


async def test_隠れている投稿は画面にあり尋ねても見つからない() -> None:
    clock = Clock()
    async with SlackPeer(now=clock) as peer, aiohttp.ClientSession() as session:
        peer.joins("U1", None)
        peer.misbehaves[POST].append(Fault(hides=3.0))
        await posted(session, peer)
        assert len(peer.screen("U1")) == 1
        assert await history(session, peer) == 0
        clock.seconds += 3
        assert await history(session, peer) == 1


async def history(session: aiohttp.ClientSession, peer: SlackPeer) -> int:
    async with session.post(
        f"{peer.url}/api/conversations.history",
        data={"channel": "D1"},
        headers={"Authorization": f"Bearer {TOKEN}"},
    ) as answer:
        return len((await answer.json())["messages"])


async def test_Teamsは会話ごとに速すぎる送信を断り悪い天気では済ませて黙る() -> None:
    async with TeamsPeer(rates=Rates()) as peer, aiohttp.ClientSession() as session:
        chat = at_personal_chat(peer, member("a@example.com")).place
        url = f"{peer.service_url}v3/conversations/{chat.id}/activities"

        async def sent() -> tuple[int, str]:
            async with session.post(
                url,
                json={"type": "message", "text": "お知らせです。"},
                headers={"Authorization": f"Bearer {peer.issue_token().value}"},
            ) as answer:
                return answer.status, answer.headers.get("Retry-After", "")

        ends = [await sent() for _ in range(8)]
        assert ends == [(201, "")] * 7 + [(429, "1")]
        peer.rates, peer.weather = None, Weather(random.Random(1), broken_after=1.0)
        assert (await sent())[0] == 500
        assert len(chat.messages) == 8
        peer.is_revoked = True
        assert (await sent())[0] == 401
