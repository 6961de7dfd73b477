"""A week's digest as the secretariat gets it; of a week that goes on or has just ended, with what is so now."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from domain.digest import Digest, DigestPart, Period
from domain.digest_tables import MissedCount, TrainingTables
from domain.digest_training import training_part
from domain.kpi import Reading
from domain.kpi_target import standings
from domain.organization import Organization
from domain.policy import Policy
from domain.recommendation import Adviser
from handlers.digest_kept import KeptDigests
from handlers.digest_missed import missed_counts
from handlers.digest_office import missed_since, office_part, office_part_then
from handlers.digest_reading import MadeDigest, digest_of
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
    is_past: bool = False,
) -> Digest:
    """The sentences alone. ``is_past``: as for ``digest_with_tables``."""
    made = await digest_with_tables(
        period,
        database=database,
        organization=organization,
        adviser=adviser,
        counted=counted,
        now=now,
        is_past=is_past,
    )
    return made.digest


async def digest_with_tables(
    period: Period,
    *,
    database: Database,
    organization: Organization,
    adviser: Adviser,
    counted: Counted,
    now: datetime,
    is_past: bool = False,
    kept: KeptDigests | None = None,
) -> MadeDigest:
    """And what its sentences are counted from, for tables and pictures. ``kept``: where who asks again need
    not wait. ``is_past``: ``now`` is over; what the rows tell of today alone is left out.
    """
    whose = {"organization_id": organization.id}
    more: tuple[DigestPart, ...] = ()
    training: TrainingTables | None = None
    if period.is_recent(now):
        reading = (await counted()).shown()
        async with database.within(organization.id).read() as session:
            taken = [each.shown() for each in await month_ends(session, **whose)]
            history = [each for each in taken if each.as_of < now.date()]
            missed: tuple[MissedCount, ...] = ()
            if is_past:
                office = await office_part_then(session, **whose, at=now)
            else:
                entries = await missed_since(session, period, **whose)
                office = await office_part(session, period, entries, **whose)
                missed = await missed_counts(session, entries, **whose)
        targets = standings(adviser.policy, reading, history)
        more = (training_part(reading, history, targets, adviser.catalogue, period), office)
        training = TrainingTables(
            reading=reading, history=tuple(history), standings=targets, missed=missed
        )
    last_stage = _last_stage(adviser.policy)
    make = partial(digest_of, database, period, **whose, last_stage=last_stage)
    if kept is None:
        return (await make()).with_more(more, training)
    made = await kept.of(period, make, database=database, **whose, last_stage=last_stage)
    return made.with_more(more, training)


def _last_stage(policy: Policy) -> str:
    """Empty where the policy has no cycle."""
    return policy.cycle[-1].name if policy.cycle else ""
