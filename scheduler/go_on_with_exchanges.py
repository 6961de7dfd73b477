"""The 情報交換 of a week after its turn: who has not answered is asked once more, then what was
answered is put together. Each once for each round, and neither while the office pauses.
"""

from collections.abc import Callable
from datetime import date, datetime

from handlers.exchange_round import go_on
from handlers.faults import note_fault
from storage.exchanges import open_exchanges, organizations_exchanging
from storage.organization_lock import hold_organization
from storage.organization_office import office_of
from storage.session import Database, Session


async def go_on_with_exchanges(
    database: Database,
    clock: Callable[[], datetime],
    is_national_holiday: Callable[[date], bool],
) -> int:
    """Safe to run twice and in every replica; how many rounds were closed and people asked again."""
    now = clock()
    async with database.across().read() as session:
        organizations = await organizations_exchanging(session)
    done = 0
    for number in organizations:
        try:
            async with database.within(number).begin() as session:
                done += await _of(session, number, is_national_holiday, now=now)
        except Exception as fault:  # noqa: BLE001 - the others' rounds go on too
            note_fault(fault, event=f"exchange:{number}")
    return done


async def _of(
    session: Session, number: int, is_national_holiday: Callable[[date], bool], *, now: datetime
) -> int:
    await hold_organization(session, organization_id=number)
    office = await office_of(session, organization_id=number)
    calendar = office.calendar(is_national_holiday)
    return sum(
        [
            await go_on(
                session,
                exchange,
                office=office,
                calendar=calendar,
                organization_id=number,
                at=now,
            )
            for exchange in await open_exchanges(session, organization_id=number)
        ]
    )
