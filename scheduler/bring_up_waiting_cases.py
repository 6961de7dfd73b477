"""Improvement cases that have waited longer than 5 開庁日 are brought up: to who decides them, and
after as long again to the secretariat. Once for each case and step.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from domain.case_review import BROUGHT_UP_AFTER, open_days_since, times_to_bring_up
from domain.improvement_case import Case
from domain.people import Person
from handlers.case_review_notice import WAITING_LONG, notice
from handlers.case_under_review import Rules, rules_of
from handlers.faults import note_fault
from storage.improvement_cases import case_by_id
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.session import Database, Session
from storage.waiting_cases import (
    note_brought_up,
    organizations_with_waiting,
    waiting_since_before,
)

AT_ONCE = 200
"""Of one organization: whoever speaks meanwhile does not wait long for the database."""


async def bring_up_waiting_cases(
    database: Database,
    clock: Callable[[], datetime],
    is_national_holiday: Callable[[date], bool],
) -> int:
    """Safe to run twice and in every replica; how many messages were put into the outbox."""
    now = clock()
    before = now - timedelta(days=BROUGHT_UP_AFTER)
    async with database.across().read() as session:
        organizations = await organizations_with_waiting(session, before=before)
    put = 0
    for number in organizations:
        try:
            async with database.within(number).begin() as session:
                put += await _of(session, number, is_national_holiday, now=now, before=before)
        except Exception as fault:  # noqa: BLE001 - the others' cases are brought up too
            note_fault(fault, event=f"waiting-cases:{number}")
    return put


async def _of(
    session: Session,
    number: int,
    is_national_holiday: Callable[[date], bool],
    *,
    now: datetime,
    before: datetime,
) -> int:
    office = await office_of(session, organization_id=number)
    calendar = office.calendar(is_national_holiday)
    rules = await rules_of(session, organization_id=number)
    waiting = await waiting_since_before(
        session, organization_id=number, before=before, limit=AT_ONCE
    )
    put = 0
    for case_id, was in waiting:
        case = await case_by_id(session, organization_id=number, case_id=case_id)
        if case is None or case.waiting_since is None:
            continue
        days = open_days_since(case.waiting_since, calendar, today=now.date())
        times = times_to_bring_up(days)
        if times > was and await note_brought_up(
            session, case, organization_id=number, was=was, times=times
        ):
            put += await _tell(session, case, rules, number, after=was, times=times, now=now)
    return put


async def _tell(
    session: Session,
    case: Case,
    rules: Rules,
    number: int,
    *,
    after: int,
    times: int,
    now: datetime,
) -> int:
    step = rules.reviewers.step(case, rules.route)
    numbers = range(after + 1, times + 1)
    told = dict.fromkeys(p.id for nth in numbers for p in _whom(case, rules, nth=nth))
    rows = [
        await enqueue(
            session,
            notice(WAITING_LONG, case, step, staff_id=staff_id),
            organization_id=number,
            at=now,
        )
        for staff_id in told
    ]
    return sum(rows)


def _whom(case: Case, rules: Rules, *, nth: int) -> Iterator[Person]:
    """First those who decide, then the secretariat. Who of it was told the first time is told no more."""
    if nth == 1:
        yield from rules.reviewers.who_decide(case, rules.route)
    else:
        yield from rules.reviewers.office
