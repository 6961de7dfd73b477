"""A call of the Web API: its arguments, in whatever way the SDK sends them, and its answer."""

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.peers.faults import Fault, limited
from tests.peers.slack.rules import Refusal
from tests.peers.slack.state import Json, Workspace

Method = Callable[[Workspace, Json], Json]
"""What is answered besides ``ok``. Raises Refusal."""

FORM_ONLY = frozenset({"users.info", "users.list", "users.lookupByEmail", "files.info"})
"""These do not read JSON: https://docs.slack.dev/apis/web-api#post_bodies."""

_STRUCTURED = frozenset({"blocks", "view", "metadata", "files", "prompts"})
"""Arguments that are JSON inside a form."""


async def arguments(request: web.Request, *, method: str) -> Json:
    """Raises Refusal where they cannot be read."""
    written: Json = dict(request.query)
    if request.content_type == "application/json":
        sent = await _json(request)
        return written if method in FORM_ONLY else written | sent
    written |= {name: str(value) for name, value in (await request.post()).items()}
    return {name: _parsed(name, value) for name, value in written.items()}


def is_true(value: object) -> bool:
    return value is True or value in ("true", "True", "1", 1)


def succeeded(answer: Json) -> web.Response:
    return web.json_response({"ok": True, **answer})


def refused(refusal: Refusal) -> web.Response:
    details = {"response_metadata": {"messages": refusal.slips}} if refusal.slips else {}
    return web.json_response({"ok": False, "error": refusal.error, **details})


def faulty(fault: Fault) -> web.Response:
    """What is answered ``instead``, or ``then``."""
    status, error = fault.instead or fault.then or (500, "internal_error")
    body = {"ok": False, "error": error}
    return web.json_response(body, status=status, headers=dict(fault.headers))


def told_to_wait(seconds: int) -> web.Response:
    return faulty(limited(seconds))


async def _json(request: web.Request) -> Json:
    try:
        sent = await request.json()
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(sent, dict):
        raise Refusal("json_not_object")
    return {name: value for name, value in sent.items() if value is not None}


def _parsed(name: str, value: str) -> Any:
    if name not in _STRUCTURED:
        return value
    try:
        return json.loads(value)
    except ValueError:
        error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        raise Refusal(error, [f"{name} is no JSON"]) from None
