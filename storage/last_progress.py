"""How an issue or a measure was going when its 統括リーダー were asked last."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.exchange import Answer, LastProgress, Progress
from storage.exchange_tables import ExchangeItemRow


async def last_progress_of_issue(
    session: AsyncSession, issue_id: int, *, organization_id: int
) -> LastProgress | None:
    is_about = col(ExchangeItemRow.issue_id) == issue_id
    return await _last(session, is_about, organization_id=organization_id)


async def last_progress_of_measure(
    session: AsyncSession, measure_id: int, *, organization_id: int
) -> LastProgress | None:
    is_about = col(ExchangeItemRow.measure_id) == measure_id
    return await _last(session, is_about, organization_id=organization_id)


async def _last(
    session: AsyncSession, is_about: ColumnElement[bool], *, organization_id: int
) -> LastProgress | None:
    row = await session.scalar(
        select(ExchangeItemRow)
        .where(
            col(ExchangeItemRow.organization_id) == organization_id,
            is_about,
            col(ExchangeItemRow.answered_at).is_not(None),
        )
        .order_by(col(ExchangeItemRow.answered_at).desc())
        .limit(1)
    )
    if row is None or row.answered_at is None:
        return None
    return LastProgress(Answer(Progress(row.progress), row.line), row.answered_by, row.answered_at)
