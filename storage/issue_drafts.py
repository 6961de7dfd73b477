"""What somebody is writing about an issue: kept from the first word, seen by nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue import RaisedAt
from storage.dialect import insert_for
from storage.issue_tables import IssueDraftRow


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDraft:
    """``fields``: as typed, by the form's names. ``issue_id`` and ``base_version``: of a change."""

    key: str
    fields: Mapping[str, str]
    touched_at: datetime
    issue_id: int | None = None
    base_version: int | None = None
    begun_at: RaisedAt | None = None
    """None where it was begun in private."""
    typed_at: datetime | None = None
    """By the platform's clock, where an open form has told of it."""


async def keep_issue_draft(
    session: AsyncSession, draft: IssueDraft, *, organization_id: int, staff_id: int
) -> bool:
    """Over what was kept under that key before; False where that is somebody else's. Where it was
    begun stays as it was said first.
    """
    return await _keep(session, draft, organization_id, staff_id, over=None)


async def keep_typed_issue_draft(
    session: AsyncSession, draft: IssueDraft, *, organization_id: int, staff_id: int
) -> bool:
    """While a form is open. False where later words have been kept already: events overtake each other."""
    typed_at = col(IssueDraftRow.typed_at)
    is_later = or_(typed_at.is_(None), typed_at < draft.typed_at)
    return await _keep(session, draft, organization_id, staff_id, over=is_later)


async def _keep(
    session: AsyncSession,
    draft: IssueDraft,
    organization_id: int,
    staff_id: int,
    *,
    over: ColumnElement[bool] | None,
) -> bool:
    begun = draft.begun_at or RaisedAt("", "")
    values: dict[str, Any] = {
        "issue_id": draft.issue_id,
        "base_version": draft.base_version,
        "fields": dict(draft.fields),
        "touched_at": draft.touched_at,
        "typed_at": draft.typed_at,
    }
    is_theirs = col(IssueDraftRow.staff_id) == staff_id
    statement = insert_for(session, IssueDraftRow).values(
        organization_id=organization_id,
        staff_id=staff_id,
        key=draft.key,
        platform=begun.platform,
        channel=begun.channel,
        thread=begun.thread,
        **values,
    )
    put = {name: statement.excluded[name] for name in values}
    # Sent in on purpose it has no such moment; what was typed before the last one still is older.
    put["typed_at"] = func.coalesce(put["typed_at"], col(IssueDraftRow.typed_at))
    kept = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["organization_id", "key"],
            set_=put,
            where=is_theirs if over is None else is_theirs & over,
        ).returning(col(IssueDraftRow.id))
    )
    return kept.first() is not None


async def issue_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> IssueDraft | None:
    row = await session.scalar(
        select(IssueDraftRow).where(
            col(IssueDraftRow.organization_id) == organization_id,
            col(IssueDraftRow.staff_id) == staff_id,
            col(IssueDraftRow.key) == key,
        )
    )
    return _draft(row) if row else None


async def issue_drafts(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> tuple[IssueDraft, ...]:
    """The one touched last first."""
    rows = await session.scalars(
        select(IssueDraftRow)
        .where(
            col(IssueDraftRow.organization_id) == organization_id,
            col(IssueDraftRow.staff_id) == staff_id,
        )
        .order_by(col(IssueDraftRow.touched_at).desc(), col(IssueDraftRow.id).desc())
    )
    return tuple(_draft(row) for row in rows)


async def drop_issue_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> bool:
    """False where it is gone: of several at once one drops it."""
    dropped = await session.execute(
        delete(IssueDraftRow)
        .where(
            col(IssueDraftRow.organization_id) == organization_id,
            col(IssueDraftRow.staff_id) == staff_id,
            col(IssueDraftRow.key) == key,
        )
        .returning(col(IssueDraftRow.id))
    )
    return dropped.first() is not None


async def forget_issue_drafts_before(session: AsyncSession, moment: datetime) -> int:
    """How many nobody has touched since then."""
    forgotten = await session.execute(
        delete(IssueDraftRow)
        .where(col(IssueDraftRow.touched_at) < moment)
        .returning(col(IssueDraftRow.id))
    )
    return len(forgotten.all())


def _draft(row: IssueDraftRow) -> IssueDraft:
    return IssueDraft(
        key=row.key,
        fields={str(name): str(value) for name, value in row.fields.items()},
        touched_at=row.touched_at,
        issue_id=row.issue_id,
        base_version=row.base_version,
        begun_at=RaisedAt(row.platform, row.channel, row.thread) if row.channel else None,
        typed_at=row.typed_at,
    )
