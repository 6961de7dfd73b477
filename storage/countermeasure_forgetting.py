"""The words of a deleted message go from the 対応策 that was made of it as well."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.countermeasure import TEXT_GONE, Countermeasure, taken_back
from storage.audit import record_audit
from storage.countermeasure_tables import CountermeasureRevisionRow
from storage.countermeasures import change_countermeasure


async def forget_told(
    session: AsyncSession,
    measure: Countermeasure,
    words: Collection[str],
    *,
    organization_id: int,
    by: int | None,
    at: datetime,
) -> bool:
    """``words``: each that the message has said. What still says one of them is taken back; of what was
    said otherwise meanwhile, only the older versions lose the words. False where nothing has changed.

    ``by``: who has deleted it; None of somebody who is not in the roster.
    """
    is_found = await _forget_versions(session, measure, words, organization_id=organization_id)
    if measure.stands and measure.text.what in words:
        bare = replace(measure, text=replace(measure.text, what=TEXT_GONE))
        after, editor = taken_back(bare, at=at), by or measure.author_id
        await change_countermeasure(
            session, after, organization_id=organization_id, editor_id=editor
        )
        record_audit(
            session,
            organization_id=organization_id,
            at=at,
            actor_id=by,
            action="CHANGE_COUNTERMEASURE",
            subject_id=after.author_id,
            detail=f"countermeasure {after.id} version {after.version}",
        )
    await session.flush()
    return is_found


async def _forget_versions(
    session: AsyncSession,
    measure: Countermeasure,
    words: Collection[str],
    *,
    organization_id: int,
) -> bool:
    rows = await session.scalars(
        select(CountermeasureRevisionRow).where(
            col(CountermeasureRevisionRow.organization_id) == organization_id,
            col(CountermeasureRevisionRow.countermeasure_id) == measure.id,
            col(CountermeasureRevisionRow.what).in_(words),
        )
    )
    found = rows.all()
    for row in found:
        row.what = TEXT_GONE
    await session.flush()
    return bool(found)
