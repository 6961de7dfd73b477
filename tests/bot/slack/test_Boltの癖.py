"""What Bolt does unasked, and we do not let it do."""

import asyncio
import hashlib
import hmac
import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from bot.slack.connection import SlackIdentity
from bot.slack.edge import SlackEdge, slack_edge
from cards.help import help_card
from handlers.reply import Incoming, Reply, show
from storage.organizations import ensure_organization
from storage.session import open_database
from tests.peers.slack.peer import TOKEN, SlackPeer
from tests.peers.slack.state import TEAM

SECRET = "ないしょの印"
秘密 = "だれにも見せない文"
USER, DIRECT = "U0ICHI", "D0ICHI"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass
class Listened:
    """What reached the handlers, which answer once ``may_answer`` is set."""

    peer: SlackPeer
    url: str = ""
    heard: list[Incoming] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    open_until: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def respond(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        await self.may_answer.wait()
        return show(help_card())

    async def receives(
        self,
        content: bytes,
        content_type: str = JSON,
        *,
        secret: str = SECRET,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str]:
        stamp = str(int(time.time()))
        signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + content, hashlib.sha256)
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature.hexdigest()}",
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=content, headers=signed | dict(headers or {})) as answer,
        ):
            return answer.status, await answer.text()


@pytest.fixture
async def listened(sqlite_url: str) -> AsyncIterator[Listened]:
    database = open_database(sqlite_url)
    async with database.begin() as session:
        organization = await ensure_organization(
            session, key="demo", name="かけはし市", policy_id="shimonoseki"
        )
    async with SlackPeer() as peer:
        peer.joins(USER, "ichikawa.haruka@kakehashi.example")
        peer.opens_direct(USER)
        listened = Listened(peer)
        async with listened.open_until as stack:
            edge = await stack.enter_async_context(
                slack_edge(
                    SlackIdentity(
                        TOKEN, SECRET, api_url=f"{peer.url}/api/", api_hosts=frozenset({peer.host})
                    ),
                    listened.respond,
                    database=database,
                    organization=organization,
                    clock=lambda: datetime.now(UTC),
                )
            )
            listened.url = await _listening(edge, stack)
            yield listened
            listened.may_answer.set()
    await database.close()


async def _listening(edge: SlackEdge, stack: AsyncExitStack) -> str:
    application = web.Application()
    edge.add_routes(application)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


def event(kind: str, **fields: object) -> bytes:
    inner = {"type": kind, "user": USER, "channel": DIRECT, "ts": "1.1", **fields}
    outer = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": inner}
    return json.dumps(outer, ensure_ascii=False).encode()


def message(text: str = 秘密) -> bytes:
    return event("message", channel_type="im", text=text)


def command(text: str = "") -> bytes:
    sent = {
        "command": "/kenshu",
        "text": text,
        "user_id": USER,
        "channel_id": DIRECT,
        "team_id": TEAM,
        "trigger_id": "1.t",
        "response_url": "https://hooks.slack.com/commands/1",
    }
    return urlencode(sent).encode()


def press() -> bytes:
    payload = {
        "type": "block_actions",
        "user": {"id": USER},
        "team": {"id": TEAM},
        "channel": {"id": DIRECT},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": DIRECT},
        "trigger_id": "1.t",
        "actions": [
            {"type": "button", "action_id": "help.show", "value": "{}", "action_ts": "2.2"}
        ],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(message(), JSON), (command(), FORM), (press(), FORM)],
    ids=["message", "command", "button"],
)
async def test_受け取りは答えができるのを待たない(
    listened: Listened, content: bytes, content_type: str
) -> None:
    started = time.monotonic()
    assert (await listened.receives(content, content_type))[0] == 200
    assert time.monotonic() - started < 1.0
    assert listened.peer.messages == []


async def test_閉じるときは作りかけの答えを送り終える(listened: Listened) -> None:
    await listened.receives(message())
    asyncio.get_running_loop().call_later(0.1, listened.may_answer.set)
    await listened.open_until.aclose()
    assert len(listened.peer.messages) == 1


@pytest.mark.parametrize("kind", ["reaction_added", "no_such_event"])
async def test_聞いていない出来事は送り直させない(listened: Listened, kind: str) -> None:
    assert (await listened.receives(event(kind)))[0] == 200
    unknown = urlencode({"payload": json.dumps({"type": "no_such_kind", "team": {"id": TEAM}})})
    assert (await listened.receives(unknown.encode(), FORM))[0] == 200
    assert listened.heard == []


async def test_イベントの宛先を確かめるSlackにはそのまま返す(listened: Listened) -> None:
    asked = json.dumps({"type": "url_verification", "challenge": "合言葉"}).encode()
    status, body = await listened.receives(asked)
    assert status == 200
    assert json.loads(body) == {"challenge": "合言葉"}


async def test_署名されていない見出しには従わない(listened: Listened) -> None:
    """With ``lazy-only`` Bolt would leave out the acknowledgement, which hears the command."""
    headers = {
        "x-slack-bolt-lazy-only": "1",
        "x-slack-bolt-lazy-function-name": "command",
    }
    assert (await listened.receives(command(), FORM, headers=headers))[0] == 200
    async with asyncio.timeout(5):
        while not listened.heard:  # noqa: ASYNC110 - the edge's work is its own
            await asyncio.sleep(0.01)


async def test_署名の違うものも読めないものも本文をどのログにも書かない(
    listened: Listened, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert (await listened.receives(message(), secret="ちがう"))[0] == 401
        assert (await listened.receives(f'{{"{秘密}'.encode()))[0] == 400
        assert (await listened.receives(event("no_such_event", text=秘密)))[0] == 200
        assert (await listened.receives(message()))[0] == 200
    assert 秘密 not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]
