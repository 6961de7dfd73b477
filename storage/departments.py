"""部局 and 所属 by name, made where the roster names new ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_spread import Place
from domain.roster_rows import StaffEntry
from storage.bulk_rows import insert_rows
from storage.tables import DepartmentRow, SectionRow


@dataclass(frozen=True, slots=True)
class Places:
    """Ids of departments by name, and of sections by department and name."""

    departments: Mapping[str, int]
    sections: Mapping[tuple[str, str], int]


async def ensure_places(
    session: AsyncSession, entries: Iterable[StaffEntry], *, organization_id: int
) -> Places:
    """Every department and section that the entries name."""
    posts = [post for entry in entries for post in entry.posts]
    organization = {"organization_id": organization_id}
    known = await _departments(session, organization_id)
    new = dict.fromkeys(p.department for p in posts if p.department not in known)
    await insert_rows(session, DepartmentRow, (organization | {"name": name} for name in new))
    departments = await _departments(session, organization_id)
    sections = await _sections(session, organization_id)
    named = dict.fromkeys((post.department, post.section) for post in posts)
    missing = [place for place in named if place not in sections]
    await insert_rows(
        session,
        SectionRow,
        (organization | {"department_id": departments[d], "name": name} for d, name in missing),
    )
    return Places(departments, await _sections(session, organization_id))


async def place_names(session: AsyncSession, *, organization_id: int) -> frozenset[str]:
    """Every department and section of the roster."""
    departments = await _departments(session, organization_id)
    sections = await _sections(session, organization_id)
    return frozenset({*departments, *(name for _, name in sections)})


async def sections_in_order(session: AsyncSession, *, organization_id: int) -> tuple[Place, ...]:
    """Every section with its department, in the order of the roster (建制順)."""
    query = (
        select(col(DepartmentRow.name), col(SectionRow.name))
        .join(DepartmentRow, col(DepartmentRow.id) == col(SectionRow.department_id))
        .where(col(SectionRow.organization_id) == organization_id)
        .order_by(col(DepartmentRow.id), col(SectionRow.id))
    )
    return tuple(Place(*row) for row in await session.execute(query))


async def departments_in_order(session: AsyncSession, *, organization_id: int) -> tuple[str, ...]:
    """建制順: as the roster named them first."""
    ids = await _departments(session, organization_id)
    return tuple(sorted(ids, key=lambda name: ids[name]))


async def _departments(session: AsyncSession, organization_id: int) -> dict[str, int]:
    query = select(col(DepartmentRow.name), col(DepartmentRow.id)).where(
        col(DepartmentRow.organization_id) == organization_id
    )
    return {name: found for name, found in await session.execute(query) if found is not None}


async def _sections(session: AsyncSession, organization_id: int) -> dict[tuple[str, str], int]:
    query = (
        select(col(DepartmentRow.name), col(SectionRow.name), col(SectionRow.id))
        .join(DepartmentRow, col(DepartmentRow.id) == col(SectionRow.department_id))
        .where(col(SectionRow.organization_id) == organization_id)
    )
    rows = await session.execute(query)
    return {(department, name): found for department, name, found in rows if found is not None}
