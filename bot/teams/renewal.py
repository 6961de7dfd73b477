"""Before somebody is told unasked: who their account belongs to today.

Teams takes the Entra object id for a member, too:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.teams.connector import Connector
from bot.teams.identity import TeamsIdentity
from bot.teams.people import KEPT, NOT_THERE, read_member
from bot.teams.refusals import ConnectorRefused
from domain.account import Account
from domain.conversation_reference import ConversationReference
from scheduler.together import Together
from storage.accounts import keep_accounts
from storage.session import Database


@dataclass(slots=True)
class Renewal:
    """Of one organization's accounts; a day old they are asked about anew."""

    database: Database
    organization_id: int
    connector: Connector
    identity: TeamsIdentity
    clock: Callable[[], datetime]
    _kept: Together[Account, None] = field(init=False)

    def __post_init__(self) -> None:
        self._kept = Together(self._keep)

    async def today(self, account: Account, chat: ConversationReference) -> Account | None:
        """None where Teams does not know them in ``chat``. Raises ConnectorRefused, TokenRefused."""
        now = self.clock()
        if now - account.checked_at < KEPT:
            return account
        try:
            member = await self.connector.towards(chat.tenant_id).member(
                chat.service_url, chat.conversation_id, account.platform_id, waits=False
            )
        except ConnectorRefused as refusal:
            if refusal.status in NOT_THERE:
                return None
            raise
        found = read_member(
            member,
            aad_object_id=account.platform_id,
            name=account.display_name,
            identity=self.identity,
            now=now,
        )
        await self._kept(found)
        return found

    async def _keep(self, accounts: Sequence[Account]) -> Sequence[None]:
        async with self.database.within(self.organization_id).begin() as session:
            await keep_accounts(session, accounts, organization_id=self.organization_id)
        return [None] * len(accounts)
