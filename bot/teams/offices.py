"""Teams for every organization: each has its own people, chats and answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.teams.activities import Activities
from bot.teams.telling import TeamsTelling
from bot.teams.tenants import Tenants
from domain.organization import Organization


@dataclass(frozen=True, slots=True)
class Office:
    """What answers the people of one organization, and what tells them something."""

    tenants: frozenset[str]
    activities: Activities
    telling: TeamsTelling


@dataclass
class Offices:
    """``make``: for an organization and its tenants. Made anew when the tenants are others."""

    tenants: Tenants
    make: Callable[[Organization, frozenset[str]], Office]
    _made: dict[int, Office] = field(default_factory=dict)

    async def of_tenant(self, tenant: str) -> Office | None:
        """None for a tenant that we do not answer."""
        organization = await self.tenants.organization(tenant)
        return self._of(organization) if organization else None

    def of(self, organization_id: int) -> TeamsTelling | None:
        organization = self.tenants.organization_with_id(organization_id)
        return self._of(organization).telling if organization else None

    def _of(self, organization: Organization) -> Office:
        tenants, known = self.tenants.of(organization), self._made.get(organization.id)
        if known is None or known.tenants != tenants:
            known = self._made[organization.id] = self.make(organization, tenants)
        return known
