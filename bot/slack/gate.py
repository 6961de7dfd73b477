"""What is let in from the network: signed by Slack, fresh, and of a shape that Slack sends.

Bolt parses a body before it checks the signature, answers what it cannot parse with a traceback,
and loses a form that has "payload" anywhere in its text; so bodies are parsed here.
https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

LARGEST = 1024 * 1024
"""Bytes. Slack's largest payloads, of many blocks, are some hundred kilobytes."""
FRESH = 5 * 60
"""Seconds by which the timestamp may differ: Slack's own recommendation against replays."""


class Rejected(Exception):
    """Not let in. Nothing of the body is kept."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Gate:
    """``now``: seconds since 1970."""

    def __init__(self, signing_secret: str, *, now: Callable[[], float]) -> None:
        self._secret = signing_secret.encode()
        self._now = now

    async def read(self, request: web.Request) -> dict[str, Any]:
        """What was sent, checked: an event, an interaction or a command. Raises Rejected."""
        content = await _limited(request)
        self._check_signature(request.headers, content)
        try:
            body = content.decode()
        except UnicodeDecodeError:
            raise Rejected(HTTPStatus.BAD_REQUEST) from None
        parsed = _parsed(body, content_type=request.content_type)
        if parsed is None:
            raise Rejected(HTTPStatus.BAD_REQUEST)
        return parsed

    def _check_signature(self, headers: Mapping[str, str], content: bytes) -> None:
        timestamp = headers.get("X-Slack-Request-Timestamp", "")
        # ASCII alone: int() reads digits of other scripts, too.
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
            raise Rejected(HTTPStatus.UNAUTHORIZED)
        if abs(self._now() - int(timestamp)) > FRESH:
            raise Rejected(HTTPStatus.UNAUTHORIZED)
        signed = b"v0:" + timestamp.encode() + b":" + content
        expected = "v0=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest()
        given = headers.get("X-Slack-Signature", "")
        if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape")):
            raise Rejected(HTTPStatus.UNAUTHORIZED)


async def _limited(request: web.Request) -> bytes:
    """No more than LARGEST is taken into memory, whatever the length that is announced."""
    if (request.content_length or 0) > LARGEST:
        raise Rejected(HTTPStatus.BAD_REQUEST)
    content = await request.content.read(LARGEST + 1)
    while len(content) <= LARGEST and (more := await request.content.read(LARGEST + 1)):
        content += more
    if len(content) > LARGEST:
        raise Rejected(HTTPStatus.BAD_REQUEST)
    return content


def _parsed(body: str, *, content_type: str) -> dict[str, Any] | None:
    """An event is a JSON object; an interaction a form with one in ``payload``; a command a form.

    None for anything else.
    """
    if content_type == "application/json":
        return _object(body)
    if content_type != "application/x-www-form-urlencoded":
        return None
    form = dict(parse_qsl(body, keep_blank_values=True))
    if "payload" in form:
        return _object(form["payload"])
    return form if "command" in form else None


def _object(text: str) -> dict[str, Any] | None:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None
