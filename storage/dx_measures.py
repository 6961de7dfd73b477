"""部局横断DX施策: begun and changed; who writes names the version that was read."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.dx_measure import DxMeasure, DxMeasureRevision, DxMeasureState, DxMeasureText, Milestone
from storage.dialect import is_one_of
from storage.dx_measure_tables import DxMeasureRevisionRow, DxMeasureRow
from storage.organization_lock import hold_organization


async def add_measure(
    session: AsyncSession, measure: DxMeasure, *, organization_id: int, editor_id: int
) -> DxMeasure:
    """With the next number; ``measure.id``, ``number`` and ``version`` are not looked at."""
    await hold_organization(session, organization_id=organization_id)
    last = await session.scalar(
        select(func.max(DxMeasureRow.number)).where(
            col(DxMeasureRow.organization_id) == organization_id
        )
    )
    row = DxMeasureRow(
        organization_id=organization_id,
        number=(last or 0) + 1,
        group_id=measure.group_id,
        created_at=measure.created_at,
        touched_at=measure.created_at,
    )
    session.add(row)
    await session.flush()
    assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
    added = replace(measure, id=row.id, number=row.number, version=1)
    _add_revision(session, added, organization_id=organization_id, editor_id=editor_id)
    await session.flush()
    return added


async def change_measure(
    session: AsyncSession, after: DxMeasure, *, organization_id: int, editor_id: int
) -> bool:
    """A new version. False where it is not the one before ``after`` any more: nothing is written then."""
    changed = await session.execute(
        update(DxMeasureRow)
        .where(
            col(DxMeasureRow.organization_id) == organization_id,
            col(DxMeasureRow.id) == after.id,
            col(DxMeasureRow.version) == after.version - 1,
        )
        .values(version=after.version, touched_at=after.touched_at)
        .returning(col(DxMeasureRow.id))
        .execution_options(synchronize_session=False)
    )
    if changed.first() is None:
        return False
    _add_revision(session, after, organization_id=organization_id, editor_id=editor_id)
    await session.flush()
    return True


async def measure_by_id(
    session: AsyncSession, measure_id: int, *, organization_id: int
) -> DxMeasure | None:
    return await _one(session, _measures(organization_id).where(col(DxMeasureRow.id) == measure_id))


async def measure_by_number(
    session: AsyncSession, number: int, *, organization_id: int
) -> DxMeasure | None:
    return await _one(session, _measures(organization_id).where(col(DxMeasureRow.number) == number))


async def measures_by_id(
    session: AsyncSession, ids: Collection[int], *, organization_id: int
) -> tuple[DxMeasure, ...]:
    """Those that there are, by number."""
    query = _measures(organization_id).where(is_one_of(session, col(DxMeasureRow.id), ids))
    rows = await session.execute(query.order_by(col(DxMeasureRow.number)))
    return tuple(_measure(*row) for row in rows)


async def measures_of(
    session: AsyncSession, *, organization_id: int, limit: int, skip: int = 0
) -> tuple[DxMeasure, ...]:
    """The newest first."""
    query = _measures(organization_id).order_by(col(DxMeasureRow.number).desc())
    return tuple(_measure(*row) for row in await session.execute(query.offset(skip).limit(limit)))


async def measures_of_group(
    session: AsyncSession, group_id: int, *, organization_id: int
) -> tuple[DxMeasure, ...]:
    query = _measures(organization_id).where(col(DxMeasureRow.group_id) == group_id)
    rows = await session.execute(query.order_by(col(DxMeasureRow.number)))
    return tuple(_measure(*row) for row in rows)


async def measures_of_issue(
    session: AsyncSession, issue_id: int, *, organization_id: int
) -> tuple[DxMeasure, ...]:
    """Those that keep it, by number. All are looked at: an organization has dozens."""
    measures = await all_measures(session, organization_id=organization_id)
    return tuple(each for each in measures if issue_id in each.text.issue_ids)


async def all_measures(session: AsyncSession, *, organization_id: int) -> tuple[DxMeasure, ...]:
    """By number."""
    query = _measures(organization_id).order_by(col(DxMeasureRow.number))
    return tuple(_measure(*row) for row in await session.execute(query))


async def count_measures(session: AsyncSession, *, organization_id: int) -> int:
    query = select(func.count()).where(col(DxMeasureRow.organization_id) == organization_id)
    return await session.scalar(query) or 0


async def measure_revisions(
    session: AsyncSession, measure_id: int, *, organization_id: int
) -> tuple[DxMeasureRevision, ...]:
    """In their order."""
    rows = await session.scalars(
        select(DxMeasureRevisionRow)
        .where(
            col(DxMeasureRevisionRow.organization_id) == organization_id,
            col(DxMeasureRevisionRow.measure_id) == measure_id,
        )
        .order_by(col(DxMeasureRevisionRow.version))
    )
    return tuple(revision_of(row) for row in rows)


def revision_of(row: DxMeasureRevisionRow) -> DxMeasureRevision:
    return DxMeasureRevision(row.version, row.editor_id, row.at, _text(row))


def _add_revision(
    session: AsyncSession, measure: DxMeasure, *, organization_id: int, editor_id: int
) -> None:
    text = measure.text
    session.add(
        DxMeasureRevisionRow(
            organization_id=organization_id,
            measure_id=measure.id,
            version=measure.version,
            editor_id=editor_id,
            at=measure.touched_at,
            name=text.name,
            aim=text.aim,
            lead_department=text.lead_department,
            lead_id=text.lead_id,
            departments=[*text.departments],
            member_ids=[*text.member_ids],
            supporter_ids=[*text.supporter_ids],
            milestones=[[each.day.isoformat(), each.what] for each in text.milestones],
            effect=text.effect,
            stage=text.stage,
            issue_ids=[*text.issue_ids],
            state=text.state.value,
            outcome=text.outcome,
        )
    )


def _measures(organization_id: int) -> Select[*tuple[Any, ...]]:
    is_newest = (col(DxMeasureRevisionRow.measure_id) == col(DxMeasureRow.id)) & (
        col(DxMeasureRevisionRow.version) == col(DxMeasureRow.version)
    )
    return (
        select(DxMeasureRow, DxMeasureRevisionRow)
        .join(DxMeasureRevisionRow, is_newest)
        .where(col(DxMeasureRow.organization_id) == organization_id)
    )


async def _one(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> DxMeasure | None:
    row = (await session.execute(query)).one_or_none()
    return _measure(*row) if row else None


def _measure(row: DxMeasureRow, newest: DxMeasureRevisionRow) -> DxMeasure:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return DxMeasure(
        id=row.id,
        number=row.number,
        group_id=row.group_id,
        text=_text(newest),
        version=row.version,
        created_at=row.created_at,
        touched_at=row.touched_at,
    )


def _text(row: DxMeasureRevisionRow) -> DxMeasureText:
    return DxMeasureText(
        name=row.name,
        aim=row.aim,
        lead_department=row.lead_department,
        lead_id=row.lead_id,
        departments=tuple(row.departments),
        member_ids=tuple(row.member_ids),
        supporter_ids=tuple(row.supporter_ids),
        milestones=tuple(Milestone(date.fromisoformat(day), what) for day, what in row.milestones),
        effect=row.effect,
        stage=row.stage,
        issue_ids=tuple(row.issue_ids),
        state=DxMeasureState(row.state),
        outcome=row.outcome,
    )
