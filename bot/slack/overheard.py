"""What Slack tells of threads in channels that we are in: written to each other, and not to us. Pure.

https://docs.slack.dev/reference/events/message and …/reaction_added
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.slack.files import files_of
from bot.slack.heard import Heard, Payload
from bot.slack.place import Place
from bot.slack.words import typed
from handlers.reply import Overheard, Reacted

WRITTEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Subtypes of messages that a person wrote; others tell of edits, joins, and our own posts."""


def message(payload: Payload) -> Heard | None:
    """A reply in a thread, its edit or its deletion; None of all else, and of what bots write."""
    event = payload["event"]
    match event.get("subtype"):
        case "message_changed":
            return _changed(payload, event["message"])
        case "message_deleted":
            return _deleted(payload, event.get("previous_message") or {})
        case subtype if subtype in WRITTEN:
            return _heard(payload, event, as_of=event["ts"])
    return None


def reaction(payload: Payload) -> Heard | None:
    """Put to a message, or taken away; None where it is on something else."""
    event = payload["event"]
    item = event["item"]
    if item.get("type") != "message":
        return None
    is_there = event["type"] == "reaction_added"
    return Heard(
        user=event["user"],
        body=Reacted(item["ts"], event["reaction"], is_there),
        place=Place(channel=item["channel"]),
        event_id=payload["event_id"],
    )


def _changed(payload: Payload, message: Mapping[str, Any]) -> Heard | None:
    """Slack tells of a link's preview in the same way, and then nobody has edited anything."""
    edited = message.get("edited")
    if not edited or message.get("subtype") not in WRITTEN:
        return None
    return _heard(payload, message, as_of=edited["ts"])


def _deleted(payload: Payload, was: Mapping[str, Any]) -> Heard | None:
    if not _is_reply(was):
        return None
    event = payload["event"]
    said_at = event["deleted_ts"]
    return Heard(
        user=was["user"],
        body=Overheard(said_at, _moment(said_at), _moment(event["event_ts"]), None),
        place=Place(channel=event["channel"], thread=was["thread_ts"]),
        event_id=payload["event_id"],
    )


def _heard(payload: Payload, message: Mapping[str, Any], *, as_of: str) -> Heard | None:
    """The edit's own ``event`` holds the message inside."""
    if not _is_reply(message):
        return None
    said_at = message["ts"]
    return Heard(
        user=message["user"],
        body=Overheard(said_at, _moment(said_at), _moment(as_of), _text(message)),
        place=Place(channel=payload["event"]["channel"], thread=message["thread_ts"]),
        event_id=payload["event_id"],
    )


def _is_reply(message: Mapping[str, Any]) -> bool:
    is_of_person = bool(message.get("user")) and not message.get("bot_id")
    return is_of_person and message.get("thread_ts", message.get("ts")) != message.get("ts")


def _text(message: Mapping[str, Any]) -> str:
    """Its files by their names: they stay where they are."""
    files = [f"（添付：{file.name}）" for file in files_of(message)]
    return "\n".join(filter(None, (typed(message.get("text", ""), bot_user=""), *files)))


def _moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), tz=UTC)
