"""An administrator adds our app to their workspace: from the invitation to Slack and back.

https://docs.slack.dev/authentication/installing-with-oauth
"""

import hmac
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import install_page
from bot.slack.connection import SLACK_API
from bot.slack.invitation import INSTALLED_WITHIN, Attempt, NotValid, attempt, attempted, invited
from bot.slack.manifest import scopes
from bot.slack.user_object import PLATFORM
from bot.token_seal import Owner, TokenSeal
from domain.organization import Organization
from domain.workspace import Installation
from storage.inbox import is_first
from storage.organizations import organization_by_key
from storage.session import Database
from storage.workspaces import install_workspace

_log = logging.getLogger("kakehashi.slack")

COOKIE = "kakehashi_install"
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
AUTHORIZE = "https://slack.com/oauth/v2/authorize"


@dataclass(frozen=True, slots=True)
class OAuthApp:
    """``redirect_url`` is the whole address of REDIRECT, as Slack knows it."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_url: str
    api_url: str = SLACK_API


@dataclass(frozen=True, slots=True)
class Installing:
    """``installed`` is called with the team's id once its row has changed."""

    app: OAuthApp
    seal: TokenSeal
    database: Database
    """Sees every organization."""
    pool: aiohttp.ClientSession
    clock: Callable[[], datetime]
    installed: Callable[[str], None]

    def add_routes(self, application: web.Application) -> None:
        application.router.add_get(INSTALL, self._set_out)
        application.router.add_get(REDIRECT, self._come_back)

    async def _set_out(self, request: web.Request) -> web.StreamResponse:
        try:
            key = invited(request.query.get("invitation", ""), seal=self.seal, now=self.clock())
        except NotValid:
            return install_page.invitation_not_valid()
        if await self._organization(key) is None:
            return install_page.invitation_not_valid()
        begun = Attempt(key, secrets.token_urlsafe(24))
        asked = {
            "client_id": self.app.client_id,
            "scope": ",".join(scopes()),
            "redirect_uri": self.app.redirect_url,
            "state": attempt(begun, seal=self.seal, now=self.clock()),
        }
        answer = web.Response(
            status=web.HTTPFound.status_code,
            headers={
                "Location": f"{AUTHORIZE}?{urlencode(asked)}",
                "Cache-Control": "no-store",
                "Referrer-Policy": "no-referrer",
            },
        )
        answer.set_cookie(
            COOKIE,
            begun.nonce,
            max_age=int(INSTALLED_WITHIN.total_seconds()),
            path="/slack/",
            httponly=True,
            secure=True,
            samesite="Lax",  # the way back comes from Slack
        )
        return answer

    async def _come_back(self, request: web.Request) -> web.Response:
        answer = await self._installed(request)
        answer.del_cookie(COOKIE, path="/slack/")
        return answer

    async def _installed(self, request: web.Request) -> web.Response:
        """The state is checked before anything that Slack says is believed."""
        try:
            begun = attempted(request.query.get("state", ""), seal=self.seal, now=self.clock())
        except NotValid:
            return install_page.attempt_not_valid()
        cookie = request.cookies.get(COOKIE, "")
        if not hmac.compare_digest(begun.nonce.encode(), cookie.encode("utf-8", "replace")):
            return install_page.attempt_not_valid()
        organization = await self._organization(begun.organization)
        if organization is None:
            return install_page.invitation_not_valid()
        if not await self._is_first(begun, organization):
            return install_page.already_used()
        if "error" in request.query or not request.query.get("code"):
            _log.warning("installation refused organization=%d", organization.id)
            return install_page.not_allowed_there()
        return await self._take_in(request.query["code"], organization)

    async def _take_in(self, code: str, organization: Organization) -> web.Response:
        try:
            told = await self._exchanged(code)
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            _log.warning("installation failed kind=%s", type(error).__name__)
            return install_page.slack_refused()
        if told.get("is_enterprise_install"):
            return install_page.whole_enterprise()
        if told.get("refresh_token"):
            return install_page.tokens_rotate()
        if missing := sorted({*scopes()} - {*str(told.get("scope", "")).split(",")}):
            return install_page.too_few_rights("、".join(missing))
        return await self._keep(told, organization)

    async def _keep(self, told: Mapping[str, Any], organization: Organization) -> web.Response:
        """A workspace of another organization stays that one's. The token is not revoked then:
        Slack gives the same one to whoever installs again.
        """
        team, name = str(told["team"]["id"]), str(told["team"].get("name", ""))
        owner = Owner(organization.id, PLATFORM, team)
        sealed = self.seal.sealed(str(told["access_token"]).encode(), owner=owner)
        bot_user, granted = str(told["bot_user_id"]), str(told["scope"])
        installation = Installation(PLATFORM, team, name, bot_user, granted, sealed)
        async with self.database.begin() as session:
            is_theirs = await install_workspace(
                session, installation, organization_id=organization.id, at=self.clock()
            )
        if not is_theirs:
            _log.warning("workspace of another team=%s organization=%d", team, organization.id)
            return install_page.of_another(name)
        self.installed(team)
        _log.info("workspace installed team=%s organization=%d", team, organization.id)
        return install_page.done(organization=organization.name, workspace=name)

    async def _exchanged(self, code: str) -> Mapping[str, Any]:
        client = AsyncWebClient(base_url=self.app.api_url, session=self.pool, retry_handlers=[])
        asked = {
            "client_id": self.app.client_id,
            "client_secret": self.app.client_secret,
            "code": code,
            "redirect_uri": self.app.redirect_url,
        }
        # Not by the client's own method: it uses what aiohttp is giving up.
        told = await client.api_call("oauth.v2.access", data=asked)
        return dict(told.data) if isinstance(told.data, dict) else {}

    async def _organization(self, key: str) -> Organization | None:
        async with self.database.read() as session:
            return await organization_by_key(session, key)

    async def _is_first(self, begun: Attempt, organization: Organization) -> bool:
        async with self.database.begin() as session:
            return await is_first(
                session,
                organization_id=organization.id,
                event_key=f"slack-install:{begun.nonce}",
                at=self.clock(),
            )
