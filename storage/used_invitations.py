"""Invitations that have brought a workspace in: each is good for that one only."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.dialect import insert_for
from storage.workspace_table import UsedInvitationRow


async def use_invitation(
    session: AsyncSession, nonce: str, *, external_id: str, organization_id: int, at: datetime
) -> bool:
    """In the transaction of the installation. False where another workspace has been installed with
    it, also by a transaction at the same moment; the same workspace may be installed again.
    """
    used = UsedInvitationRow
    put = await session.execute(
        insert_for(session, used)
        .values(organization_id=organization_id, nonce=nonce, external_id=external_id, used_at=at)
        .on_conflict_do_update(
            index_elements=["organization_id", "nonce"],
            set_={"used_at": at},
            where=col(used.external_id) == external_id,
        )
        .returning(col(used.id))
    )
    return put.first() is not None
