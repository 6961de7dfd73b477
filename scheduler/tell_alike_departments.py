"""Departments that do the same work are told of each newly published case, once.

They are looked for when a version comes out; who has been told of an earlier one is not told again.
"""

from datetime import timedelta

from handlers.case_alike import tell_alike
from handlers.deps import Deps
from handlers.faults import note_fault
from storage.case_works import cases_not_told_of

RECENT = timedelta(days=7)
"""What was published longer ago is no news. Shorter than the inbox keeps its marks."""
AT_ONCE = 50


async def tell_alike_departments(deps: Deps) -> int:
    """Safe to run twice and in every replica; how many messages were put into the outbox.

    Apart from the approval, since likeness takes some tenths of a second, and a database has other
    things to do meanwhile.
    """
    async with deps.database.across().read() as session:
        new = await cases_not_told_of(session, since=deps.clock() - RECENT, limit=AT_ONCE)
    put = 0
    for organization_id, case_id, version in new:
        try:
            put += await tell_alike(
                deps, organization_id=organization_id, case_id=case_id, version=version
            )
        except Exception as fault:  # noqa: BLE001 - the others are told all the same
            note_fault(fault, event=f"case-alike:{organization_id}:{case_id}")
    return put
