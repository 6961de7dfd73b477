"""What Slack refuses of a message or a view, in Slack's own words.

The limits are those of ``slack_rules.py``; here stands what only the Web API checks, and which
word it says.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tests.cards.renderers.slack_rules import broken_in_message, broken_in_view
from tests.peers.slack.state import Json

LONGEST_TEXT = 40_000
LARGEST_VIEW = 250_000
"""Bytes."""
MOST_IN_A_STACK = 3


class Refusal(Exception):
    """``error`` is Slack's word; ``slips`` say in detail what is malformed."""

    def __init__(self, error: str, slips: list[str] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.slips = slips or []


def needed(sent: Json, *names: str) -> list[Any]:
    """These arguments. Refuses a call without them."""
    if missing := [name for name in names if sent.get(name) in (None, "")]:
        slips = [f"[ERROR] missing required field: {name}" for name in missing]
        raise Refusal("invalid_arguments", slips)
    return [sent[name] for name in names]


def content_of(sent: Json) -> Json:
    return {name: sent[name] for name in ("text", "blocks", "metadata") if sent.get(name)}


def check_message(content: Json) -> None:
    text, blocks = content.get("text", ""), content.get("blocks", [])
    if not text and not blocks:
        raise Refusal("no_text")
    if len(text) > LONGEST_TEXT:
        raise Refusal("msg_too_long", [f"text: {len(text)} of {LONGEST_TEXT}"])
    _check_metadata(content.get("metadata"))
    if not blocks:
        return
    slips = _tried(lambda: [*broken_in_message({"text": text or "-", "blocks": blocks})])
    slips += _tried(lambda: [*_ids_twice(blocks)])
    if slips:
        is_heavy = all(slip.startswith("message as JSON") for slip in slips)
        raise Refusal("msg_blocks_too_long" if is_heavy else "invalid_blocks", slips)


def check_view(view: Any, *, kind: str) -> None:
    """``kind``: modal or home."""
    if isinstance(view, dict) and len(json.dumps(view).encode()) > LARGEST_VIEW:
        raise Refusal("view_too_large")
    if slips := _tried(lambda: [*_broken_view(view, kind)]):
        raise Refusal("invalid_arguments", slips)


def _broken_view(view: Json, kind: str) -> Iterator[str]:
    if view["type"] != kind:
        yield f"type {view['type']}"
    yield from broken_in_view(view)
    yield from _actions_twice_in_a_block(view["blocks"])
    if kind == "home":
        yield from (f"home with {key}" for key in ("submit", "close") if view.get(key))
    if len(view.get("external_id") or "") > 255:
        yield "external_id over 255"


def _check_metadata(metadata: Any) -> None:
    if metadata is None:
        return
    if not isinstance(metadata, dict) or set(metadata) - {"entities"} != {
        "event_type",
        "event_payload",
    }:
        raise Refusal("invalid_metadata_format", [f"metadata: {metadata!r:.100}"])
    if not isinstance(metadata["event_payload"], dict):
        raise Refusal("invalid_metadata_schema", ["event_payload is no object"])


def _ids_twice(blocks: list[Json]) -> Iterator[str]:
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"block_id {name} twice" for name, times in ids.items() if times > 1)
    yield from (f"block_id {name[:9]}… over 255" for name in ids if len(name) > 255)


def _actions_twice_in_a_block(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        elements = block.get("elements", []) if block["type"] == "actions" else []
        ids = Counter(element["action_id"] for element in elements)
        yield from (f"action_id {name} twice" for name, times in ids.items() if times > 1)


def _tried(check: Callable[[], list[str]]) -> list[str]:
    """What the checks trip over has not even the shape of a block."""
    try:
        return check()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [f"no block: {type(error).__name__} {error}"]
