"""Whether an organization's texts may go to a language model: ``domain/phrasing_consent.py``."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.phrasing_consent import Destination, PhrasingConsent
from storage.dialect import insert_or_update
from storage.phrasing_table import PhrasingConsentRow


async def phrasing_consent(
    session: AsyncSession, *, organization_id: int
) -> PhrasingConsent | None:
    row = await session.scalar(
        select(PhrasingConsentRow)
        .where(col(PhrasingConsentRow.organization_id) == organization_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        return None
    return PhrasingConsent(Destination(row.place, row.model), row.agreed_by, row.agreed_at)


async def keep_phrasing_consent(
    session: AsyncSession, consent: PhrasingConsent, *, organization_id: int
) -> None:
    """In the place of the one before."""
    values = {
        "organization_id": organization_id,
        "place": consent.destination.place,
        "model": consent.destination.model,
        "agreed_by": consent.staff_id,
        "agreed_at": consent.at,
    }
    await insert_or_update(session, PhrasingConsentRow, key=("organization_id",), values=values)


async def end_phrasing_consent(session: AsyncSession, *, organization_id: int) -> bool:
    """False where there was none."""
    ended = await session.execute(
        delete(PhrasingConsentRow)
        .where(col(PhrasingConsentRow.organization_id) == organization_id)
        .returning(col(PhrasingConsentRow.id))
    )
    return ended.first() is not None
