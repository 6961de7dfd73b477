"""Slack's rules for messages and modals, stricter than ``slack_sdk.models``: any broken one is
named. A key or type that is not listed here is broken too, so a new one has to be looked up.

The numbers are written out once more on purpose: a slip in ``limits.py`` must not pass.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

Block = dict[str, Any]

_KEYS: dict[str, tuple[set[str], set[str]]] = {
    "header": ({"text"}, set()),
    "divider": (set(), set()),
    "rich_text": ({"elements"}, set()),
    "rich_text_section": ({"elements"}, set()),
    "rich_text_quote": ({"elements"}, set()),
    "rich_text_list": ({"elements", "style"}, set()),
    "text": ({"text"}, {"style"}),
    "link": ({"url", "text"}, set()),
    "user": ({"user_id"}, set()),
    "context": ({"elements"}, set()),
    "section": (set(), {"text", "fields"}),
    "table": ({"rows"}, {"column_settings"}),
    "raw_text": ({"text"}, set()),
    "actions": ({"elements"}, set()),
    "button": ({"action_id", "text", "value"}, {"style", "accessibility_label"}),
    "input": ({"block_id", "label", "element", "optional"}, {"hint", "dispatch_action"}),
    "plain_text": ({"text", "emoji"}, set()),
    "plain_text_input": (
        {"action_id", "multiline"},
        {"max_length", "initial_value", "dispatch_action_config"},
    ),
    "datepicker": ({"action_id"}, {"initial_date"}),
    "static_select": (
        {"action_id", "placeholder"},
        {"options", "option_groups", "initial_option"},
    ),
}
"""Required and optional keys beside ``type``. No ``mrkdwn``: nothing of ours is read as markup."""

_LONGEST: dict[tuple[str, str], int] = {
    ("header", "text"): 150,
    ("context", "elements"): 3_000,
    ("section", "text"): 3_000,
    ("section", "fields"): 2_000,
    ("button", "text"): 75,
    ("input", "label"): 2_000,
    ("input", "hint"): 2_000,
    ("static_select", "placeholder"): 150,
}
"""Units of the ``plain_text`` objects below a key."""


def broken_in_message(message: Block) -> list[str]:
    blocks = message["blocks"]
    inside = [block for top in blocks for block in _inside(top)]
    ids = Counter(block["action_id"] for block in inside if "action_id" in block)
    return [
        *_too_many("blocks", blocks, 50),
        *_too_many("tables", [block for block in blocks if block["type"] == "table"], 1),
        *_too_long("message as JSON", _json(blocks), 12_000),
        *_text("notification", message["text"], 40_000),
        *(f"action_id {name} twice" for name, times in ids.items() if times > 1),
        *(["notification with markup"] if set("<>") & set(message["text"]) else []),
        *(slip for block in inside for slip in _broken(block)),
    ]


def broken_in_view(view: Block) -> list[str]:
    inside = [block for top in view["blocks"] for block in _inside(top)]
    ids = Counter(block["block_id"] for block in inside if "block_id" in block)
    names = {key: view[key]["text"] for key in ("title", "submit", "close") if key in view}
    has_input = any(block["type"] == "input" for block in view["blocks"])
    return [
        *(["modal without title"] if view["type"] == "modal" and "title" not in view else []),
        *(["input without submit"] if has_input and "submit" not in view else []),
        *_too_many("blocks", view["blocks"], 100),
        *(slip for key, text in names.items() for slip in _text(key, text, 24)),
        *_too_long("private_metadata", view.get("private_metadata", ""), 3_000),
        *_too_long("callback_id", view.get("callback_id", ""), 255),
        *(f"block_id {name} twice" for name, times in ids.items() if times > 1),
        *(["table in a modal"] if any(block["type"] == "table" for block in inside) else []),
        *(slip for block in inside for slip in _broken(block)),
    ]


def _inside(value: object) -> Iterator[Block]:
    """Every object with a ``type``, from the outside in."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for child in value.values():
            yield from _inside(child)
    elif isinstance(value, list):
        for child in value:
            yield from _inside(child)


def _broken(block: Block) -> list[str]:
    kind = block["type"]
    if kind not in _KEYS:
        return [f"unknown type {kind}"]
    required, optional = _KEYS[kind]
    keys = set(block) - {"type"}
    return [
        *(f"{kind} without {key}" for key in sorted(required - keys)),
        *(f"{kind} with {key}" for key in sorted(keys - required - optional)),
        *(slip for key in keys for slip in _plain_texts(kind, key, block[key])),
        *(_RULES[kind](block) if kind in _RULES else []),
    ]


def _plain_texts(kind: str, key: str, value: Any) -> Iterator[str]:
    if (kind, key) not in _LONGEST:
        return
    texts: list[Block] = value if isinstance(value, list) else [value]
    for text in texts:
        yield from _text(f"{kind}.{key}", text["text"], _LONGEST[kind, key])


def _button(block: Block) -> list[str]:
    return [
        *_text("action_id", block["action_id"], 255),
        *_too_long("value", block["value"], 2_000),
        *_text("accessibility_label", block.get("accessibility_label", "-"), 75),
        *([] if block.get("style", "primary") in ("primary", "danger") else ["button style"]),
    ]


def _table(block: Block) -> list[str]:
    rows = block["rows"]
    texts = "".join(cell.get("text", _json(cell)) for row in rows for cell in row)
    widths = {len(row) for row in rows}
    return [
        *_too_many("rows", rows, 100),
        *_too_long("table", texts, 10_000),
        *([] if len(widths) == 1 and max(widths) <= 20 else [f"columns {widths}"]),
    ]


def _select(block: Block) -> list[str]:
    groups = block.get("option_groups", [])
    lists = [group["options"] for group in groups] or [block["options"]]
    options = [option for options in lists for option in options]
    chosen = block.get("initial_option")
    return [
        *_too_many("option groups", groups, 100),
        *(slip for options in lists for slip in _too_many("options", options, 100)),
        *([] if options else ["no options"]),
        *(slip for option in options for slip in _option(option)),
        *(["strange initial_option"] if chosen and chosen not in options else []),
    ]


def _option(option: Block) -> list[str]:
    described: Block = option.get("description", {"text": "-"})
    return [
        *_text("option", option["text"]["text"], 75),
        *_text("option description", described["text"], 75),
        *_text("option value", option["value"], 150),
    ]


def _text_input(block: Block) -> list[str]:
    longest = min(block.get("max_length", 3_000), 3_000)
    return _too_long("initial_value", block.get("initial_value", ""), longest)


def _some(block: Block) -> list[str]:
    return [] if block["elements"] else [f"{block['type']} without elements"]


_RULES: dict[str, Callable[[Block], list[str]]] = {
    "button": _button,
    "table": _table,
    "static_select": _select,
    "plain_text_input": _text_input,
    "text": lambda block: [] if block["text"] else ["empty text"],
    "link": lambda block: (
        _text("link text", block["text"], 3_000) + _text("url", block["url"], 3_000)
    ),
    "raw_text": lambda block: _text("cell", block["text"], 10_000),
    "plain_text": lambda block: (
        _text("plain_text", block["text"], 3_000) + (["emoji on"] if block["emoji"] else [])
    ),
    "rich_text": _some,
    "rich_text_section": _some,
    "rich_text_quote": _some,
    "rich_text_list": _some,
    "context": lambda block: _some(block) + _too_many("context", block["elements"], 10),
    "actions": lambda block: _some(block) + _too_many("actions", block["elements"], 25),
    "section": lambda block: _too_many("fields", block.get("fields", []), 10),
}


def _text(name: str, text: str, longest: int) -> list[str]:
    return [*_too_long(name, text, longest), *([] if text.strip() else [f"{name} is blank"])]


def _too_long(name: str, text: str, longest: int) -> list[str]:
    units = len(text.encode("utf-16-le")) // 2
    return [f"{name}: {units} of {longest}"] if units > longest else []


def _too_many(name: str, things: list[Block], most: int) -> list[str]:
    return [f"{name}: {len(things)} of {most}"] if len(things) > most else []


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
