"""What Bolt does unasked, and we do not let it do."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from cards.help import help_card
from handlers.reply import Incoming, Reply, show
from storage.organizations import ensure_organization
from storage.session import open_database
from tests.bot.slack.workspace import Workspace, over_http
from tests.city import NOW
from tests.peers.slack.delivery import FORM, JSON, App
from tests.peers.slack.shapes import shape
from tests.peers.slack.state import Json
from tests.scenarios.world import Clock
from tests.waiting import LONGEST

秘密 = "だれにも見せない文"


@dataclass
class Slow:
    """Handlers that answer once ``may_answer`` is set, in an edge that can be closed early."""

    heard: list[Incoming] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    edge: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def respond(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        await self.may_answer.wait()
        return show(help_card())


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
async def workspace(sqlite_url: str, slow: Slow) -> AsyncIterator[Workspace]:
    database = open_database(sqlite_url).across()
    async with database.begin() as session:
        organization = await ensure_organization(
            session, key="demo", name="かけはし市", policy_id="shimonoseki"
        )
    async with slow.edge as edge:
        workspace = await edge.enter_async_context(
            over_http(slow.respond, database, organization, Clock(NOW))
        )
        workspace.peer.opens_direct(workspace.市川.user)
        yield workspace
        slow.may_answer.set()
    await database.close()


def written(payload: Json) -> tuple[bytes, str]:
    """Events are JSON, commands a form, interactions JSON in a form."""
    if "command" in payload:
        return urlencode(payload).encode(), FORM
    if "event" in payload or "challenge" in payload:
        return json.dumps(payload, ensure_ascii=False).encode(), JSON
    return urlencode({"payload": json.dumps(payload)}).encode(), FORM


@pytest.mark.parametrize("name", ["message_im", "slash_command", "block_actions_message"])
async def test_受け取りは答えができるのを待たない(
    workspace: Workspace, slow: Slow, name: str
) -> None:
    payload = shape(name)
    if "response_url" in payload:
        payload["response_url"] = workspace.peer.new_response_url("U0ICHI", "D0ICHI")
    async with asyncio.timeout(LONGEST):  # who waits for the answer waits for ever
        assert (await workspace.app.acknowledges(*written(payload)))[0] == 200
    assert workspace.peer.messages == []


async def test_閉じるときは作りかけの答えを送り終える(workspace: Workspace, slow: Slow) -> None:
    await workspace.app.acknowledges(*written(shape("message_im")))
    asyncio.get_running_loop().call_later(0.1, slow.may_answer.set)
    await slow.edge.aclose()
    assert len(workspace.peer.messages) == 1


@pytest.mark.parametrize("kind", ["pin_added", "no_such_event"])
async def test_聞いていない出来事は送り直させない(
    workspace: Workspace, slow: Slow, kind: str
) -> None:
    event = shape("message_im")
    event["event"]["type"] = kind
    interaction = shape("block_actions_message") | {"type": "no_such_kind"}
    for payload in (event, interaction):
        assert (await workspace.app.receives(*written(payload)))[0] == 200
    assert slow.heard == []


async def test_イベントの宛先を確かめるSlackにはそのまま返す(workspace: Workspace) -> None:
    asked = shape("url_verification")
    status, body = await workspace.app.receives(*written(asked))
    assert status == 200
    assert json.loads(body) == {"challenge": asked["challenge"]}


async def test_署名されていない見出しには従わない(workspace: Workspace, slow: Slow) -> None:
    """With ``lazy-only`` Bolt would leave out the acknowledgement, in which we hear the command."""
    assert isinstance(workspace.app, App)
    content, content_type = written(shape("slash_command"))
    headers = {
        **workspace.app.signed(content),
        "Content-Type": content_type,
        "X-Slack-Bolt-Lazy-Only": "1",
        "X-Slack-Bolt-Lazy-Function-Name": "command",
    }
    assert (await workspace.app.raw(content, headers))[0] == 200
    slow.may_answer.set()
    await workspace.app.settles()
    assert len(slow.heard) == 1


async def test_署名の違うものも読めないものも本文をどのログにも書かない(
    workspace: Workspace, slow: Slow, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(workspace.app, App)
    said, unknown = shape("message_im"), shape("message_im")
    said["event"]["text"] = unknown["event"]["text"] = 秘密
    unknown["event"]["type"] = "no_such_event"
    content, content_type = written(said)
    forged = {**workspace.app.signed(b"{}"), "Content-Type": content_type}
    slow.may_answer.set()
    with (
        caplog.at_level(logging.DEBUG, logger="slack_bolt"),
        caplog.at_level(logging.DEBUG, logger="slack_sdk"),
        caplog.at_level(logging.DEBUG, logger="kakehashi"),
    ):
        assert (await workspace.app.raw(content, forged))[0] == 401
        assert (await workspace.app.receives(f'{{"{秘密}'.encode(), JSON))[0] == 400
        assert (await workspace.app.receives(*written(unknown)))[0] == 200
        assert (await workspace.app.receives(content, content_type))[0] == 200
    assert 秘密 not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]
