"""What an import of improvement cases compares with, and what it writes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain import fiscal_year
from domain.case_rows import CaseEntry, KnownToCases, title_key
from domain.improvement_case import Case, CaseState
from domain.japan_time import JAPAN
from domain.office_values import compact
from storage.improvement_cases import add_case, every_case
from storage.tables import DepartmentRow, SectionRow, StaffPostRow, StaffRow

_NOON = time(12, tzinfo=JAPAN)

CaseKey = tuple[str, str, int | None]


async def known_to_cases(session: AsyncSession, *, organization_id: int) -> KnownToCases:
    """Those who have left included: they have done it all the same."""
    staff, post = StaffRow, StaffPostRow
    places = (
        await session.execute(
            select(col(DepartmentRow.name), col(SectionRow.name), col(SectionRow.id))
            .join(DepartmentRow, col(DepartmentRow.id) == col(SectionRow.department_id))
            .where(col(SectionRow.organization_id) == organization_id)
        )
    ).all()
    by_id = {row[2]: (str(row[0]), str(row[1])) for row in places}
    people = await session.execute(
        select(
            col(staff.id),
            col(staff.employee_number),
            col(staff.email),
            col(staff.name),
            col(post.section_id),
        )
        .outerjoin(post, (col(post.staff_id) == col(staff.id)) & (col(post.position) == 0))
        .where(col(staff.organization_id) == organization_id)
    )
    ids: dict[str, int] = {}
    named: defaultdict[str, list[int]] = defaultdict(list)
    homes: dict[int, tuple[str, str]] = {}
    for staff_id, number, email, name, section_id in people:
        if staff_id is None:
            continue
        ids |= {word.lower(): staff_id for word in (number, email) if word}
        named[compact(name)].append(staff_id)
        if section_id in by_id:
            homes[staff_id] = by_id[section_id]
    return KnownToCases(
        frozenset(by_id.values()), ids, {name: tuple(of) for name, of in named.items()}, homes
    )


async def case_keys(session: AsyncSession, *, organization_id: int) -> dict[CaseKey, Case]:
    """The cases that are there, by what makes a row the same; also by title and place alone."""
    found: dict[CaseKey, Case] = {}
    for case in await every_case(session, organization_id=organization_id):
        day = (case.published_at or case.created_at).astimezone(JAPAN).date()
        title, place = title_key(case.text.title), case.section or case.department
        found.setdefault((title, place, fiscal_year.fiscal_year(day)), case)
        found.setdefault((title, place, None), case)
    return found


async def write_cases(
    session: AsyncSession,
    entries: Iterable[CaseEntry],
    *,
    organization_id: int,
    at: datetime,
) -> int:
    """Published, without being posted, and as nobody's words: an old collection is no news. How many."""
    count = 0
    for entry in entries:
        day = min(datetime.combine(entry.done_on, _NOON), at) if entry.done_on else at
        case = Case(
            id=0,
            number=0,
            author_id=entry.author_id,
            department=entry.department,
            section=entry.section,
            state=CaseState.PUBLISHED,
            version=1,
            text=entry.text,
            created_at=at,
            published_version=1,
            published_at=day,
        )
        await add_case(session, case, organization_id=organization_id, editor_id=None)
        count += 1
    return count
