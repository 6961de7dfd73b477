"""KPIs of the month and the fiscal year that have ended are kept, once, in the days after."""

from domain.kpi_snapshot import Due, Snapshot, due_snapshots
from handlers.deps import Deps
from handlers.faults import note_fault
from handlers.kpi_reading import count_now
from storage.kpi_snapshots import keep_snapshot, organizations_without
from storage.organizations import organization_by_id


async def keep_kpis(deps: Deps) -> int:
    """Safe to run twice and in every replica; how many were kept.

    On the first of April the roster is still the old year's: the turn of the first hour is before
    anybody brings in the new one.
    """
    return sum([await _keep(due, deps) for due in due_snapshots(deps.clock().date())])


async def _keep(due: Due, deps: Deps) -> int:
    async with deps.database.across().read() as session:
        organizations = await organizations_without(session, due)
    kept = 0
    for number in organizations:
        try:
            kept += await _keep_for(number, due, deps)
        except Exception as fault:  # noqa: BLE001 - the others' are kept all the same
            note_fault(fault, event=f"kpi:{number}")
    return kept


async def _keep_for(number: int, due: Due, deps: Deps) -> bool:
    """Counted before it is written: nobody waits for the database meanwhile."""
    database = deps.database.within(number)
    async with database.read() as session:
        organization = await organization_by_id(session, number)
    rulebook = deps.advice.rulebook(organization)
    reading = await count_now(organization, rulebook, deps.database, as_of=due.as_of)
    snapshot = Snapshot(due.period, deps.clock(), reading, rulebook.policy.id)
    async with database.begin() as session:
        return await keep_snapshot(session, snapshot, organization_id=number)
