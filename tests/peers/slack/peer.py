"""A Slack that listens on loopback: one workspace with people, channels, messages and views.

It refuses what the real one refuses (token, limits, triggers, membership) with Slack's own words,
and keeps what each person has on their screen.
https://docs.slack.dev/reference/methods
"""

import itertools
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.cards.renderers.slack_rules import broken_in_message, broken_in_view
from tests.peers.slack.sockets import Sockets

TEAM, BOT_USER, TOKEN = "T0CITY", "U0BOT", "xoxb-peer"

Answer = dict[str, Any]


class Refusal(Exception):
    """``error``: Slack's word."""


@dataclass
class Message:
    """``only_for``: who alone sees it (ephemeral); None for everyone in the channel."""

    channel: str
    ts: str
    content: dict[str, Any]
    only_for: str | None = None
    thread: str = ""


@dataclass
class SlackPeer:
    """``users`` by id, as ``users.info`` gives them. ``misbehaves``: by method, answers to give first."""

    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    modals: dict[str, dict[str, Any]] = field(default_factory=dict)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    prompts: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    """Those that still live, and whose they are."""
    used_triggers: set[str] = field(default_factory=set)
    responses: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By the end of a response_url: person, channel, message."""
    left: dict[str, int] = field(default_factory=dict)
    called: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    misbehaves: defaultdict[str, list[web.Response]] = field(
        default_factory=lambda: defaultdict(list)
    )
    sockets: Sockets = field(default_factory=Sockets)
    url: str = ""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    # -- the workspace --------------------------------------------------------------------

    def joins(self, user: str, email: str | None, **fields: Any) -> str:
        profile = {"real_name": user, **({"email": email} if email else {})}
        self.users[user] = {"id": user, "team_id": TEAM, "profile": profile, **fields}
        self.members[f"D{user[1:]}"] = {user, BOT_USER}
        return user

    def number(self) -> int:
        return next(self._numbers)

    def new_trigger(self, user: str) -> str:
        trigger = f"{self.number()}.trigger"
        self.triggers[trigger] = user
        return trigger

    def new_response_url(self, user: str, channel: str, message: str = "") -> str:
        end = f"{self.number()}-response"
        self.responses[end], self.left[end] = (user, channel, message), 5
        return f"{self.url}/response/{end}"

    def screen(self, user: str) -> list[Message]:
        """What ``user`` can read, older first."""
        return [
            m
            for m in self.messages
            if user in self.members.get(m.channel, set()) and m.only_for in (None, user)
        ]

    # -- the Web API ----------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.called.append((method, arguments))
        if self.misbehaves[method]:
            return self.misbehaves[method].pop(0)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        answers: dict[str, Callable[[Answer], Answer]] = {
            "auth.test": self._auth_test,
            "users.info": self._users_info,
            "conversations.open": self._open_conversation,
            "chat.postMessage": self._post,
            "chat.postEphemeral": self._whisper,
            "chat.update": self._update,
            "views.open": self._open_view,
            "views.update": self._update_view,
            "views.publish": self._publish,
            "assistant.threads.setSuggestedPrompts": self._suggest,
        }
        try:
            if method not in answers:
                raise Refusal("unknown_method")
            return web.json_response({"ok": True, **answers[method](arguments)})
        except Refusal as refusal:
            return web.json_response({"ok": False, "error": str(refusal)})

    async def respond(self, request: web.Request) -> web.Response:
        end, sent = request.match_info["end"], await request.json()
        if self.misbehaves["response_url"]:
            return self.misbehaves["response_url"].pop(0)
        if self.left.get(end, 0) <= 0:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        self.left[end] -= 1
        user, channel, message = self.responses[end]
        content = {name: sent[name] for name in ("text", "blocks") if name in sent}
        _check_message(content)
        if sent.get("replace_original"):
            self._message(channel, message).content = content
        else:
            self._add(channel, content, only_for=user)
        return web.json_response({"ok": True})

    def _auth_test(self, _: Answer) -> Answer:
        return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": "B0BOT"}

    def _users_info(self, sent: Answer) -> Answer:
        if sent["user"] not in self.users:
            raise Refusal("user_not_found")
        return {"user": self.users[sent["user"]]}

    def _open_conversation(self, sent: Answer) -> Answer:
        if sent["users"] not in self.users:
            raise Refusal("user_not_found")
        return {"channel": {"id": f"D{sent['users'][1:]}"}}

    def _post(self, sent: Answer) -> Answer:
        self._check_place(sent)
        message = self._add(sent["channel"], _content(sent), thread=sent.get("thread_ts", ""))
        return {"ts": message.ts, "channel": message.channel}

    def _whisper(self, sent: Answer) -> Answer:
        self._check_place(sent)
        if sent["user"] not in self.members[sent["channel"]]:
            raise Refusal("user_not_in_channel")
        message = self._add(sent["channel"], _content(sent), only_for=sent["user"])
        return {"message_ts": message.ts}

    def _update(self, sent: Answer) -> Answer:
        self._check_place(sent)
        message = self._message(sent["channel"], sent["ts"])
        if message.only_for:
            raise Refusal("message_not_found")
        message.content = _content(sent)
        return {"ts": message.ts}

    def _open_view(self, sent: Answer) -> Answer:
        trigger = sent["trigger_id"]
        if trigger in self.used_triggers:
            raise Refusal("exchanged_trigger_id")
        if trigger not in self.triggers:
            raise Refusal("expired_trigger_id")
        user = self.triggers.pop(trigger)
        self.used_triggers.add(trigger)
        return self._show(user, f"V{self.number()}", sent["view"])

    def _update_view(self, sent: Answer) -> Answer:
        for user, view in self.modals.items():
            if view["id"] == sent["view_id"]:
                return self._show(user, view["id"], sent["view"])
        raise Refusal("not_found")

    def _publish(self, sent: Answer) -> Answer:
        if broken := broken_in_view(sent["view"]):
            raise Refusal(f"invalid_arguments {broken}")
        self.homes[sent["user_id"]] = {**sent["view"], "id": f"V{self.number()}"}
        return {"view": self.homes[sent["user_id"]]}

    def _suggest(self, sent: Answer) -> Answer:
        if len(sent["prompts"]) > 4:
            raise Refusal("too_many_prompts")
        self.prompts[sent["thread_ts"]] = sent["prompts"]
        return {}

    def _show(self, user: str, view_id: str, view: Answer) -> Answer:
        if broken := broken_in_view(view):
            raise Refusal(f"invalid_arguments {broken}")
        self.modals[user] = {**view, "id": view_id}
        return {"view": {"id": view_id}}

    def _check_place(self, sent: Answer) -> None:
        if sent["channel"] not in self.members:
            raise Refusal("channel_not_found")
        if BOT_USER not in self.members[sent["channel"]]:
            raise Refusal("not_in_channel")
        _check_message(_content(sent))

    def _add(
        self, channel: str, content: Answer, *, only_for: str | None = None, thread: str = ""
    ) -> Message:
        message = Message(channel, f"{self.number()}.0001", content, only_for, thread)
        self.messages.append(message)
        return message

    def _message(self, channel: str, ts: str) -> Message:
        for message in self.messages:
            if (message.channel, message.ts) == (channel, ts):
                return message
        raise Refusal("message_not_found")


def _content(sent: Mapping[str, Any]) -> Answer:
    return {name: sent[name] for name in ("text", "blocks") if name in sent}


def _check_message(content: Answer) -> None:
    if broken := broken_in_message(content):
        raise Refusal(f"invalid_blocks {broken}")


async def _arguments(request: web.Request) -> Answer:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}


@asynccontextmanager
async def slack_peer() -> AsyncIterator[SlackPeer]:
    peer = SlackPeer()
    application = web.Application()
    peer.sockets.add_routes(application)
    application.router.add_route("*", "/api/{method}", peer.serve)
    application.router.add_post("/response/{end}", peer.respond)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    peer.url = peer.sockets.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield peer
    await runner.cleanup()


def limited(seconds: int) -> web.Response:
    """A 429, which Slack has not carried out."""
    body = json.dumps({"ok": False, "error": "ratelimited"})
    return web.Response(
        status=429,
        text=body,
        content_type="application/json",
        headers={"Retry-After": str(seconds)},
    )
