"""A card as a person at Teams sees it."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
_WORDS = {"TextRun": "text", "TextBlock": "text"}


def reads(card: Json) -> str:
    """Words, labels, values and buttons, in order."""
    return "\n".join(_words(card))


def buttons(card: object) -> Iterator[Json]:
    """What can be pressed, fallbacks not among it."""
    if isinstance(card, dict):
        if str(card.get("type")) in ("Action.Execute", "Action.Submit"):
            yield card
            return
        for value in card.values():
            yield from buttons(value)
    elif isinstance(card, list):
        for each in card:
            yield from buttons(each)


def inputs(card: object) -> Iterator[Json]:
    if isinstance(card, dict):
        if str(card.get("type")).startswith("Input."):
            yield card
        for value in card.values():
            yield from inputs(value)
    elif isinstance(card, list):
        for each in card:
            yield from inputs(each)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _words(each)
    if not isinstance(value, dict):
        return
    kind = str(value.get("type"))
    if kind in _WORDS:
        yield str(value["text"])
    elif kind.startswith("Input."):
        yield f"{value.get('label')}: {value.get('value', '')}"
    elif kind.startswith("Action."):
        yield f"［{value.get('title', '')}］"
    for name in ("body", "items", "inlines", "columns", "rows", "cells", "actions"):
        yield from _words(value.get(name))
