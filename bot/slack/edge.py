"""Slack, put together: from the network to the handlers and back."""

import logging
import time
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackClientError

from bot.pacing import UNLIMITED, Pacer
from bot.slack.bolt import bolt_app
from bot.slack.connection import Connection, SlackIdentity, SlackUnreachable, connect
from bot.slack.gate import Gate, Rejected
from bot.slack.listeners import Listeners
from bot.slack.people import PLATFORM, People
from bot.slack.sender import Sender
from bot.slack.socket_mode import Socket
from bot.slack.talk import Respond, Talk
from bot.slack.telling import SlackTelling
from bot.work import Work
from domain.organization import Organization
from scheduler.platforms import Carrier, OnlyFor
from storage.session import Database

_log = logging.getLogger("kakehashi.slack")

LAST_WORK = 35.0
"""Seconds that answers under way have at the end: Slack asks to wait for 30 at most, as a rule."""


class SlackEdge:
    """``gate`` is None in Socket Mode: then nothing comes in from outside."""

    def __init__(self, app: AsyncApp, gate: Gate | None, work: Work) -> None:
        self._app = app
        self._gate = gate
        self._work = work

    @property
    def is_idle(self) -> bool:
        """Whether no answer is under way."""
        return not self._work

    async def finish(self) -> None:
        """Waits for what is under way, at most ``LAST_WORK`` seconds."""
        if cut := await self._work.drain(seconds=LAST_WORK):
            _log.warning("answers cut off at the end count=%d", cut)

    def add_routes(self, application: web.Application) -> None:
        if self._gate:
            application.router.add_post("/slack/events", partial(self._events, self._gate))

    async def _events(self, gate: Gate, request: web.Request) -> web.Response:
        try:
            body = await gate.read(request)
        except Rejected as rejection:
            _log.warning("rejected status=%d", rejection.status)
            return web.Response(status=rejection.status)
        try:
            # A parsed body is taken in this "mode" only, which besides does no more than to leave
            # the signature alone. No headers: Bolt obeys some that Slack has not signed.
            answer = await self._app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        except (AttributeError, LookupError, TypeError, ValueError):
            # Signed, and yet nothing that Slack sends: Bolt takes its parts for granted.
            _log.warning("rejected status=400")
            return web.Response(status=web.HTTPBadRequest.status_code)
        if answer.status == web.HTTPNotFound.status_code:
            return web.Response()  # Nothing of ours: Slack would send it again and again.
        return await to_aiohttp_response(answer)


@asynccontextmanager
async def slack_edge(
    identity: SlackIdentity,
    respond: Respond,
    *,
    database: Database,
    organization: Organization,
    clock: Callable[[], datetime],
    now: Callable[[], float] = time.time,
    platforms: MutableMapping[str, Carrier] | None = None,
    pacer: Pacer = UNLIMITED,
) -> AsyncIterator[SlackEdge]:
    """Open until left; answers under way are finished then. Raises SlackUnreachable.

    ``platforms``: those that the outbox sends by; Slack is one of them from now on.
    """
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(connect(identity, pacer=pacer))
        work = Work()
        people = People(
            connection.api,
            database,
            organization_id=organization.id,
            team=connection.team,
            clock=clock,
        )
        if platforms is not None:
            telling = SlackTelling(connection.api, people)
            platforms[PLATFORM] = OnlyFor(organization.id, telling)
        talk = Talk(respond, people, Sender(connection.api), organization=organization.key)
        app = bolt_app(connection, Listeners(talk, work, bot_user=connection.bot_user))
        gate = Gate(identity.signing_secret, now=now) if identity.signing_secret else None
        edge = SlackEdge(app, gate, work)
        stack.push_async_callback(edge.finish)
        if identity.app_token:
            await stack.enter_async_context(_socket(app, connection, identity, now))
        yield edge


@asynccontextmanager
async def _socket(
    app: AsyncApp, connection: Connection, identity: SlackIdentity, now: Callable[[], float]
) -> AsyncIterator[None]:
    socket = Socket(app, connection, app_token=identity.app_token, now=now)
    try:
        await socket.open()
    except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError) as error:
        raise SlackUnreachable(type(error).__name__) from None
    try:
        yield
    finally:
        await socket.close()
