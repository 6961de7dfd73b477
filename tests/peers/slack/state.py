"""What the peer remembers: people, channels, messages, views, files, triggers and response_urls."""

import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

TEAM, BOT_USER, BOT, APP_ID = "T0CITY", "U0BOT", "B0BOT", "A0KAKEHASHI"

Json = dict[str, Any]

TRIGGER_LIVES = 3
"""Seconds."""
RESPONSE_LIVES, RESPONSES = 30 * 60, 5
"""Seconds, and how often a response_url may be used."""


@dataclass
class Message:
    """``only_for``: who alone sees it (ephemeral); None for everyone in the channel."""

    channel: str
    ts: str
    content: Json
    """``text``, ``blocks``, ``metadata`` and ``files``, as far as there are any."""
    only_for: str | None = None
    thread: str = ""
    author: str = BOT_USER
    hidden_until: float = 0.0
    """It stands on the screens, and who asks Slack for it does not get it yet."""


@dataclass
class Trigger:
    user: str
    made_at: float
    is_used: bool = False


@dataclass
class ResponseUrl:
    """``message``: the ``ts`` of what was acted on, "" after a command."""

    user: str
    channel: str
    message: str
    made_at: float
    left: int = RESPONSES


@dataclass
class File:
    """``content`` is None until the bytes have arrived."""

    id: str
    name: str
    user: str
    length: int
    content: bytes | None = None
    title: str = ""
    alt: str = ""
    channels: list[str] = field(default_factory=list)


@dataclass
class Workspace:
    """``users`` by id, as ``users.info`` gives them; ``now`` in seconds since 1970."""

    now: Callable[[], float] = time.time
    team: str = TEAM
    url: str = ""
    users: dict[str, Json] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    """Who is in a channel. A direct message is there once somebody has opened it."""
    names: dict[str, str] = field(default_factory=dict)
    archived: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    """The app's."""
    said: list[Message] = field(default_factory=list)
    """People's."""
    modals: defaultdict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    """By person, the one in front last."""
    homes: dict[str, Json] = field(default_factory=dict)
    looked_at_home: dict[str, str] = field(default_factory=dict)
    """By person, when they last opened it, as a ``ts``."""
    threads: dict[str, str] = field(default_factory=dict)
    """Assistant threads: the direct message that each stands in."""
    prompts: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    """By the end of the address."""
    withheld: set[str] = field(default_factory=set)
    """Permissions of the manifest that the administrator has not given."""
    slips: list[str] = field(default_factory=list)
    """What was refused as malformed, in words: empty at the end of a good test."""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _latest: int = 0

    def joins(self, user: str, email: str | None, **fields: Any) -> str:
        """``fields``: what ``users.info`` says besides, such as ``is_restricted=True``."""
        profile = {"real_name": user, **({"email": email} if email else {})}
        kind = {"is_bot": False, "is_restricted": False, "is_ultra_restricted": False}
        usual = {"id": user, "team_id": self.team, "name": user.lower(), "deleted": False}
        self.users[user] = {**usual, "profile": profile, **kind, **fields}
        return user

    def leaves(self, user: str) -> None:
        """The account stays, deactivated, with little left to read."""
        self.users[user] = {"id": user, "team_id": self.team, "deleted": True, "profile": {}}

    def opens_channel(self, channel: str, name: str, *users: str) -> str:
        self.members[channel], self.names[channel] = set(users), name
        return channel

    def opens_direct(self, user: str) -> str:
        channel = f"D{user[1:]}"
        self.members.setdefault(channel, {user, BOT_USER})
        return channel

    def name_of(self, channel: str) -> str:
        return "directmessage" if channel.startswith("D") else self.names.get(channel, "dx")

    def number(self) -> int:
        return next(self._numbers)

    def new_ts(self) -> str:
        """Unique and increasing, also as text, whatever ``now`` does."""
        self._latest = max(self._latest, int(self.now()))
        return f"{self._latest:010}.{self.number():06}"

    def new_trigger(self, user: str) -> str:
        trigger = f"{self.number()}.{int(self.now())}.trigger"
        self.triggers[trigger] = Trigger(user, self.now())
        return trigger

    def new_response_url(self, user: str, channel: str, message: str = "") -> str:
        end = f"{self.number()}-response"
        self.responses[end] = ResponseUrl(user, channel, message, self.now())
        return f"{self.url}/response/{end}"

    def post(
        self, channel: str, content: Json, *, only_for: str | None = None, thread: str = ""
    ) -> Message:
        """By the app. Its words in a thread end the status that it showed there."""
        message = Message(channel, self.new_ts(), with_block_ids(content, self), only_for, thread)
        self.messages.append(message)
        self.statuses.pop(thread, None)
        return message

    def say(self, user: str, channel: str, content: Json, *, thread: str = "") -> Message:
        message = Message(channel, self.new_ts(), content, thread=thread, author=user)
        self.said.append(message)
        return message

    def screen(self, user: str) -> list[Message]:
        """What ``user`` can read of the app's, older first."""
        return [message for message in self.messages if self._reads(user, message)]

    def conversation(self, user: str) -> list[Message]:
        """What ``user`` can read of anybody's, older first."""
        written = (m for m in (*self.messages, *self.said) if self._reads(user, m))
        return sorted(written, key=lambda message: message.ts)

    def _reads(self, user: str, message: Message) -> bool:
        is_there = user in self.members.get(message.channel, set())
        # A response_url reaches who used it also in a channel that they have left since.
        return message.only_for == user or (is_there and message.only_for is None)

    def views(self) -> Iterator[tuple[str, Json]]:
        """Every view that stands, and who sees it."""
        for user, stack in self.modals.items():
            yield from ((user, view) for view in stack)
        yield from self.homes.items()


def with_block_ids(content: Json, workspace: Workspace) -> Json:
    """Slack names the blocks that have no name."""
    if not content.get("blocks"):
        return content
    return {**content, "blocks": [_named(block, workspace) for block in content["blocks"]]}


def _named(block: Json, workspace: Workspace) -> Json:
    return block if "block_id" in block else {**block, "block_id": f"b{workspace.number()}"}
