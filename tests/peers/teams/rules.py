"""What Teams would refuse: of a message, and of the response to an invoke."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tests.cards.renderers.teams_rules import against_schema, broken_in_card

CARD = "application/vnd.microsoft.card.adaptive"
Json = Mapping[str, Any]
_ATTACHMENTS = {
    CARD,
    "application/vnd.microsoft.teams.card.file.consent",
    "application/vnd.microsoft.teams.card.file.info",
}
_ACTION_RESPONSES = {CARD, "application/vnd.microsoft.activity.message"}


def broken_in_message(activity: Json) -> list[str]:
    attachments = activity.get("attachments", [])
    return [
        *([] if activity.get("type") == "message" else ["type"]),
        *([] if activity.get("text") or attachments else ["an empty message"]),
        *([] if _size(activity) <= 100 * 1024 else ["MessageSizeTooBig"]),
        *(slip for each in attachments for slip in _attachment(each)),
    ]


def broken_in_response(name: str, body: Json | None) -> list[str]:
    """``body`` is None for an empty one, which closes a dialog."""
    match name:
        case "adaptiveCard/action":
            return list(_of_action(body))
        case "task/fetch" | "task/submit" | "composeExtension/fetchTask":
            return [] if body is None else list(_dialog(body))
        case "composeExtension/submitAction":
            return [] if body is None else list(_dialog(body))
        case "composeExtension/query":
            return list(_results(body))
        case _:
            return [] if body is None else ["a body nobody asked for"]


def _of_action(body: Json | None) -> Iterator[str]:
    if body is None or set(body) != {"statusCode", "type", "value"}:
        yield f"no response to an action: {body}"
        return
    if body["statusCode"] != 200 or body["type"] not in _ACTION_RESPONSES:
        yield f"{body['statusCode']} {body['type']}"
    if body["type"] == CARD:
        yield from _card(body["value"])
    elif not (isinstance(body["value"], str) and body["value"]):
        yield "a message without words"


def _dialog(body: Json) -> Iterator[str]:
    task = body.get("task", {})
    if task.get("type") != "continue":
        yield f"task {task.get('type')}"
        return
    value = task["value"]
    if not value.get("title") or "url" in value:
        yield "title of a dialog"
    yield from _attachment(value["card"])
    if "Action.Execute" in json.dumps(value["card"]):
        yield "Action.Execute in a dialog"


def _results(body: Json | None) -> Iterator[str]:
    found = (body or {}).get("composeExtension", {})
    if found.get("type") == "message" and isinstance(found.get("text"), str) and found["text"]:
        return
    if found.get("type") != "result" or found.get("attachmentLayout") != "list":
        yield f"composeExtension {found}"
    for each in found.get("attachments", []):
        yield from _attachment(each)
        preview = each.get("preview", {}).get("content", {})
        if not preview.get("title"):
            yield "a result without a title"


def _attachment(attachment: Json) -> Iterator[str]:
    if attachment.get("contentType") not in _ATTACHMENTS:
        yield f"contentType {attachment.get('contentType')}"
    elif attachment["contentType"] == CARD:
        yield from _card(attachment["content"])


def _card(card: dict[str, Any]) -> tuple[str, ...]:
    return _checked(json.dumps(card))


@cache
def _checked(written: str) -> tuple[str, ...]:
    """Once for each card: the schema takes its time."""
    card = json.loads(written)
    return (*broken_in_card(card), *against_schema(card))


def _size(activity: Json) -> int:
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
