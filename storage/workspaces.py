"""Which organization a Slack workspace or a Teams tenant belongs to, and its sealed tokens."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.workspace import TEAMS, Installation, Workspace
from storage.dialect import insert_for
from storage.workspace_table import WorkspaceRow

_COLUMNS = tuple(getattr(WorkspaceRow, each.name) for each in fields(Workspace))


async def install_workspace(
    session: AsyncSession, installed: Installation, *, organization_id: int, at: datetime
) -> bool:
    """Also again, with a new token. False where it belongs to another organization: nothing is
    changed then, also where two install at the same moment. A Teams tenant that was taken from one
    may be given to another: nothing of it is kept here.
    """
    values = {
        "organization_id": organization_id,
        "name": installed.name,
        "bot_user": installed.bot_user,
        "scopes": installed.scopes,
        "sealed": installed.sealed,
        "installed_at": at,
        "revoked_at": None,
        "installed_by": installed.installed_by,
    }
    statement = insert_for(session, WorkspaceRow).values(
        platform=installed.platform,
        external_id=installed.external_id,
        **values,
    )
    put = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["platform", "external_id"],
            set_=values,
            where=or_(
                col(WorkspaceRow.organization_id) == organization_id,
                and_(
                    col(WorkspaceRow.platform) == TEAMS, col(WorkspaceRow.revoked_at).is_not(None)
                ),
            ),
        ).returning(col(WorkspaceRow.id))
    )
    return put.first() is not None


async def workspace_of(
    session: AsyncSession, *, platform: str, external_id: str
) -> Workspace | None:
    """Revoked ones too."""
    found = await session.execute(
        select(*_COLUMNS).where(
            col(WorkspaceRow.platform) == platform, col(WorkspaceRow.external_id) == external_id
        )
    )
    row = found.mappings().first()
    return Workspace(**row) if row else None


async def external_ids_of(
    session: AsyncSession, organizations: Collection[int], *, platform: str
) -> dict[int, dict[str, datetime | None]]:
    """For each organization: revoked ones too, each with since when it is; the first installed first."""
    whose = col(WorkspaceRow.organization_id)
    found = await session.execute(
        select(whose, col(WorkspaceRow.external_id), col(WorkspaceRow.revoked_at))
        .where(whose.in_(organizations), col(WorkspaceRow.platform) == platform)
        .order_by(col(WorkspaceRow.id))
    )
    ids: dict[int, dict[str, datetime | None]] = {each: {} for each in organizations}
    for number, external_id, revoked_at in found:
        ids[number][external_id] = revoked_at
    return ids


async def all_workspaces(session: AsyncSession) -> tuple[Workspace, ...]:
    """Of every organization."""
    found = await session.execute(
        select(*_COLUMNS).order_by(col(WorkspaceRow.organization_id), col(WorkspaceRow.id))
    )
    return tuple(Workspace(**row) for row in found.mappings())


async def replace_sealed(session: AsyncSession, workspace: Workspace, sealed: bytes) -> bool:
    """False where somebody else has replaced it since ``workspace`` was read."""
    changed = await session.execute(
        update(WorkspaceRow)
        .where(col(WorkspaceRow.id) == workspace.id, col(WorkspaceRow.sealed) == workspace.sealed)
        .values(sealed=sealed)
        .returning(col(WorkspaceRow.id))
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None


async def revoke_workspace(
    session: AsyncSession, *, platform: str, external_id: str, at: datetime, before: datetime
) -> int | None:
    """The tokens go with it. The organization whose it was; None where there is none, it is revoked
    already, or was installed after ``before``: what tells of an uninstallation may come later than
    the next installation.
    """
    return await session.scalar(
        update(WorkspaceRow)
        .where(
            col(WorkspaceRow.platform) == platform,
            col(WorkspaceRow.external_id) == external_id,
            col(WorkspaceRow.revoked_at).is_(None),
            col(WorkspaceRow.installed_at) <= before,
        )
        .values(revoked_at=at, sealed=b"")
        .returning(col(WorkspaceRow.organization_id))
        .execution_options(synchronize_session=False)
    )
