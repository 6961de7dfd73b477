"""The workspaces that we are in, each of one organization, found by the team id of what arrives."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.slack.connection import Connection
from bot.slack.people import People
from bot.slack.talk import Talk
from bot.slack.telling import SlackTelling
from bot.slack.tokens import Tokens
from bot.slack.user_object import PLATFORM
from bot.token_seal import CannotOpen
from domain.organization import Organization
from domain.workspace import Workspace
from scheduler.together import Together
from storage.audit import record_audit
from storage.organizations import organization_by_id
from storage.session import Database
from storage.workspaces import external_ids_of, revoke_workspace, workspace_of

_log = logging.getLogger("kakehashi.slack")

KEPT = 500
"""Workspaces that are ready to be answered without being set up again."""
LOOKED_AGAIN = timedelta(minutes=1)
"""Until another process's installation or revocation is noticed here."""


class Absent(StrEnum):
    """Why we are not in a workspace: a reason for the log, and for a message that is not sent."""

    UNKNOWN = "workspace_unknown"
    REVOKED = "workspace_revoked"
    UNREADABLE = "token_unreadable"


@dataclass(frozen=True, slots=True)
class Joined:
    """A workspace that we are in, ready to hear and to be told something."""

    organization_id: int
    connection: Connection
    people: People
    talk: Talk
    telling: SlackTelling


Join = Callable[[Workspace, Organization, str], Joined]
"""With the token."""
Teams = Mapping[str, datetime | None]
"""Those of one organization, revoked ones too: since when, or None."""


@dataclass(frozen=True, slots=True)
class _Seen:
    found: Joined | Absent
    row: Workspace | None
    looked_at: datetime


class Workspaces:
    """One instance a process. ``join`` makes what is kept; nothing of it needs to be closed."""

    def __init__(
        self, database: Database, tokens: Tokens, join: Join, *, clock: Callable[[], datetime]
    ) -> None:
        self._database = database.across()
        self._tokens = tokens
        self._join = join
        self._clock = clock
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self._teams = Together(self._teams_of_all)

    async def of(self, team: str) -> Joined | Absent:
        """Why not is logged once for each team, until it is looked at anew and is another reason."""
        now, seen = self._clock(), self._seen.get(team)
        if seen and now - seen.looked_at < LOOKED_AGAIN:
            self._seen.move_to_end(team)
            return seen.found
        async with self._database.read() as session:
            row = await workspace_of(session, platform=PLATFORM, external_id=team)
        found = seen.found if seen and seen.row == row else await self._found(row)
        if isinstance(found, Absent) and (seen is None or seen.found != found):
            _log.warning("no workspace team=%s reason=%s", team, found)
        self._keep(team, _Seen(found, row, now))
        return found

    async def teams_of(self, organization_id: int) -> Teams:
        """The first installed first."""
        return await self._teams(organization_id)

    async def revoke(self, team: str, *, told_at: datetime) -> None:
        """Slack has said that we are not in it any more. ``told_at`` is Slack's time of it."""
        now = self._clock()
        async with self._database.begin() as session:
            whose = await revoke_workspace(
                session, platform=PLATFORM, external_id=team, at=now, before=told_at
            )
            if whose is not None:
                record_audit(
                    session,
                    organization_id=whose,
                    at=now,
                    actor_id=None,
                    action="WORKSPACE_REVOKED",
                    detail=f"{PLATFORM}:{team}",
                )
        self.forget(team)
        if whose is not None:
            _log.warning("workspace revoked team=%s", team)

    def forget(self, team: str) -> None:
        """Its row has changed."""
        self._seen.pop(team, None)

    async def _teams_of_all(self, organizations: Sequence[int]) -> Sequence[Teams]:
        """With one question, however many ask at the same moment."""
        async with self._database.read() as session:
            teams = await external_ids_of(session, set(organizations), platform=PLATFORM)
        return [teams[each] for each in organizations]

    async def _found(self, row: Workspace | None) -> Joined | Absent:
        if row is None:
            return Absent.UNKNOWN
        if row.is_revoked:
            return Absent.REVOKED
        try:
            token = self._tokens.of(row)
        except CannotOpen:
            return Absent.UNREADABLE
        async with self._database.read() as session:
            organization = await organization_by_id(session, row.organization_id)
        return self._join(row, organization, token)

    def _keep(self, team: str, seen: _Seen) -> None:
        self._seen[team] = seen
        self._seen.move_to_end(team)
        if len(self._seen) > KEPT:
            self._seen.popitem(last=False)
