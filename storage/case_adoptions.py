"""「うちでもやった」: one of each section, corrected by whoever entered it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_spread import Place
from domain.improvement_case import Adoption
from storage.case_tables import CaseAdoptionRow
from storage.dialect import insert_for, is_one_of
from storage.improvement_cases import touch_case


async def add_adoption(session: AsyncSession, adoption: Adoption, *, organization_id: int) -> bool:
    """False where that section has said so before, also at the same moment."""
    added = await session.execute(
        insert_for(session, CaseAdoptionRow)
        .values(
            organization_id=organization_id,
            case_id=adoption.case_id,
            staff_id=adoption.staff_id,
            department=adoption.department,
            section=adoption.section,
            since=adoption.since,
            hours=adoption.hours,
            remark=adoption.remark,
            at=adoption.at,
        )
        .on_conflict_do_nothing(index_elements=["case_id", "department", "section"])
        .returning(col(CaseAdoptionRow.id))
    )
    if added.first() is None:
        return False
    await touch_case(session, organization_id=organization_id, case_id=adoption.case_id)
    return True


async def correct_adoption(
    session: AsyncSession, adoption: Adoption, *, organization_id: int
) -> None:
    """Its month, hours and remark; who entered it, and when, stay."""
    await session.execute(
        update(CaseAdoptionRow)
        .where(*_of(adoption, organization_id))
        .values(since=adoption.since, hours=adoption.hours, remark=adoption.remark)
        .execution_options(synchronize_session=False)
    )
    await touch_case(session, organization_id=organization_id, case_id=adoption.case_id)


async def remove_adoption(
    session: AsyncSession, adoption: Adoption, *, organization_id: int
) -> None:
    await session.execute(
        delete(CaseAdoptionRow)
        .where(*_of(adoption, organization_id))
        .execution_options(synchronize_session=False)
    )
    await touch_case(session, organization_id=organization_id, case_id=adoption.case_id)


async def adoptions_of(
    session: AsyncSession, case_ids: Collection[int], *, organization_id: int
) -> tuple[Adoption, ...]:
    """Of these cases, whoever began first of each first."""
    query = _adoptions(organization_id).where(
        is_one_of(session, col(CaseAdoptionRow.case_id), case_ids)
    )
    return tuple(_adoption(row) for row in await session.execute(query))


async def all_adoptions(session: AsyncSession, *, organization_id: int) -> tuple[Adoption, ...]:
    """Also those of cases that are not published any more."""
    return tuple(_adoption(row) for row in await session.execute(_adoptions(organization_id)))


async def adoption_by(
    session: AsyncSession, place: Place, *, case_id: int, organization_id: int
) -> Adoption | None:
    row = (
        await session.execute(
            _adoptions(organization_id).where(
                col(CaseAdoptionRow.case_id) == case_id,
                col(CaseAdoptionRow.department) == place.department,
                col(CaseAdoptionRow.section) == place.section,
            )
        )
    ).first()
    return _adoption(row) if row else None


def _of(adoption: Adoption, organization_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(CaseAdoptionRow.organization_id) == organization_id,
        col(CaseAdoptionRow.case_id) == adoption.case_id,
        col(CaseAdoptionRow.department) == adoption.department,
        col(CaseAdoptionRow.section) == adoption.section,
    )


def _adoptions(organization_id: int) -> Select[*tuple[Any, ...]]:
    row = CaseAdoptionRow
    return (
        select(
            col(row.case_id),
            col(row.staff_id),
            col(row.department),
            col(row.section),
            col(row.since),
            col(row.hours),
            col(row.remark),
            col(row.at),
        )
        .where(col(row.organization_id) == organization_id)
        .order_by(col(row.case_id), col(row.since), col(row.id))
    )


def _adoption(row: Row[Any]) -> Adoption:
    return Adoption(**row._mapping)
