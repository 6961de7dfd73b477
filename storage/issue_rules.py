"""What becomes of the text of a message that its writer has deleted: the organization's rule."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue_thread import DeletedText
from storage.dialect import insert_or_update
from storage.issue_rules_table import IssueRulesRow
from storage.issue_thread_tables import IssueMessageRow


async def deleted_text(session: AsyncSession, *, organization_id: int) -> DeletedText:
    """It goes where nothing has been set."""
    query = select(col(IssueRulesRow.keeps_deleted)).where(
        col(IssueRulesRow.organization_id) == organization_id
    )
    return DeletedText.STAYS if await session.scalar(query) else DeletedText.GOES


async def set_deleted_text(
    session: AsyncSession, rule: DeletedText, *, organization_id: int
) -> None:
    """Where it goes from now on, what had stayed of earlier ones goes with it."""
    await insert_or_update(
        session,
        IssueRulesRow,
        key=("organization_id",),
        values={
            "organization_id": organization_id,
            "keeps_deleted": rule is DeletedText.STAYS,
        },
    )
    if rule is DeletedText.GOES:
        await session.execute(
            update(IssueMessageRow)
            .where(
                col(IssueMessageRow.organization_id) == organization_id,
                col(IssueMessageRow.deleted_at).is_not(None),
            )
            .values(text="")
            .execution_options(synchronize_session=False)
        )
