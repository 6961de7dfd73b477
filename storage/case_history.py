"""What has become of a case: its versions, and what reviewers said to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_history import CaseDecision, Revision
from domain.improvement_case import CaseState, CaseText, Decision
from storage.case_tables import CaseAttachmentRow, CaseDecisionRow, CaseRevisionRow
from storage.case_texts import case_text, text_columns, text_of


@dataclass(frozen=True, slots=True)
class AttachmentName:
    id: int
    name: str


async def add_decision(
    session: AsyncSession,
    decision: Decision,
    *,
    organization_id: int,
    case_id: int,
    version: int,
    step: CaseState,
    reviewer_id: int,
    reason: str,
    suggestion: CaseText | None,
    at: datetime,
) -> int:
    """Its number."""
    row = CaseDecisionRow(
        organization_id=organization_id,
        case_id=case_id,
        version=version,
        reviewer_id=reviewer_id,
        step=step.value,
        decision=decision.value,
        reason=reason,
        suggestion=text_columns(suggestion) if suggestion else None,
        at=at,
    )
    session.add(row)
    await session.flush()
    assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
    return row.id


async def decision_by_id(
    session: AsyncSession, *, organization_id: int, decision_id: int
) -> CaseDecision | None:
    row = await session.scalar(
        select(CaseDecisionRow).where(
            col(CaseDecisionRow.organization_id) == organization_id,
            col(CaseDecisionRow.id) == decision_id,
        )
    )
    return _decision(row) if row else None


async def decisions_of(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> tuple[CaseDecision, ...]:
    """In their order."""
    rows = await session.scalars(
        select(CaseDecisionRow)
        .where(
            col(CaseDecisionRow.organization_id) == organization_id,
            col(CaseDecisionRow.case_id) == case_id,
        )
        .order_by(col(CaseDecisionRow.id))
    )
    return tuple(_decision(row) for row in rows)


async def revisions_of(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> tuple[Revision, ...]:
    """In their order."""
    rows = await session.scalars(
        select(CaseRevisionRow)
        .where(
            col(CaseRevisionRow.organization_id) == organization_id,
            col(CaseRevisionRow.case_id) == case_id,
        )
        .order_by(col(CaseRevisionRow.version))
    )
    return tuple(Revision(r.version, r.editor_id, r.at, case_text(r)) for r in rows)


async def attachment_names(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> tuple[AttachmentName, ...]:
    """In the order in which they came."""
    found = await session.execute(
        select(col(CaseAttachmentRow.id), col(CaseAttachmentRow.name))
        .where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.case_id) == case_id,
        )
        .order_by(col(CaseAttachmentRow.id))
    )
    return tuple(AttachmentName(number, name) for number, name in found if number is not None)


async def attachment_content(
    session: AsyncSession, *, organization_id: int, case_id: int, attachment_id: int
) -> tuple[str, bytes] | None:
    """Name and content; None where the case has no such."""
    found = await session.execute(
        select(col(CaseAttachmentRow.name), col(CaseAttachmentRow.content)).where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.case_id) == case_id,
            col(CaseAttachmentRow.id) == attachment_id,
        )
    )
    row = found.one_or_none()
    return (row.name, row.content) if row else None


def _decision(row: CaseDecisionRow) -> CaseDecision:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return CaseDecision(
        id=row.id,
        case_id=row.case_id,
        version=row.version,
        reviewer_id=row.reviewer_id,
        step=CaseState(row.step),
        decision=Decision(row.decision),
        reason=row.reason,
        suggestion=text_of(row.suggestion) if row.suggestion else None,
        at=row.at,
    )
