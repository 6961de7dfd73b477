"""KPIs of the sample city at the ends of the months behind it, as the bot would have kept them."""

from datetime import date, timedelta

from bot.deployment import Deployment
from domain.kpi_count import count_kpis
from domain.kpi_snapshot import Due, Snapshot, due_snapshots
from domain.requirements import Rulebook
from storage.kpi_snapshots import keep_snapshot
from storage.kpi_sources import kpi_sources

MONTHS = 14
"""So that the last end of a fiscal year is among them, and a month can be held against last year's."""


async def bring_in_sample_kpis(deployment: Deployment, *, today: date) -> None:
    """After the roster, the records and the cases. Who had left by now is in none of them."""
    number, policy = deployment.organization.id, deployment.policy
    rulebook = Rulebook(policy)
    async with deployment.database.begin() as session:
        sources = await kpi_sources(session, organization_id=number)
        for due in _behind(today):
            reading = count_kpis(sources, rulebook=rulebook, as_of=due.as_of)
            snapshot = Snapshot(due.period, due.ends_at, reading, policy.id)
            await keep_snapshot(session, snapshot, organization_id=number)


def _behind(today: date) -> tuple[Due, ...]:
    """The oldest first."""
    firsts = [today.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return tuple(due for first in reversed(firsts) for due in due_snapshots(first))
