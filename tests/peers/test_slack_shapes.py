"""What the peer sends has the shape of what Slack sends: the same keys, and values of the same type."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.peers.slack.delivery import JSON, Receiver, Retry
from tests.peers.slack.peer import SlackPeer
from tests.peers.slack.person import Person
from tests.peers.slack.shapes import shape
from tests.peers.slack.state import BOT_USER, Json
from tests.peers.slack.views import METHODS, put_on_top

CHANNEL = "C0FORUM"
ABSENT_OR_NOT = {"accessibility_label", "style", "thread_ts"}
"""Keys of buttons and messages that not every one of them has."""
WRITTEN_BY_THE_APP = {"blocks", "values"}
"""What stands below these is whatever was drawn and filled in."""


@dataclass
class Deaf(Receiver):
    """An app that acknowledges, and does nothing."""

    heard: list[tuple[bytes, str]] = field(default_factory=list)

    async def acknowledges(
        self, content: bytes, content_type: str, *, retry: Retry | None = None
    ) -> tuple[int, str]:
        self.heard.append((content, content_type))
        return 200, ""

    @property
    def last(self) -> Json:
        content, content_type = self.heard[-1]
        if content_type == JSON:
            return dict(json.loads(content))
        form: Json = dict(parse_qsl(content.decode(), keep_blank_values=True))
        return dict(json.loads(form["payload"])) if "payload" in form else form


@dataclass
class Sent:
    """``by``: who acts; ``app``: what hears of it."""

    by: Person
    app: Deaf

    @property
    def peer(self) -> SlackPeer:
        return self.by.peer

    @property
    def told(self) -> Any:
        """The outline of what was sent last."""
        return outline(self.app.last)


def recorded(name: str) -> Any:
    return outline(shape(name))


def outline(value: Any) -> Any:
    """Keys and types, without the values."""
    if isinstance(value, dict):
        return {
            key: type(child).__name__ if key in WRITTEN_BY_THE_APP else outline(child)
            for key, child in value.items()
            if key not in ABSENT_OR_NOT
        }
    if isinstance(value, list):
        return [outline(child) for child in value]
    return type(value).__name__


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


BUTTON = {"type": "button", "action_id": "a", "text": plain("押す"), "value": "{}"}
BUTTONS = [{"type": "actions", "elements": [BUTTON]}]
DAY = {"type": "datepicker", "action_id": "value"}
FORM = [
    {"type": "input", "block_id": "day", "label": plain("日"), "element": DAY, "optional": False},
    *BUTTONS,
]
MODAL = {
    "type": "modal",
    "title": plain("報告"),
    "submit": plain("送る"),
    "close": plain("閉じる"),
    "notify_on_close": True,
    "blocks": FORM,
}


@pytest.fixture
async def sent() -> AsyncIterator[Sent]:
    async with SlackPeer() as peer:
        peer.opens_channel(CHANNEL, "dx推進", BOT_USER, peer.joins("U0ICHI", "a@example.com"))
        app = Deaf(is_idle=lambda: True)
        yield Sent(Person(peer, app, "U0ICHI"), app)
        assert peer.slips == []


async def test_ことばの形(sent: Sent) -> None:
    await sent.by.says("受講状況")
    assert sent.told == recorded("message_im")
    await sent.by.mentions("受講状況", CHANNEL)
    assert sent.told == recorded("app_mention")
    await sent.by.commands("受講状況", CHANNEL)
    assert sent.told == recorded("slash_command")
    await sent.by.uploads("名簿.xlsx", b"PK", text="取り込んで")
    assert sent.told == recorded("message_im_with_file")


async def test_ほかの組織の人のことばの形(sent: Sent) -> None:
    sent.peer.joins("U0STRANGER", "b@example.com", team_id="T0OTHERCITY")
    await Person(sent.peer, sent.app, "U0STRANGER").says("受講状況")
    assert sent.told == recorded("message_from_stranger")


async def test_画面を開いたときの形(sent: Sent) -> None:
    await sent.by.opens_assistant()
    assert sent.told == recorded("assistant_thread_started")
    await sent.by.opens_home()
    assert "view" not in sent.app.last["event"]
    METHODS["views.publish"](
        sent.peer, {"user_id": "U0ICHI", "view": {"type": "home", "blocks": BUTTONS}}
    )
    await sent.by.opens_home()
    assert sent.told == recorded("app_home_opened")
    await sent.by.presses_at_home("押す")
    assert sent.told == recorded("block_actions_home")


async def test_ショートカットの形(sent: Sent) -> None:
    await sent.by.uses_shortcut("training.status")
    assert sent.told == recorded("shortcut")
    await sent.by.asks_about("次は？", CHANNEL)
    assert sent.told == recorded("message_action")


async def test_メッセージのボタンの形(sent: Sent) -> None:
    sent.peer.post(sent.peer.opens_direct("U0ICHI"), {"text": "あ", "blocks": BUTTONS})
    await sent.by.presses("押す")
    assert sent.told == recorded("block_actions_message")
    sent.peer.post(CHANNEL, {"text": "あ", "blocks": BUTTONS}, only_for="U0ICHI")
    await sent.by.presses("押す")
    assert sent.told == recorded("block_actions_ephemeral")


async def test_入力画面の形(sent: Sent) -> None:
    put_on_top(sent.peer, "U0ICHI", MODAL)
    await sent.by.presses("押す")
    assert sent.told == recorded("block_actions_modal")
    await sent.by.sends_in(day="2026-11-20")
    assert sent.told == recorded("view_submission")
    put_on_top(sent.peer, "U0ICHI", MODAL)
    await sent.by.closes_modal()
    assert sent.told == recorded("view_closed")
