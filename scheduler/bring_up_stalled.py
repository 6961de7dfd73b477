"""Open issues and measures that nobody has touched for 30 days are brought up: to the 統括リーダー of
their department, and some 開庁日 later to the secretariat. Once for each time that they stall; none
while the office pauses.
"""

from collections.abc import Callable
from datetime import date, datetime

from domain.chief import CHIEF, led_by
from domain.dx_measure import DxMeasure
from domain.issue import Issue
from domain.stalled import department_of, stalled_before, told_before
from handlers.faults import note_fault
from handlers.stalled_notice import enqueue_to_chief, enqueue_to_office
from storage.organization_lock import hold_organization
from storage.organization_office import office_of
from storage.people import holders_of
from storage.session import Database, Session
from storage.stalled_notices import (
    note_chief_told,
    note_office_told,
    organizations_with_open_issues,
    stalled_to_tell,
)

AT_ONCE = 200
"""Of one organization: whoever speaks meanwhile does not wait long for the database."""


async def bring_up_stalled(
    database: Database,
    clock: Callable[[], datetime],
    is_national_holiday: Callable[[date], bool],
) -> int:
    """Safe to run twice and in every replica; how many messages were put into the outbox."""
    now = clock()
    async with database.across().read() as session:
        organizations = await organizations_with_open_issues(session, before=stalled_before(now))
    put = 0
    for number in organizations:
        try:
            async with database.within(number).begin() as session:
                put += await _of(session, number, is_national_holiday, now=now)
        except Exception as fault:  # noqa: BLE001 - the others' are brought up too
            note_fault(fault, event=f"stalled:{number}")
    return put


async def _of(
    session: Session, number: int, is_national_holiday: Callable[[date], bool], *, now: datetime
) -> int:
    await hold_organization(session, organization_id=number)
    office = await office_of(session, organization_id=number)
    if office.paused_at:
        return 0
    after = office.exchange.stalled_office_after
    calendar = office.calendar(is_national_holiday)
    stalled = await stalled_to_tell(
        session,
        organization_id=number,
        before=stalled_before(now),
        told_before=told_before(calendar, after=after, now=now),
        limit=AT_ONCE,
    )
    new = [about for about, notice in stalled if notice is None]
    still = [about for about, notice in stalled if notice]
    for about in new:
        await note_chief_told(session, about, organization_id=number, at=now)
    for about in still:
        await note_office_told(session, about, organization_id=number, at=now)
    told = await _tell_chiefs(session, new, number, now=now)
    if still:
        told += await enqueue_to_office(session, still, organization_id=number, at=now)
    return told


async def _tell_chiefs(
    session: Session, new: list[Issue | DxMeasure], number: int, *, now: datetime
) -> int:
    """One message for each, however many of theirs have stalled."""
    if not new:
        return 0
    told = 0
    for chief in await holders_of(session, CHIEF, organization_id=number):
        theirs = [about for about in new if department_of(about) in led_by(chief)]
        if theirs:
            told += await enqueue_to_chief(
                session, theirs, staff_id=chief.id, organization_id=number, at=now
            )
    return told
