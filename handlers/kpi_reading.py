"""The KPIs as they stand now, counted once for all who ask while nothing changes."""

import asyncio
from datetime import date

from domain.kpi import Reading
from domain.kpi_count import count_kpis
from domain.organization import Organization
from domain.requirements import Rulebook
from handlers.kept import Kept
from storage.kpi_sources import kpi_sources
from storage.session import Database

MOST_KEPT = 100
"""Organizations; a reading takes some hundred kilobytes."""


class KpiReadings:
    """One instance a process. A prefecture's is counted in some seconds, beside the loop."""

    def __init__(self) -> None:
        self._kept: Kept[int, Reading] = Kept(most=MOST_KEPT)

    async def today(
        self, organization: Organization, rulebook: Rulebook, database: Database, *, today: date
    ) -> Reading:
        """With everything that may not be shown: ``Reading.shown`` leaves that out."""
        version = (
            today,
            organization.roster_version,
            organization.records_version,
            organization.catalogue_version,
            organization.cases_version,
        )
        return await self._kept.made(
            organization.id,
            lambda: count_now(organization, rulebook, database, as_of=today),
            version=version,
        )


async def count_now(
    organization: Organization, rulebook: Rulebook, database: Database, *, as_of: date
) -> Reading:
    """From the rows as they are; what was done after ``as_of`` does not count."""
    async with database.within(organization.id).read() as session:
        sources = await kpi_sources(session, organization_id=organization.id)
    return await asyncio.to_thread(count_kpis, sources, rulebook=rulebook, as_of=as_of)
