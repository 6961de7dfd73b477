"""Why cases were withdrawn: read by those who deal with them, never in a channel."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_publish import Withdrawal
from storage.case_tables import CaseWithdrawalRow


async def add_withdrawal(
    session: AsyncSession,
    *,
    organization_id: int,
    case_id: int,
    version: int,
    staff_id: int,
    reason: str,
    at: datetime,
) -> int:
    """Its number."""
    row = CaseWithdrawalRow(
        organization_id=organization_id,
        case_id=case_id,
        version=version,
        staff_id=staff_id,
        reason=reason,
        at=at,
    )
    session.add(row)
    await session.flush()
    assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
    return row.id


async def last_withdrawal(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> Withdrawal | None:
    row = await session.scalar(
        select(CaseWithdrawalRow)
        .where(
            col(CaseWithdrawalRow.organization_id) == organization_id,
            col(CaseWithdrawalRow.case_id) == case_id,
        )
        .order_by(col(CaseWithdrawalRow.id).desc())
        .limit(1)
    )
    if row is None or row.id is None:
        return None
    return Withdrawal(row.id, row.case_id, row.staff_id, row.reason, row.at)
