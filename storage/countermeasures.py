"""対応策: told and changed; who writes names the version that was read."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.countermeasure import Countermeasure, CountermeasureRevision, CountermeasureText
from storage.countermeasure_tables import CountermeasureRevisionRow, CountermeasureRow
from storage.dialect import is_one_of
from storage.organization_lock import hold_organization


async def add_countermeasure(
    session: AsyncSession, measure: Countermeasure, *, organization_id: int, editor_id: int
) -> Countermeasure:
    """With the next number; ``measure.id``, ``number`` and ``version`` are not looked at. ``editor_id``:
    who put it in, be it in the name of its author.
    """
    await hold_organization(session, organization_id=organization_id)
    last = await session.scalar(
        select(func.max(CountermeasureRow.number)).where(
            col(CountermeasureRow.organization_id) == organization_id
        )
    )
    row = CountermeasureRow(
        organization_id=organization_id,
        number=(last or 0) + 1,
        issue_id=measure.issue_id,
        group_id=measure.group_id,
        author_id=measure.author_id,
        message_id=measure.message_id,
        case_id=measure.case_id,
        created_at=measure.created_at,
        touched_at=measure.created_at,
    )
    session.add(row)
    await session.flush()
    assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
    added = replace(measure, id=row.id, number=row.number, version=1, stands=True)
    _add_revision(session, added, organization_id=organization_id, editor_id=editor_id)
    await session.flush()
    return added


def _add_revision(
    session: AsyncSession, measure: Countermeasure, *, organization_id: int, editor_id: int
) -> None:
    text = measure.text
    session.add(
        CountermeasureRevisionRow(
            organization_id=organization_id,
            countermeasure_id=measure.id,
            version=measure.version,
            editor_id=editor_id,
            at=measure.touched_at,
            what=text.what,
            department=text.department,
            section=text.section,
            tools=text.tools,
            effect=text.effect,
            hours=text.hours,
            since=text.since,
            stands=measure.stands,
        )
    )


async def change_countermeasure(
    session: AsyncSession, after: Countermeasure, *, organization_id: int, editor_id: int
) -> bool:
    """A new version. False where it is not the one before ``after`` any more: nothing is written then."""
    changed = await session.execute(
        update(CountermeasureRow)
        .where(
            col(CountermeasureRow.organization_id) == organization_id,
            col(CountermeasureRow.id) == after.id,
            col(CountermeasureRow.version) == after.version - 1,
        )
        .values(version=after.version, touched_at=after.touched_at, stands=after.stands)
        .returning(col(CountermeasureRow.id))
        .execution_options(synchronize_session=False)
    )
    if changed.first() is None:
        return False
    _add_revision(session, after, organization_id=organization_id, editor_id=editor_id)
    await session.flush()
    return True


async def countermeasure_by_id(
    session: AsyncSession, measure_id: int, *, organization_id: int
) -> Countermeasure | None:
    return await _one(session, col(CountermeasureRow.id) == measure_id, organization_id)


async def countermeasure_by_number(
    session: AsyncSession, number: int, *, organization_id: int
) -> Countermeasure | None:
    return await _one(session, col(CountermeasureRow.number) == number, organization_id)


async def countermeasure_of_message(
    session: AsyncSession, message_id: int, *, organization_id: int
) -> Countermeasure | None:
    """Also one that was taken back."""
    return await _one(session, col(CountermeasureRow.message_id) == message_id, organization_id)


async def countermeasures_of(
    session: AsyncSession,
    issue_ids: Collection[int],
    *,
    organization_id: int,
    group_ids: Collection[int] = (),
) -> tuple[Countermeasure, ...]:
    """Of these issues and these groups, those that stand, by their numbers."""
    of = or_(
        is_one_of(session, col(CountermeasureRow.issue_id), issue_ids),
        is_one_of(session, col(CountermeasureRow.group_id), group_ids),
    )
    query = _all(organization_id).where(of, col(CountermeasureRow.stands).is_(True))
    rows = await session.execute(query.order_by(col(CountermeasureRow.number)))
    return tuple(_measure(*row) for row in rows)


async def countermeasures_by_number(
    session: AsyncSession, numbers: Collection[int], *, organization_id: int
) -> tuple[Countermeasure, ...]:
    """Those that stand, by their numbers."""
    query = _all(organization_id).where(
        is_one_of(session, col(CountermeasureRow.number), numbers),
        col(CountermeasureRow.stands).is_(True),
    )
    rows = await session.execute(query.order_by(col(CountermeasureRow.number)))
    return tuple(_measure(*row) for row in rows)


async def every_countermeasure(
    session: AsyncSession, *, organization_id: int
) -> tuple[Countermeasure, ...]:
    """Those that were taken back too, by their numbers."""
    rows = await session.execute(_all(organization_id).order_by(col(CountermeasureRow.number)))
    return tuple(_measure(*row) for row in rows)


async def countermeasures_of_case(
    session: AsyncSession, case_id: int, *, organization_id: int
) -> tuple[Countermeasure, ...]:
    """That came of it and stand, by their numbers."""
    query = _all(organization_id).where(
        col(CountermeasureRow.case_id) == case_id, col(CountermeasureRow.stands).is_(True)
    )
    rows = await session.execute(query.order_by(col(CountermeasureRow.number)))
    return tuple(_measure(*row) for row in rows)


async def countermeasure_revisions(
    session: AsyncSession, measure_id: int, *, organization_id: int
) -> tuple[CountermeasureRevision, ...]:
    """In their order."""
    rows = await session.scalars(
        select(CountermeasureRevisionRow)
        .where(
            col(CountermeasureRevisionRow.organization_id) == organization_id,
            col(CountermeasureRevisionRow.countermeasure_id) == measure_id,
        )
        .order_by(col(CountermeasureRevisionRow.version))
    )
    return tuple(
        CountermeasureRevision(r.version, r.editor_id, r.at, _text(r), r.stands) for r in rows
    )


def _all(organization_id: int) -> Select[*tuple[Any, ...]]:
    is_newest = (col(CountermeasureRevisionRow.countermeasure_id) == col(CountermeasureRow.id)) & (
        col(CountermeasureRevisionRow.version) == col(CountermeasureRow.version)
    )
    return (
        select(CountermeasureRow, CountermeasureRevisionRow)
        .join(CountermeasureRevisionRow, is_newest)
        .where(col(CountermeasureRow.organization_id) == organization_id)
        .execution_options(populate_existing=True)
    )


async def _one(
    session: AsyncSession, which: ColumnElement[bool], organization_id: int
) -> Countermeasure | None:
    row = (await session.execute(_all(organization_id).where(which))).one_or_none()
    return _measure(*row) if row else None


def _measure(row: CountermeasureRow, newest: CountermeasureRevisionRow) -> Countermeasure:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return Countermeasure(
        id=row.id,
        number=row.number,
        issue_id=row.issue_id,
        group_id=row.group_id,
        author_id=row.author_id,
        text=_text(newest),
        version=row.version,
        created_at=row.created_at,
        touched_at=row.touched_at,
        stands=row.stands,
        message_id=row.message_id,
        case_id=row.case_id,
    )


def _text(row: CountermeasureRevisionRow) -> CountermeasureText:
    return CountermeasureText(
        what=row.what,
        department=row.department,
        section=row.section,
        tools=row.tools,
        effect=row.effect,
        hours=row.hours,
        since=row.since,
    )
