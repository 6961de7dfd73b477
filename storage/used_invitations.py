"""Invitations that have brought a workspace in: each is good for that one only."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.dialect import insert_for
from storage.workspace_table import UsedInvitationRow

_NOBODYS = ""


async def use_invitation(
    session: AsyncSession, nonce: str, *, external_id: str, organization_id: int, at: datetime
) -> bool:
    """In the transaction of the installation. False where another workspace has been installed with
    it, also by a transaction at the same moment, and where it is used up; the same workspace may be
    installed again.
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


async def use_up_invitations(
    session: AsyncSession, *, external_id: str, organization_id: int
) -> bool:
    """Those that have brought this workspace in bring in none from now on, it included. False where
    there were none.
    """
    used = UsedInvitationRow
    changed = await session.execute(
        update(used)
        .where(col(used.organization_id) == organization_id, col(used.external_id) == external_id)
        .values(external_id=_NOBODYS)
        .returning(col(used.id))
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None
