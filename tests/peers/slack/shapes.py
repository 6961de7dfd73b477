"""Payloads as Slack sends them: the recorded shapes, with what differs this time put in.

The shapes stand in ``tests/bot/payloads/slack``; every payload of the peer begins as one of them.
"""

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.peers.slack.state import TEAM, Json, Message, Workspace

PAYLOADS = Path(__file__).parents[2] / "bot" / "payloads" / "slack"


def shape(name: str) -> Json:
    """A copy of the recorded payload of that name."""
    return copy.deepcopy(_recorded(name))


def event(workspace: Workspace, name: str, user: str, changes: Mapping[str, Any]) -> Json:
    """``changes`` to the event inside, None takes out; its ``event_id`` is new."""
    made = shape(name)
    ts = workspace.new_ts()
    made["event_id"], made["event_time"] = f"Ev{workspace.number()}", int(float(ts))
    told = made["event"] | {"event_ts": ts, **changes}
    made["event"] = {name: value for name, value in told.items() if value is not None}
    _from_elsewhere(made, workspace.users.get(user, {}))
    return made


def written(message: Message) -> Json:
    """What an event says of a message that a person wrote."""
    below = {"thread_ts": message.thread} if message.thread else {}
    place = {"channel": message.channel, "user": message.author, "ts": message.ts}
    texts = {"text": message.content["text"], "blocks": rich_text(message.content["text"])}
    return {**place, **texts, **below}


def command(workspace: Workspace, user: str, *, name: str, text: str, channel: str) -> Json:
    """The form of a slash command."""
    place = {"channel_id": channel, "channel_name": workspace.name_of(channel)}
    return {
        **shape("slash_command"),
        **place,
        "command": name,
        "text": text,
        "user_id": user,
        "user_name": workspace.users[user].get("name", ""),
        "team_id": _team(workspace, user),
        "trigger_id": workspace.new_trigger(user),
        "response_url": workspace.new_response_url(user, channel),
    }


def interaction(workspace: Workspace, name: str, user: str, **changes: Any) -> Json:
    """A press, a modal sent in or closed, a shortcut."""
    made = shape(name) | changes
    if "trigger_id" in made:
        made["trigger_id"] = workspace.new_trigger(user)
    for stamp in made.get("actions", [made]):
        if "action_ts" in stamp:
            stamp["action_ts"] = workspace.new_ts()
    called = workspace.users[user].get("name", "")
    team = _team(workspace, user)
    made["user"] = {"id": user, "username": called, "name": called, "team_id": team}
    return made


def press_on_message(workspace: Workspace, user: str, message: Message, action: Json) -> Json:
    is_ephemeral = message.only_for is not None
    below = {"thread_ts": message.thread} if message.thread else {}
    container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    # What an ephemeral message says is not sent back.
    said = {} if is_ephemeral else {"message": _own_message(message)}
    return interaction(
        workspace,
        "block_actions_ephemeral" if is_ephemeral else "block_actions_message",
        user,
        container={**container, "is_ephemeral": is_ephemeral, **below},
        channel={"id": message.channel, "name": workspace.name_of(message.channel)},
        response_url=workspace.new_response_url(user, message.channel, message.ts),
        actions=[{**action, "action_ts": ""}],
        **said,
    )


def press_in_view(workspace: Workspace, user: str, view: Json, action: Json) -> Json:
    """In the Home tab or a modal."""
    return interaction(
        workspace,
        "block_actions_home" if view["type"] == "home" else "block_actions_modal",
        user,
        container={"type": "view", "view_id": view["id"]},
        view=copy.deepcopy(view),
        actions=[{**action, "action_ts": ""}],
    )


def shortcut_on(workspace: Workspace, user: str, message: Message, *, callback_id: str) -> Json:
    """The person chose it from the menu of a message, of theirs or of anybody."""
    said = shape("message_action")["message"] | {"user": message.author, "ts": message.ts}
    said |= {"text": message.content.get("text", ""), "blocks": message.content.get("blocks", [])}
    said |= {"files": message.content["files"]} if "files" in message.content else {}
    return interaction(
        workspace,
        "message_action",
        user,
        callback_id=callback_id,
        message_ts=message.ts,
        channel={"id": message.channel, "name": workspace.name_of(message.channel)},
        message=said | ({"thread_ts": message.thread} if message.thread else {}),
        response_url=workspace.new_response_url(user, message.channel, message.ts),
    )


def rich_text(text: str) -> list[Json]:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _own_message(message: Message) -> Json:
    said: Json = shape("block_actions_message")["message"]
    below = {"thread_ts": message.thread} if message.thread else {}
    return {**said, "ts": message.ts, **message.content, **below}


def _from_elsewhere(made: Json, account: Mapping[str, Any]) -> None:
    """A person of a connected workspace."""
    team = account.get("team_id", TEAM)
    if team == TEAM:
        return
    made["team_id"], made["is_ext_shared_channel"] = team, True
    profile = shape("message_from_stranger")["event"]["user_profile"] | {"team": team}
    made["event"] |= {"team": team, "user_team": team, "source_team": team, "user_profile": profile}


def _team(workspace: Workspace, user: str) -> str:
    return str(workspace.users[user].get("team_id", TEAM))


@cache
def _recorded(name: str) -> Json:
    payload: Json = json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))
    return payload
