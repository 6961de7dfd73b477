"""A workspace whose administrator has said yes: its token, its row, and who hears of it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackClientError

from bot.slack import install_page
from bot.slack.invitation import Attempt, UsedUp
from bot.slack.manifest import scopes
from bot.slack.oauth import OAuthApp
from bot.slack.user_object import PLATFORM
from bot.token_seal import Owner, TokenSeal
from domain.organization import Organization
from domain.workspace import Installation
from handlers.workspace_joined import notice
from storage.audit import record_audit
from storage.outbox import enqueue
from storage.session import Database
from storage.used_invitations import use_invitation
from storage.workspaces import install_workspace, workspace_of

_log = logging.getLogger("kakehashi.slack")


@dataclass(frozen=True, slots=True)
class TakingIn:
    """``installed`` is called with the team's id once its row has changed."""

    app: OAuthApp
    seal: TokenSeal
    database: Database
    """Sees every organization."""
    pool: aiohttp.ClientSession
    clock: Callable[[], datetime]
    installed: Callable[[str], None]

    async def __call__(self, code: str, begun: Attempt, organization: Organization) -> web.Response:
        try:
            told = await self.app.exchanged(code, self.pool)
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            _log.warning("installation failed kind=%s", type(error).__name__)
            return install_page.slack_refused()
        if told.get("is_enterprise_install"):
            return install_page.whole_enterprise()
        if told.get("refresh_token"):
            return install_page.tokens_rotate()
        if missing := sorted({*scopes()} - {*str(told.get("scope", "")).split(",")}):
            return install_page.too_few_rights("、".join(missing))
        installation = self._installation(told, organization)
        try:
            is_theirs = await self._keep(installation, begun, organization)
        except UsedUp:
            _log.warning("invitation used up organization=%d", organization.id)
            return install_page.invitation_used_up()
        return self._kept(installation, organization, is_theirs=is_theirs)

    def _installation(self, told: Mapping[str, Any], organization: Organization) -> Installation:
        team = str(told["team"]["id"])
        owner = Owner(organization.id, PLATFORM, team)
        return Installation(
            PLATFORM,
            team,
            name=str(told["team"].get("name", "")),
            bot_user=str(told["bot_user_id"]),
            scopes=str(told["scope"]),
            sealed=self.seal.sealed(str(told["access_token"]).encode(), owner=owner),
            installed_by=str((told.get("authed_user") or {}).get("id", "")),
        )

    async def _keep(
        self, installation: Installation, begun: Attempt, organization: Organization
    ) -> bool:
        """False where it is a workspace of another organization. Raises UsedUp."""
        whose, now = {"organization_id": organization.id}, self.clock()
        team = installation.external_id
        async with self.database.begin() as session:
            before = await workspace_of(session, platform=PLATFORM, external_id=team)
            if not await install_workspace(session, installation, **whose, at=now):
                return False
            if not await use_invitation(
                session, begun.invitation, external_id=team, **whose, at=now
            ):
                raise UsedUp  # and the installation is taken back
            record_audit(
                session,
                **whose,
                at=now,
                actor_id=None,
                action="WORKSPACE_INSTALL",
                detail=f"{PLATFORM}:{team} by={installation.installed_by}",
            )
            if before is None or before.is_revoked:
                gone_since = before.revoked_at if before else None
                told = notice(team, invitation=begun.invitation, gone_since=gone_since)
                await enqueue(session, told, **whose, at=now)
        return True

    def _kept(
        self, installation: Installation, organization: Organization, *, is_theirs: bool
    ) -> web.Response:
        """A workspace of another organization stays that one's. The token is not revoked then:
        Slack gives the same one to whoever installs again.
        """
        team, name = installation.external_id, installation.name
        if not is_theirs:
            _log.warning("workspace of another team=%s organization=%d", team, organization.id)
            return install_page.of_another(name)
        self.installed(team)
        _log.info("workspace installed team=%s organization=%d", team, organization.id)
        return install_page.done(organization=organization.name, workspace=name)
