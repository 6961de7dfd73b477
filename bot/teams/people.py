"""Who somebody on Teams is: their address by which the roster knows them, and whose staff they are.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.known_accounts import KnownAccounts
from bot.teams.connector import Connector
from bot.teams.identity import TeamsIdentity
from bot.teams.lately import Lately
from bot.teams.payloads import Place
from bot.teams.refusals import ConnectorRefused
from bot.teams.tokens import TokenRefused
from domain.account import Account, AccountKind
from domain.workspace import TEAMS
from handlers.reply import Actor
from storage.accounts import account_of, keep_account
from storage.session import Database

PLATFORM = TEAMS
KEPT = timedelta(hours=24)
NOT_THERE = frozenset({403, 404})
"""Teams does not know them in that conversation: asking again would not help."""


@dataclass(frozen=True, slots=True)
class People:
    database: Database
    organization_id: int
    connector: Connector
    identity: TeamsIdentity
    clock: Callable[[], datetime]
    known: KnownAccounts
    _seen: Lately[Account] = field(default_factory=Lately)

    async def actor(self, place: Place, *, is_theirs: bool = False) -> Actor:
        """``is_theirs``: they have just done something there. Raises ConnectorRefused where Teams does
        not answer and we have never met.
        """
        if not place.aad_object_id:
            # Anonymous in a meeting: Teams has no account for them.
            return Actor(PLATFORM, place.person, None, place.name, AccountKind.GUEST)
        now = self.clock()
        seen = self._seen.recall(place.aad_object_id, now=now)
        account = seen or await self._account(place)
        if is_theirs:
            account = await self.known.heard(account, now=now)
        if account is not seen and account.email is not None:  # else they are asked about again
            self._seen.remember(place.aad_object_id, account, now=now)
        return Actor(
            PLATFORM, account.platform_id, account.email, account.display_name, account.kind
        )

    async def _account(self, place: Place) -> Account:
        known = await self._known(place)
        if known and self.clock() - known.checked_at < KEPT:
            return known
        try:
            member = await self.connector.towards(place.tenant).member(
                place.service_url, place.conversation_itself, place.person
            )
        except ConnectorRefused as refusal:
            if refusal.status in NOT_THERE:
                # The message extension works where we are no member, too.
                return known or self._unknown(place)
            if known is None:
                raise
            return known
        except TokenRefused:
            if known is None:
                raise
            return known
        account = read_member(
            member,
            aad_object_id=place.aad_object_id,
            name=place.name,
            identity=self.identity,
            now=self.clock(),
        )
        async with self.database.within(self.organization_id).begin() as session:
            await keep_account(session, account, organization_id=self.organization_id)
        return account

    async def _known(self, place: Place) -> Account | None:
        async with self.database.within(self.organization_id).read() as session:
            return await account_of(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                platform_id=place.aad_object_id,
            )

    def _unknown(self, place: Place) -> Account:
        """Not kept: they may be there the next time."""
        return Account(
            PLATFORM, place.aad_object_id, AccountKind.MEMBER, None, place.name, self.clock()
        )


def read_member(
    member: Mapping[str, Any],
    *,
    aad_object_id: str,
    name: str,
    identity: TeamsIdentity,
    now: datetime,
) -> Account:
    """An account as Teams describes a member; ``name``: where Teams does not say any."""
    address = member.get("email") or member.get("userPrincipalName")
    return Account(
        platform=PLATFORM,
        platform_id=aad_object_id,
        kind=_kind(member, identity),
        email=str(address) if address else None,
        display_name=str(member.get("name") or name),
        checked_at=now,
    )


def _kind(member: Mapping[str, Any], identity: TeamsIdentity) -> AccountKind:
    tenant = member.get("tenantId")
    if tenant and not identity.admits(str(tenant)):
        return AccountKind.EXTERNAL
    is_guest = "#EXT#" in str(member.get("userPrincipalName") or "").upper()
    if is_guest or member.get("userRole") in ("guest", "anonymous"):
        return AccountKind.GUEST
    return AccountKind.MEMBER
