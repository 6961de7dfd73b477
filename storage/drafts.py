"""Drafts, of cases and of issues: kept from the first word, seen by nobody but who writes them.

One that has been sent in or thrown away leaves its key behind, without its words: what an open form
tells of it later comes too late.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.dialect import insert_for
from storage.draft_table import DraftRow

Row = TypeVar("Row", bound=DraftRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``fields``: as typed, by the form's names. ``base_version``: of what is changed, if something is."""

    key: str
    fields: Mapping[str, str]
    touched_at: datetime
    base_version: int | None = None
    typed_at: datetime | None = None
    """By the platform's clock, where an open form has told of it."""


def drafts_of(table: type[Row], *, organization_id: int, staff_id: int) -> Select[Row]:
    """Those that have not ended, the one touched last first."""
    return (
        select(table)
        .where(
            col(table.organization_id) == organization_id,
            col(table.staff_id) == staff_id,
            _is_open(table),
        )
        .order_by(col(table.touched_at).desc(), col(table.id).desc())
    )


def draft_of(table: type[Row], key: str, *, organization_id: int, staff_id: int) -> Select[Row]:
    theirs = drafts_of(table, organization_id=organization_id, staff_id=staff_id)
    return theirs.where(col(table.key) == key)


def may_be_typed_over(table: type[DraftRow], draft: Draft) -> ColumnElement[bool]:
    """What is kept has not ended, and was typed before this: events overtake each other."""
    typed_at = col(table.typed_at)
    return _is_open(table) & or_(typed_at.is_(None), typed_at < draft.typed_at)


def _is_open(table: type[DraftRow]) -> ColumnElement[bool]:
    return col(table.ended_at).is_(None)


async def end_draft(
    session: AsyncSession,
    table: type[DraftRow],
    key: str,
    *,
    organization_id: int,
    staff_id: int,
    at: datetime,
    values: Mapping[str, Any] | None = None,
) -> bool:
    """``values``: of the table's own columns. False where it has: of several at once one ends it."""
    ended = await session.execute(
        update(table)
        .where(
            col(table.organization_id) == organization_id,
            col(table.staff_id) == staff_id,
            col(table.key) == key,
            _is_open(table),
        )
        .values(fields={}, ended_at=at, **(values or {}))
        .returning(col(table.id))
        .execution_options(synchronize_session=False)
    )
    return ended.first() is not None


async def forget_drafts(
    session: AsyncSession, table: type[DraftRow], is_old: ColumnElement[bool]
) -> int:
    """How many of them had not ended."""
    forgotten = await session.scalars(delete(table).where(is_old).returning(col(table.ended_at)))
    return sum(ended is None for ended in forgotten)


async def put_draft(
    session: AsyncSession,
    table: type[DraftRow],
    draft: Draft,
    *,
    organization_id: int,
    staff_id: int,
    values: Mapping[str, Any],
    at_first: Mapping[str, Any] | None = None,
    over: ColumnElement[bool] | None = None,
) -> bool:
    """In place of what is kept under its key, where that is theirs, and ``over`` is true of it; whether
    it was. ``values``: of the table's own columns; ``at_first``: of those that are written once.
    """
    written: dict[str, Any] = {
        "base_version": draft.base_version,
        "fields": dict(draft.fields),
        "touched_at": draft.touched_at,
        "typed_at": draft.typed_at,
        "ended_at": None,
        **values,
    }
    statement = insert_for(session, table).values(
        organization_id=organization_id,
        staff_id=staff_id,
        key=draft.key,
        **written,
        **(at_first or {}),
    )
    put = {name: statement.excluded[name] for name in written}
    # Sent in on purpose it has no such moment; what was typed before the last one still is older.
    put["typed_at"] = func.coalesce(put["typed_at"], col(table.typed_at))
    is_theirs = col(table.staff_id) == staff_id
    kept = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["organization_id", "key"],
            set_=put,
            where=is_theirs if over is None else is_theirs & over,
        ).returning(col(table.id))
    )
    return kept.first() is not None


def words_of(row: DraftRow) -> dict[str, str]:
    return {str(name): str(value) for name, value in row.fields.items()}
