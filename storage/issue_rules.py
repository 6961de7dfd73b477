"""What becomes of the text of a message that its writer has deleted: the organization's rule."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue_thread import DeletedText
from storage.dialect import insert_or_update
from storage.issue_rules_table import IssueRulesRow
from storage.issue_thread_tables import IssueMessageRow
from storage.message_forgetting import forget_message
from storage.organization_lock import hold_organization


async def deleted_text(session: AsyncSession, *, organization_id: int) -> DeletedText:
    """It goes where nothing has been set."""
    query = select(col(IssueRulesRow.keeps_deleted)).where(
        col(IssueRulesRow.organization_id) == organization_id
    )
    return DeletedText.STAYS if await session.scalar(query) else DeletedText.GOES


async def set_deleted_text(
    session: AsyncSession, rule: DeletedText, *, organization_id: int, by: int, at: datetime
) -> frozenset[int]:
    """Where it goes from now on, what had stayed of earlier ones goes with it: the ids of issues whose
    対応策 have changed by that. ``by``: who sets it.
    """
    await hold_organization(session, organization_id=organization_id)
    await insert_or_update(
        session,
        IssueRulesRow,
        key=("organization_id",),
        values={
            "organization_id": organization_id,
            "keeps_deleted": rule is DeletedText.STAYS,
        },
    )
    if rule is not DeletedText.GOES:
        return frozenset()
    rows = await session.scalars(
        select(IssueMessageRow).where(
            col(IssueMessageRow.organization_id) == organization_id,
            col(IssueMessageRow.deleted_at).is_not(None),
            col(IssueMessageRow.text) != "",
        )
    )
    changed = set[int]()
    for row in rows.all():
        said, row.text = row.text, ""
        if await forget_message(session, row, said, organization_id=organization_id, by=by, at=at):
            changed.add(row.issue_id)
    await session.flush()
    return frozenset(changed)
