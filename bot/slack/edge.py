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
from bot.slack.connection import (
    Connection,
    SlackIdentity,
    SlackUnreachable,
    WorkspaceOfAnother,
    connect,
    open_pool,
    web_api,
)
from bot.slack.gate import Gate, Rejected
from bot.slack.installing import Installing
from bot.slack.listeners import Listeners
from bot.slack.oauth import OAuthApp
from bot.slack.office_telling import SlackCarrier
from bot.slack.people import InMind, People
from bot.slack.sender import Sender
from bot.slack.socket_mode import Socket
from bot.slack.taking_in import TakingIn
from bot.slack.talk import Respond, Talk
from bot.slack.telling import SlackTelling
from bot.slack.tokens import Tokens
from bot.slack.user_object import PLATFORM
from bot.slack.workspaces import Join, Joined, Workspaces
from bot.token_seal import TokenSeal
from bot.work import Work
from domain.organization import Organization
from domain.workspace import Installation, Workspace
from scheduler.platforms import Carrier
from storage.session import Database
from storage.workspaces import install_workspace

_log = logging.getLogger("kakehashi.slack")

LAST_WORK = 35.0
"""Seconds that answers under way have at the end: Slack asks to wait for 30 at most, as a rule."""


class SlackEdge:
    """``gate`` is None in Socket Mode: then nothing comes in from outside."""

    def __init__(
        self, app: AsyncApp, gate: Gate | None, work: Work, installing: Installing | None
    ) -> None:
        self._app = app
        self._gate = gate
        self._work = work
        self._installing = installing

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
        if self._installing:
            self._installing.add_routes(application)

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
    together: Pacer = UNLIMITED,
    seal: TokenSeal | None = None,
    oauth: OAuthApp | None = None,
) -> AsyncIterator[SlackEdge]:
    """Open until left; answers under way are finished then. Raises SlackUnreachable.

    ``organization`` has the workspace of ``identity``'s token, if there is one. ``platforms``: those
    that the outbox sends by; Slack is one of them from now on. ``seal`` opens the tokens of the other
    workspaces, and ``oauth`` lets them join.
    """
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(open_pool())
        own = await _registered(identity, pool, database, organization, clock=clock)
        join = _joining(
            identity, respond, database, pool, clock=clock, pacer=pacer, together=together
        )
        tokens = Tokens(seal, own.team if own else "", identity.bot_token)
        workspaces = Workspaces(database, tokens, join, clock=clock)
        if platforms is not None:
            platforms[PLATFORM] = SlackCarrier(workspaces, database)
        work = Work()
        app = bolt_app(Listeners(workspaces, work), api_url=identity.api_url)
        gate = Gate(identity.signing_secret, now=now) if identity.signing_secret else None
        installing = _installing(oauth, seal, database, pool, clock, workspaces)
        edge = SlackEdge(app, gate, work, installing)
        stack.push_async_callback(edge.finish)
        if own and identity.app_token:
            await stack.enter_async_context(_socket(app, own, identity, now))
        yield edge


def _installing(
    oauth: OAuthApp | None,
    seal: TokenSeal | None,
    database: Database,
    pool: aiohttp.ClientSession,
    clock: Callable[[], datetime],
    workspaces: Workspaces,
) -> Installing | None:
    """Both are set where other workspaces may join."""
    if oauth is None or seal is None:
        return None
    everywhere = database.across()
    taking_in = TakingIn(oauth, seal, everywhere, pool, clock, workspaces.forget)
    return Installing(oauth, seal, everywhere, clock, taking_in)


async def _registered(
    identity: SlackIdentity,
    pool: aiohttp.ClientSession,
    database: Database,
    organization: Organization,
    *,
    clock: Callable[[], datetime],
) -> Connection | None:
    """The workspace of the settings' token, if there is one, is the organization's.

    Raises SlackUnreachable, and WorkspaceOfAnother.
    """
    if not identity.bot_token:
        return None
    own = await connect(identity, pool)
    installed = Installation(PLATFORM, own.team, own.name, own.bot_user)
    async with database.across().begin() as session:
        is_ours = await install_workspace(
            session, installed, organization_id=organization.id, at=clock()
        )
    if not is_ours:
        raise WorkspaceOfAnother
    return own


def _joining(
    identity: SlackIdentity,
    respond: Respond,
    database: Database,
    pool: aiohttp.ClientSession,
    *,
    clock: Callable[[], datetime],
    pacer: Pacer,
    together: Pacer,
) -> Join:
    in_mind = InMind()

    def join(workspace: Workspace, organization: Organization, token: str) -> Joined:
        team = workspace.external_id
        api = web_api(identity, token, pool, pacer=pacer, together=together, team=team)
        people = People(
            api,
            database,
            organization_id=organization.id,
            team=team,
            clock=clock,
            in_mind=in_mind,
        )
        talk = Talk(respond, people, Sender(api), organization=organization.key, team=team)
        connection = Connection(api, team, workspace.bot_user, workspace.name)
        return Joined(organization.id, connection, people, talk, SlackTelling(api, people))

    return join


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
