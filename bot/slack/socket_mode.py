"""Socket Mode: events come over a WebSocket that we open, for networks that nobody may enter.

A socket can go deaf: it stands, pings are answered or not, and nothing comes any more; or the SDK
tries a used ticket again and again; or one of its tasks has died. Nobody is told. So it is looked
at, and replaced as a whole.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.slack.connection import Connection
from handlers.faults import note_fault

_log = logging.getLogger("kakehashi.slack")
_sdk_log = logging.getLogger("kakehashi.slack.socket")
_sdk_log.setLevel(logging.ERROR)  # INFO says "Reconnecting" each time; DEBUG writes the messages.

_TROUBLE = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)

CONNECT_WITHIN = 30.0
"""Seconds. The SDK tries for ever with one ticket that is good for one try."""


class Socket:
    """``look_every`` and ``silent_for`` in seconds."""

    def __init__(
        self,
        app: AsyncApp,
        connection: Connection,
        *,
        app_token: str,
        now: Callable[[], float],
        look_every: float = 10,
        silent_for: float = 3600,
    ) -> None:
        self._app = app
        self._connection = connection
        self._app_token = app_token
        self._now = now
        self._look_every = look_every
        self._silent_for = silent_for
        self._handler: AsyncSocketModeHandler | None = None
        self._heard_at = now()
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connects before it returns. Raises what the SDK or the network raises."""
        try:
            await self._connect()
        except BaseException:
            await self._disconnect()
            raise
        self._watch = asyncio.create_task(self._keep_open())

    async def close(self) -> None:
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        await self._disconnect()

    async def _connect(self) -> None:
        handler = AsyncSocketModeHandler(
            self._app,
            self._app_token,
            logger=_sdk_log,
            web_client=self._connection.api.client,
            ping_interval=self._look_every,
        )
        handler.client.on_message_listeners.append(self._note_message)
        self._handler = handler
        self._heard_at = self._now()
        async with asyncio.timeout(CONNECT_WITHIN):
            await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK annotates nothing here

    async def _note_message(self, _: aiohttp.WSMessage) -> None:
        self._heard_at = self._now()

    async def _disconnect(self) -> None:
        handler, self._handler = self._handler, None
        if handler:
            with contextlib.suppress(*_TROUBLE):
                await handler.close_async()  # type: ignore[no-untyped-call]  # as above

    async def _keep_open(self) -> None:
        """What is not acknowledged while no socket stands Slack sends again to the next one."""
        while True:
            await asyncio.sleep(self._look_every)
            try:
                await self._replace_in_trouble()
            except _TROUBLE as error:
                _log.warning("socket not open reason=%s", type(error).__name__)
            except Exception as fault:  # noqa: BLE001 - who watches may not die of what it sees
                note_fault(fault, event="socket")

    async def _replace_in_trouble(self) -> None:
        reason = await self._trouble()
        if reason:
            _log.warning("socket replaced reason=%s", reason)
            await self._disconnect()
            await self._connect()

    async def _trouble(self) -> str:
        """Why it has to be replaced; empty while it is well."""
        if self._handler is None:
            return "closed"
        client = self._handler.client
        if _has_died(client):
            return "task ended"
        if not await client.is_connected():
            return "not connected"
        # Slack renews a socket every hour or so by itself; one that says nothing for longer is deaf.
        return "silent" if self._now() - self._heard_at > self._silent_for else ""


def _has_died(client: SocketModeClient) -> bool:
    tasks = (client.message_receiver, client.message_processor, client.current_session_monitor)
    return any(task is not None and task.done() for task in tasks)
