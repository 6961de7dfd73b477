"""What a button or a form carries and brings back, the same on every platform."""

from collections.abc import Mapping
from typing import TypedDict

from cards.renderers.characters import encodable, size
from cards.renderers.paging import compact_json


class Callback(TypedDict):
    """``action`` is an id of ``handlers/routes.py``; the edge reads these three and no more."""

    action: str
    args: dict[str, str]
    nonce: str


def callback(action: str, args: Mapping[str, str], nonce: str, *, limit: int) -> Callback:
    """ValueError: over the platform's limit as JSON; a card passes ids, not texts."""
    carried = _carried(action, args, nonce)
    _written(carried, limit)
    return carried


def callback_json(action: str, args: Mapping[str, str], nonce: str, *, limit: int) -> str:
    return _written(_carried(action, args, nonce), limit)


def _carried(action: str, args: Mapping[str, str], nonce: str) -> Callback:
    sendable = {name: encodable(value) for name, value in args.items()}
    return {"action": action, "args": sendable, "nonce": nonce}


def _written(carried: Callback, limit: int) -> str:
    written = compact_json(carried)
    units = size(written)
    if units > limit:
        raise ValueError(f"args of {carried['action']!r} take {units} of {limit} characters")
    return written
