"""An organization made by mistake, taken away with what is left of it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from domain.weekly_turn import TurnState
from storage.table_base import Table
from storage.tables import (
    LedgerRow,
    OrganizationRow,
    OutboxRow,
    ProjectRecordRow,
    QualificationRow,
    StaffRow,
    TrainingRecordRow,
    UsedInvitationRow,
    WorkspaceRow,
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Whether an organization has what makes it more than a mistake."""

    people: bool
    records: bool
    messages: bool
    """Any that waits, and any that was sent, be it so long ago that the ledger alone knows of it."""
    workspaces: bool
    """In use now, or brought in by an invitation, which must stay used up."""


async def holdings(session: AsyncSession, *, organization_id: int) -> Holdings:
    """With one question."""

    def has(table: type[Table], *which: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(col(table.organization_id) == organization_id, *which)

    was_told = col(LedgerRow.state) == TurnState.DONE.value, col(LedgerRow.rows) > 0
    found = await session.execute(
        select(
            has(StaffRow),
            or_(has(TrainingRecordRow), has(QualificationRow), has(ProjectRecordRow)),
            or_(has(OutboxRow), has(LedgerRow, *was_told)),
            or_(has(WorkspaceRow, col(WorkspaceRow.revoked_at).is_(None)), has(UsedInvitationRow)),
        )
    )
    return Holdings(*map(bool, found.one()))


async def remove_organization(session: AsyncSession, *, organization_id: int) -> None:
    """Every row of it: whoever calls has looked at its ``holdings`` in the same transaction."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        if "organization_id" in table.columns:
            await session.execute(delete(table).where(table.c.organization_id == organization_id))
    await session.execute(delete(OrganizationRow).where(col(OrganizationRow.id) == organization_id))
