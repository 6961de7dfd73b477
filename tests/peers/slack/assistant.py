"""``assistant.threads.*``: the panel beside a conversation."""

from typing import Any

from tests.peers.slack.calls import Method
from tests.peers.slack.rules import Refusal, needed
from tests.peers.slack.state import Json, Workspace

MOST_PROMPTS = 4


def _suggest(workspace: Workspace, sent: Json) -> Json:
    channel, prompts = needed(sent, "channel_id", "prompts")
    _check_channel(workspace, channel)
    if len(prompts) > MOST_PROMPTS:
        raise Refusal("invalid_arguments", [f"prompts: {len(prompts)} of {MOST_PROMPTS}"])
    for prompt in prompts:
        needed(prompt, "title", "message")
    workspace.prompts[_thread(workspace, channel, sent.get("thread_ts"))] = prompts
    return {}


def _status(workspace: Workspace, sent: Json) -> Json:
    """An empty one takes it away."""
    channel, ts = needed(sent, "channel_id", "thread_ts")
    _check_channel(workspace, channel)
    workspace.statuses[_thread(workspace, channel, ts)] = sent.get("status", "")
    return {}


def _title(workspace: Workspace, sent: Json) -> Json:
    channel, ts, title = needed(sent, "channel_id", "thread_ts", "title")
    _check_channel(workspace, channel)
    workspace.titles[_thread(workspace, channel, ts)] = title
    return {}


def _check_channel(workspace: Workspace, channel: str) -> None:
    if channel not in workspace.members:
        raise Refusal("channel_not_found")


def _thread(workspace: Workspace, channel: str, ts: Any) -> str:
    """Without ``ts`` the newest thread of the channel is meant."""
    known = [thread for thread, place in workspace.threads.items() if place == channel]
    if (ts and ts not in known) or not known:
        raise Refusal("invalid_thread_ts")
    return str(ts or known[-1])


METHODS: dict[str, Method] = {
    "assistant.threads.setSuggestedPrompts": _suggest,
    "assistant.threads.setStatus": _status,
    "assistant.threads.setTitle": _title,
}
