"""What was misread: put down, reviewed, exported, forgotten."""

from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.correction import Correction, Review
from storage.dialect import insert_for
from storage.tables import CorrectionRow


async def put_down_correction(
    session: AsyncSession,
    *,
    organization_id: int,
    text: str,
    understood: str,
    meant: str,
    day: date,
) -> None:
    """The same again, whoever says it, changes nothing: what has been decided stays decided."""
    key = {
        "organization_id": organization_id,
        "text": text,
        "understood": understood,
        "meant": meant,
    }
    await session.execute(
        insert_for(session, CorrectionRow)
        .values(**key, day=day, review=Review.WAITING.value)
        .on_conflict_do_nothing(index_elements=[*key])
    )


async def corrections(
    session: AsyncSession, *, organization_id: int, review: Review, limit: int | None = None
) -> tuple[Correction, ...]:
    """Those that stand so, older first."""
    rows = await session.scalars(
        select(CorrectionRow)
        .where(
            col(CorrectionRow.organization_id) == organization_id,
            col(CorrectionRow.review) == review.value,
        )
        .order_by(col(CorrectionRow.day), col(CorrectionRow.id))
        .limit(limit)
    )
    return tuple(
        Correction(row.id or 0, row.text, row.understood, row.meant, row.day) for row in rows
    )


async def count_corrections(session: AsyncSession, *, organization_id: int, review: Review) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(CorrectionRow)
        .where(
            col(CorrectionRow.organization_id) == organization_id,
            col(CorrectionRow.review) == review.value,
        )
    )
    return counted or 0


async def review_correction(
    session: AsyncSession, *, organization_id: int, correction_id: int, review: Review
) -> bool:
    """False where it is not there any more, or somebody has decided it already."""
    decided = await session.execute(
        update(CorrectionRow)
        .where(
            col(CorrectionRow.organization_id) == organization_id,
            col(CorrectionRow.id) == correction_id,
            col(CorrectionRow.review) == Review.WAITING.value,
        )
        .values(review=review.value)
        .returning(col(CorrectionRow.id))
        .execution_options(synchronize_session=False)
    )
    return decided.first() is not None


async def forget_corrections_before(session: AsyncSession, day: date) -> int:
    """The number of entries forgotten."""
    forgotten = await session.execute(
        delete(CorrectionRow).where(col(CorrectionRow.day) < day).returning(col(CorrectionRow.id))
    )
    return len(forgotten.all())
