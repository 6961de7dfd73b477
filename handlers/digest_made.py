"""A week's digest as the secretariat gets it; of a week that goes on or has just ended, with what is so now."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.digest import Digest, DigestPart, Period
from domain.digest_training import training_part
from domain.kpi import Reading
from domain.kpi_target import standings
from domain.organization import Organization
from domain.policy import Policy
from domain.recommendation import Adviser
from handlers.digest_office import office_part
from handlers.digest_reading import digest_of
from storage.kpi_snapshots import month_ends
from storage.session import Database

Counted = Callable[[], Awaitable[Reading]]
"""The KPIs of today, with everything that may not be shown."""


async def digest_made(
    period: Period,
    *,
    database: Database,
    organization: Organization,
    adviser: Adviser,
    counted: Counted,
    now: datetime,
) -> Digest:
    whose = {"organization_id": organization.id}
    more: tuple[DigestPart, ...] = ()
    if period.is_recent(now):
        reading = (await counted()).shown()
        async with database.within(organization.id).read() as session:
            history = [each.shown() for each in await month_ends(session, **whose)]
            office = await office_part(session, period, **whose)
        targets = standings(adviser.policy, reading, history)
        more = (training_part(reading, history, targets, adviser.catalogue, period), office)
    return await digest_of(
        database, period, **whose, last_stage=_last_stage(adviser.policy), more=more
    )


def _last_stage(policy: Policy) -> str:
    """Empty where the policy has no cycle."""
    return policy.cycle[-1].name if policy.cycle else ""
