"""Where somebody can be told: where they are known, else where a platform finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.account import Account
from domain.people import Person
from scheduler.platforms import NotNow, Platform, Refused
from scheduler.rests import Rests
from storage.accounts import has_account
from storage.session import Database

_NOWHERE = Refused("known_nowhere")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Of one organization's people, on the platforms that are open in this process."""

    database: Database
    platforms: Mapping[str, Platform]
    organization_id: int
    rests: Rests

    async def known(self, person: Person) -> list[Account]:
        """Where they were heard last first; then those where they never were, the one asked about last
        first.
        """
        if not person.email:
            return []
        accounts = [
            account
            for platform in self.platforms.values()
            for account in await platform.accounts(person)
        ]
        return sorted(accounts, key=_last, reverse=True)

    async def found(
        self, person: Person, *, refused: Mapping[str, Refused]
    ) -> Account | Refused | NotNow:
        """On the first platform that has them; later, as long as one may still say so. ``refused``, by
        platform: where they were known, and told in vain. One that knows them still is not asked.
        """
        if not person.email:
            return _NOWHERE
        outcome: Refused | NotNow = (_NOWHERE, *refused.values())[-1]
        for name, platform in self.platforms.items():
            if name in refused and await platform.accounts(person):
                continue
            found = await self._look_up(person, name, platform)
            if isinstance(found, Account):
                return found
            if isinstance(found, NotNow) or (found and not refused):
                outcome = outcome if isinstance(outcome, NotNow) else found
        if isinstance(outcome, Refused) and not refused and await self._is_known_elsewhere(person):
            return NotNow("platform_not_open")
        return outcome

    async def _is_known_elsewhere(self, person: Person) -> bool:
        """On a platform of another process, or on one that is closed just now."""
        async with self.database.read() as session:
            return await has_account(
                session, organization_id=self.organization_id, email=person.email
            )

    async def _look_up(
        self, person: Person, name: str, platform: Platform
    ) -> Account | Refused | NotNow | None:
        if left := self.rests.left(name):
            return NotNow("platform_rests", left)
        found = await platform.look_up(person)
        if isinstance(found, Refused | NotNow):
            self.rests.heed(name, found)
        return found


def _last(account: Account) -> tuple[bool, datetime]:
    return account.heard_at is not None, account.heard_at or account.checked_at
