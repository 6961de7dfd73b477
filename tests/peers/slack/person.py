"""Someone at their Slack: what they do reaches the app as Slack would send it, signed."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp

from tests.cards.renderers.words import texts_below
from tests.peers.slack.peer import BOT_USER, TEAM, Message, SlackPeer

SECRET = "peer-signing-secret"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass
class App:
    """Where the app listens, how to sign for it, and when it has nothing left to do."""

    events: str
    now: Callable[[], float]
    is_idle: Callable[[], bool]

    async def receives(self, content: bytes, content_type: str) -> tuple[int, str]:
        """Status and body of the acknowledgement, once all that follows from it is done."""
        stamp = str(int(self.now()))
        signed = f"v0:{stamp}:".encode() + content
        signature = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.events, data=content, headers=headers) as answer,
        ):
            acknowledged = answer.status, await answer.text()
        async with asyncio.timeout(20):
            while not self.is_idle():  # noqa: ASYNC110 - the edge's work is its own
                await asyncio.sleep(0.01)
        return acknowledged


class Receiver(Protocol):
    """Whatever way events take: signed requests, or the envelopes of ``sockets.py``."""

    async def receives(self, content: bytes, content_type: str) -> tuple[int, str]: ...


@dataclass
class Person:
    peer: SlackPeer
    app: Receiver
    user: str

    @property
    def direct(self) -> str:
        return f"D{self.user[1:]}"

    async def says(self, text: str, **fields: Any) -> str:
        usual = {"type": "message", "channel": self.direct, "channel_type": "im", "text": text}
        return await self._event(usual | fields)

    async def mentions(self, text: str, channel: str, **fields: Any) -> str:
        said = {"type": "app_mention", "channel": channel, "text": f"<@{BOT_USER}> {text}"}
        return await self._event(said | fields)

    async def opens_home(self) -> str:
        await self._event({"type": "app_home_opened", "tab": "home", "channel": self.direct})
        return words(self.peer.homes[self.user])

    async def opens_assistant(self) -> str:
        """The thread that the panel stands in."""
        thread = f"{self.peer.number()}.0001"
        about = {
            "user_id": self.user,
            "channel_id": self.direct,
            "thread_ts": thread,
            "context": {},
        }
        await self._event({"type": "assistant_thread_started", "assistant_thread": about})
        return thread

    async def commands(self, text: str, channel: str) -> str:
        sent = {
            "command": "/kenshu",
            "text": text,
            "user_id": self.user,
            "channel_id": channel,
            "team_id": TEAM,
            "trigger_id": self.peer.new_trigger(self.user),
            "response_url": self.peer.new_response_url(self.user, channel),
        }
        await self.app.receives(urlencode(sent).encode(), FORM)
        return self.reads

    async def uses_shortcut(self, callback_id: str) -> str:
        await self._interacts({"type": "shortcut", "callback_id": callback_id})
        return self.reads

    async def asks_about(self, text: str, channel: str) -> str:
        await self._interacts(
            {
                "type": "message_action",
                "callback_id": "message.ask",
                "channel": {"id": channel, "name": "dx"},
                "message": {"text": text, "ts": "1.1"},
                "response_url": self.peer.new_response_url(self.user, channel),
            }
        )
        return self.reads

    async def presses(self, label: str) -> str:
        """The first button of that label on the newest message that has one."""
        for message in reversed(self.peer.screen(self.user)):
            for button in buttons(message.content):
                if button["text"]["text"] == label:
                    await self._presses(button, message)
                    return self.reads
        raise AssertionError(f"ボタン「{label}」がありません。\n{self.reads}")

    async def presses_at_home(self, label: str) -> str:
        home = self.peer.homes[self.user]
        button = next(b for b in buttons(home) if b["text"]["text"] == label)
        container = {"type": "view", "view_id": home["id"]}
        await self._interacts(_pressed(button, container) | {"view": home})
        return self.reads

    async def sends_in(self, **values: str) -> dict[str, Any]:
        """The modal that is open; what the app says becomes of it ({} closes it)."""
        view = self.peer.modals[self.user]
        state = {
            name: {"value": {"type": "datepicker", "selected_date": v}}
            for name, v in values.items()
        }
        sent = {"type": "view_submission", "view": {**view, "state": {"values": state}}}
        _, body = await self._interacts(sent)
        said: dict[str, Any] = json.loads(body) if body else {}
        if not said:
            del self.peer.modals[self.user]
        return said

    @property
    def reads(self) -> str:
        """The newest message on the screen."""
        screen = self.peer.screen(self.user)
        return words(screen[-1].content) if screen else ""

    @property
    def modal(self) -> str:
        return words(self.peer.modals[self.user])

    async def _presses(self, button: Mapping[str, Any], message: Message) -> None:
        container = {
            "type": "message",
            "channel_id": message.channel,
            "message_ts": message.ts,
            "is_ephemeral": message.only_for is not None,
        }
        name = "directmessage" if message.channel.startswith("D") else "dx"
        url = self.peer.new_response_url(self.user, message.channel, message.ts)
        place = {"channel": {"id": message.channel, "name": name}, "response_url": url}
        await self._interacts(_pressed(button, container) | place)

    async def _event(self, event: Mapping[str, Any]) -> str:
        sent = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{self.peer.number()}",
            "event": {"user": self.user, "ts": f"{self.peer.number()}.0001", **event},
        }
        await self.app.receives(json.dumps(sent).encode(), JSON)
        return self.reads

    async def _interacts(self, payload: Mapping[str, Any]) -> tuple[int, str]:
        trigger = self.peer.new_trigger(self.user)
        sent = {"user": {"id": self.user}, "team": {"id": TEAM}, "trigger_id": trigger, **payload}
        return await self.app.receives(urlencode({"payload": json.dumps(sent)}).encode(), FORM)


def words(drawn: Mapping[str, Any]) -> str:
    """Every text of a message or view, in order."""
    shown = [drawn.get("title"), drawn["blocks"]]
    return "\n".join(texts_below(shown, ("text",)))


def buttons(drawn: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = (block["elements"] for block in drawn["blocks"] if block["type"] == "actions")
    return [element for row in rows for element in row]


def _pressed(button: Mapping[str, Any], container: Mapping[str, Any]) -> dict[str, Any]:
    action = {**button, "action_ts": "9.9", "block_id": "b"}
    return {"type": "block_actions", "container": container, "actions": [action]}
