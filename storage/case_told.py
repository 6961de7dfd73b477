"""Departments for which somebody has been told of a case: a message that was dropped has told nobody."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.outbox import OutboxState
from storage.case_tables import CaseToldRow
from storage.dialect import insert_for
from storage.outbox_table import OutboxRow


async def note_told(
    session: AsyncSession,
    department: str,
    *,
    organization_id: int,
    case_id: int,
    outbox_key: str,
    at: datetime,
) -> None:
    """``outbox_key``: the dedupe key of the message to one of that department."""
    await session.execute(
        insert_for(session, CaseToldRow)
        .values(
            organization_id=organization_id,
            case_id=case_id,
            department=department,
            outbox_key=outbox_key,
            at=at,
        )
        .on_conflict_do_nothing(index_elements=["case_id", "department", "outbox_key"])
    )


async def departments_told(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> frozenset[str]:
    """Those with a message that has gone out, or is on its way."""
    is_dropped = (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.dedupe_key) == col(CaseToldRow.outbox_key),
            col(OutboxRow.state) == OutboxState.DEAD.value,
        )
        .exists()
    )
    found = await session.scalars(
        select(col(CaseToldRow.department)).where(
            col(CaseToldRow.organization_id) == organization_id,
            col(CaseToldRow.case_id) == case_id,
            ~is_dropped,
        )
    )
    return frozenset(found)
