"""Cases as others see them: for the index in memory, and one by one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_sight import Sight
from domain.improvement_case import PublishedCase, Visibility
from storage.case_tables import CaseAdoptionRow, CaseRevisionRow, CaseRow, CaseThanksRow
from storage.case_texts import case_text
from storage.dialect import is_one_of

_SHOWN = (col(CaseRevisionRow.case_id) == col(CaseRow.id)) & (
    col(CaseRevisionRow.version) == col(CaseRow.published_version)
)
"""The version that others see."""


@dataclass(frozen=True, slots=True)
class CasesChanged:
    """Since a version: what is published now, by id, and what is not any more (None).

    ``last``: where to read on; None where these are all.
    """

    cases: Mapping[int, PublishedCase | None]
    last: tuple[int, int] | None = None


async def cases_changed_since(
    session: AsyncSession,
    *,
    organization_id: int,
    version: int,
    after: tuple[int, int] | None = None,
    limit: int | None = None,
) -> CasesChanged:
    """``version``: the organization's ``cases_version`` up to which they are known; 0 for all.

    ``after``: the ``last`` of those that have been read, in pieces of ``limit``.
    """
    place = tuple_(col(CaseRow.changed), col(CaseRow.id))
    query = _published(organization_id).where(col(CaseRow.changed) > version)
    if after is not None:
        query = query.where(place > after)
    ordered = query.order_by(col(CaseRow.changed), col(CaseRow.id)).limit(limit)
    rows = (await session.execute(ordered)).all()
    read = {row.id: _case(row, text, *counts) for row, text, *counts in rows}
    last = (rows[-1][0].changed, rows[-1][0].id) if len(rows) == limit else None
    return CasesChanged(read, last)


async def published_case(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> PublishedCase | None:
    found = await session.execute(_published(organization_id).where(col(CaseRow.id) == case_id))
    row = found.one_or_none()
    return _case(*row) if row else None


async def numbered_case(session: AsyncSession, *, organization_id: int, number: int) -> int | None:
    """The row of 「事例12」, published or not."""
    return await session.scalar(
        select(col(CaseRow.id)).where(
            col(CaseRow.organization_id) == organization_id, col(CaseRow.number) == number
        )
    )


async def published_cases(
    session: AsyncSession, case_ids: Collection[int], *, organization_id: int
) -> dict[int, PublishedCase]:
    """By id, those of ``case_ids`` that are published."""
    chosen = is_one_of(session, col(CaseRow.id), case_ids)
    rows = await session.execute(_published(organization_id).where(chosen))
    found = (_case(row, text, *counts) for row, text, *counts in rows)
    return {case.id: case for case in found if case is not None}


async def every_published_case(
    session: AsyncSession, *, organization_id: int
) -> tuple[PublishedCase, ...]:
    """By number."""
    query = _published(organization_id).where(col(CaseRow.published_version).is_not(None))
    rows = await session.execute(query.order_by(col(CaseRow.number)))
    return tuple(case for row in rows if (case := _case(*row)) is not None)


async def most_spread_cases(
    session: AsyncSession, *, organization_id: int, limit: int, sight: Sight | None = None
) -> tuple[PublishedCase, ...]:
    """Those that most other sections have done as well first, of equals the newer. ``sight``: of what
    somebody sees.
    """
    query = (
        _ids(organization_id, sight)
        .outerjoin(CaseAdoptionRow, adopted_elsewhere())
        .group_by(col(CaseRow.id), col(CaseRow.published_at))
        .order_by(
            func.count(col(CaseAdoptionRow.id)).desc(),
            col(CaseRow.published_at).desc(),
            col(CaseRow.id).desc(),
        )
        .limit(limit)
    )
    ids = [number for number in await session.scalars(query) if number is not None]
    found = await published_cases(session, ids, organization_id=organization_id)
    return tuple(found[number] for number in ids if number in found)


async def published_count(session: AsyncSession, *, organization_id: int, sight: Sight) -> int:
    """How many somebody sees."""
    ids = _ids(organization_id, sight).subquery()
    return await session.scalar(select(func.count()).select_from(ids)) or 0


def _ids(organization_id: int, sight: Sight | None) -> Select[Any]:
    query = select(col(CaseRow.id)).where(
        col(CaseRow.organization_id) == organization_id,
        col(CaseRow.published_version).is_not(None),
    )
    return query if sight is None else query.join(CaseRevisionRow, _SHOWN).where(_seen(sight))


def _seen(sight: Sight) -> ColumnElement[bool]:
    """``Sight.has`` of the version that others see."""
    visibility, department = col(CaseRevisionRow.visibility), col(CaseRow.department)
    return or_(
        visibility.in_([each.value for each in sight.of_all]),
        col(CaseRow.author_id) == sight.person_id,
        department.in_(sight.reviewed),
        (visibility == Visibility.DEPARTMENT.value) & department.in_(sight.own),
    )


def adopted_elsewhere() -> ColumnElement[bool]:
    """Which rows of ``case_adoption`` are a case's, but of its own section."""
    return (col(CaseAdoptionRow.case_id) == col(CaseRow.id)) & or_(
        col(CaseAdoptionRow.department) != col(CaseRow.department),
        col(CaseAdoptionRow.section) != col(CaseRow.section),
    )


def _published(organization_id: int) -> Select[*tuple[Any, ...]]:
    """With those that are not published, whose text is None."""
    thanks = (
        select(func.count()).where(col(CaseThanksRow.case_id) == col(CaseRow.id)).scalar_subquery()
    )
    adopted = (
        select(func.count())
        .select_from(CaseAdoptionRow)
        .where(adopted_elsewhere())
        .correlate(CaseRow)
        .scalar_subquery()
    )
    return (
        select(CaseRow, CaseRevisionRow, thanks, adopted)
        .outerjoin(CaseRevisionRow, _SHOWN)
        .where(col(CaseRow.organization_id) == organization_id)
    )


def _case(
    row: CaseRow, text: CaseRevisionRow | None, thanks: int, adopted: int
) -> PublishedCase | None:
    if row.id is None or row.published_at is None or text is None:
        return None
    return PublishedCase(
        id=row.id,
        number=row.number,
        author_id=row.author_id,
        department=row.department,
        section=row.section,
        text=case_text(text),
        published_at=row.published_at,
        is_established=row.established_at is not None,
        thanks=thanks,
        adopted_by=adopted,
    )
