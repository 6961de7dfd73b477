"""An administrator adds our app to their workspace: from the invitation to Slack and back.

https://docs.slack.dev/authentication/installing-with-oauth
"""

import hmac
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.slack import install_page
from bot.slack.invitation import (
    INSTALLED_WITHIN,
    Attempt,
    Invitation,
    NotValid,
    attempt,
    attempted,
    invited,
)
from bot.slack.oauth import OAuthApp
from bot.slack.taking_in import TakingIn
from bot.token_seal import TokenSeal
from domain.organization import Organization
from storage.inbox import is_first
from storage.organizations import organization_by_key
from storage.session import Database

_log = logging.getLogger("kakehashi.slack")

COOKIE = "kakehashi_install"
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"


@dataclass(frozen=True, slots=True)
class Installing:
    app: OAuthApp
    seal: TokenSeal
    database: Database
    """Sees every organization."""
    clock: Callable[[], datetime]
    taking_in: TakingIn

    def add_routes(self, application: web.Application) -> None:
        application.router.add_get(INSTALL, self._ask)
        application.router.add_post(INSTALL, self._set_out)
        application.router.add_get(REDIRECT, self._come_back)

    async def _ask(self, request: web.Request) -> web.Response:
        """Changes nothing, whoever opens it: mail programs look at addresses, too."""
        asked = await self._invited(request)
        return install_page.consent(asked[1].name) if asked else install_page.invitation_not_valid()

    async def _set_out(self, request: web.Request) -> web.Response:
        """The button was pressed; on a page elsewhere nobody has read whose workspace it will be."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return install_page.pressed_elsewhere()
        asked = await self._invited(request)
        if asked is None:
            return install_page.invitation_not_valid()
        begun = Attempt(asked[1].key, asked[0].nonce, secrets.token_urlsafe(24))
        state = attempt(begun, seal=self.seal, now=self.clock())
        answer = install_page.on_to(self.app.consent_address(state))
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

    async def _invited(self, request: web.Request) -> tuple[Invitation, Organization] | None:
        """None for an invitation that is not valid, or to an organization that is not here."""
        written = request.query.get("invitation", "")
        try:
            invitation = invited(written, seal=self.seal, now=self.clock())
        except NotValid:
            return None
        organization = await self._organization(invitation.organization)
        return (invitation, organization) if organization else None

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
        return await self.taking_in(request.query["code"], begun, organization)

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
