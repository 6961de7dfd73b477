"""Drafts of issues: ``storage/drafts.py``."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue import RaisedAt
from storage.drafts import (
    Draft,
    draft_of,
    drafts_of,
    end_draft,
    forget_drafts,
    may_be_typed_over,
    put_draft,
    words_of,
)
from storage.issue_tables import IssueDraftRow


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDraft(Draft):
    """``issue_id``: of a change."""

    issue_id: int | None = None
    begun_at: RaisedAt | None = None
    """None where it was begun in private."""


async def keep_issue_draft(
    session: AsyncSession, draft: IssueDraft, *, organization_id: int, staff_id: int
) -> bool:
    """Over what was kept under that key before, also where that has ended: it was sent in on purpose.
    False where that is somebody else's. Where it was begun stays as it was said first.
    """
    return await _keep(session, draft, organization_id, staff_id, over=None)


async def keep_typed_issue_draft(
    session: AsyncSession, draft: IssueDraft, *, organization_id: int, staff_id: int
) -> bool:
    """While a form is open. False where later words have been kept already, or it has been registered or
    thrown away meanwhile.
    """
    over = may_be_typed_over(IssueDraftRow, draft)
    return await _keep(session, draft, organization_id, staff_id, over=over)


async def _keep(
    session: AsyncSession,
    draft: IssueDraft,
    organization_id: int,
    staff_id: int,
    *,
    over: ColumnElement[bool] | None,
) -> bool:
    begun = draft.begun_at or RaisedAt("", "")
    return await put_draft(
        session,
        IssueDraftRow,
        draft,
        organization_id=organization_id,
        staff_id=staff_id,
        values={"issue_id": draft.issue_id},
        at_first={"platform": begun.platform, "channel": begun.channel, "thread": begun.thread},
        over=over,
    )


async def issue_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> IssueDraft | None:
    found = draft_of(IssueDraftRow, key, organization_id=organization_id, staff_id=staff_id)
    row = await session.scalar(found)
    return _draft(row) if row else None


async def issue_drafts(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> tuple[IssueDraft, ...]:
    """The one touched last first."""
    rows = await session.scalars(
        drafts_of(IssueDraftRow, organization_id=organization_id, staff_id=staff_id)
    )
    return tuple(_draft(row) for row in rows)


async def drop_issue_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str, at: datetime
) -> bool:
    """False where it is gone: of several at once one drops it."""
    return await end_draft(
        session, IssueDraftRow, key, organization_id=organization_id, staff_id=staff_id, at=at
    )


async def forget_issue_drafts_before(session: AsyncSession, moment: datetime) -> int:
    """How many nobody has touched since then."""
    return await forget_drafts(session, IssueDraftRow, col(IssueDraftRow.touched_at) < moment)


def _draft(row: IssueDraftRow) -> IssueDraft:
    return IssueDraft(
        key=row.key,
        fields=words_of(row),
        touched_at=row.touched_at,
        issue_id=row.issue_id,
        base_version=row.base_version,
        begun_at=RaisedAt(row.platform, row.channel, row.thread) if row.channel else None,
        typed_at=row.typed_at,
    )
