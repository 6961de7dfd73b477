"""A conversation as server-sent events: what is new, and what is new since the reader left."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress

from aiohttp import web

from bot.console.conversation import Conversation
from bot.console.entry import Entry
from bot.console.refusals import Refused

HEARTBEAT_SECONDS = 15.0
HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


async def follow(request: web.Request, conversation: Conversation) -> web.StreamResponse:
    """Streams until the browser leaves or the conversation is closed."""
    seen = last_event_id(request.headers.get("Last-Event-ID", ""))
    response = web.StreamResponse(headers=HEADERS)
    await response.prepare(request)
    # A browser that has gone comes back with its Last-Event-ID.
    with conversation.read(), suppress(ConnectionResetError):
        await _write(response, conversation, seen)
    return response


def last_event_id(header: str) -> int:
    """0, everything, for the first visit. Raises ``Refused`` for an id that is none of ours."""
    if not header:
        return 0
    if not (header.isascii() and header.isdigit() and len(header) <= 12):
        raise Refused(400, "続きから読み込めません。ページを読み込み直してください。")
    return int(header)


async def _write(response: web.StreamResponse, conversation: Conversation, seen: int) -> None:
    await response.write(b"retry: 1000\n\n")
    while not conversation.closed:
        entries, seen = conversation.changed_since(seen), conversation.version
        if entries:
            await response.write(events(entries, seen))
        await _wait(response, conversation, seen)


async def _wait(response: web.StreamResponse, conversation: Conversation, seen: int) -> None:
    """A comment now and then keeps proxies from closing the stream and finds dead readers."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            await conversation.wait_beyond(seen)
    except TimeoutError:
        await response.write(b": \n\n")


def events(entries: Sequence[Entry], version: int) -> bytes:
    """One event an entry. Only the last carries the id: after a break all come again, in order."""
    lines = [
        f"event: entry\ndata: {json.dumps({'id': entry.id, 'html': entry.html()})}\n"
        for entry in entries
    ]
    return ("\n".join(lines) + f"id: {version}\n\n").encode()
