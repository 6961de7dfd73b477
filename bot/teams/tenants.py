"""Which organization a tenant's people belong to: those of the settings, and those given since."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.organization import Organization
from handlers.faults import note_fault
from storage.organizations import organizations_by_tenant
from storage.session import Database

LOOKED_AGAIN = timedelta(minutes=1)
"""Until a tenant that is given or taken away is noticed here."""


@dataclass
class Tenants:
    """``of_settings`` are ``default``'s, whatever the database says. Ids are in lower case."""

    database: Database
    """Sees every organization."""
    default: Organization
    of_settings: frozenset[str]
    clock: Callable[[], datetime]
    _given: dict[str, Organization] = field(default_factory=dict)
    _looked_at: datetime | None = None

    async def organization(self, tenant: str) -> Organization | None:
        """None for one that we do not answer."""
        if tenant.lower() in self.of_settings:
            return self.default
        await self.look_again()
        return self._given.get(tenant.lower())

    def of(self, organization: Organization) -> frozenset[str]:
        """As they were when it was looked last."""
        given = {tenant for tenant, whose in self._given.items() if whose.id == organization.id}
        is_default = organization.id == self.default.id
        return frozenset(given | self.of_settings if is_default else given)

    def organization_with_id(self, number: int) -> Organization | None:
        """None for one that has no tenant."""
        known = [self.default, *self._given.values()]
        return next((each for each in known if each.id == number), None)

    async def keep_looking(self) -> None:
        """Until cancelled. A worker sends and is never spoken to: nothing else would have it look."""
        while True:
            await asyncio.sleep(LOOKED_AGAIN.total_seconds())
            try:
                await self._look()
            except Exception as fault:  # noqa: BLE001 - the database may be back the next time
                note_fault(fault, event="teams:tenants")

    async def look_again(self) -> None:
        """Unless it has just been looked."""
        if self._looked_at and self.clock() - self._looked_at < LOOKED_AGAIN:
            return
        await self._look()

    async def _look(self) -> None:
        self._looked_at = self.clock()
        async with self.database.read() as session:
            given = await organizations_by_tenant(session)
        self._given = {each: given[each] for each in given.keys() - self.of_settings}
