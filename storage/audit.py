"""The audit log: who looked at or changed whose record. Ids only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import AuditEntryRow


@dataclass(frozen=True, slots=True)
class AuditEntry:
    at: datetime
    actor_id: int | None
    action: str
    subject_id: int | None
    detail: str


def record_audit(
    session: AsyncSession,
    *,
    organization_id: int,
    at: datetime,
    actor_id: int | None,
    action: str,
    subject_id: int | None = None,
    detail: str = "",
) -> None:
    """Goes in with the transaction of what it tells of. ``detail`` names rows, never people."""
    session.add(
        AuditEntryRow(
            organization_id=organization_id,
            at=at,
            actor_id=actor_id,
            action=action,
            subject_id=subject_id,
            detail=detail,
        )
    )


async def audit_entries(session: AsyncSession, *, organization_id: int) -> tuple[AuditEntry, ...]:
    """All of an organization, older first."""
    query = (
        select(AuditEntryRow)
        .where(col(AuditEntryRow.organization_id) == organization_id)
        .order_by(col(AuditEntryRow.id))
    )
    rows = await session.scalars(query)
    return tuple(AuditEntry(r.at, r.actor_id, r.action, r.subject_id, r.detail) for r in rows)
