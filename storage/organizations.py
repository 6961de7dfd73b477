"""Municipalities: read, made, and settled."""

from dataclasses import fields, replace

from sqlalchemy import Connection, bindparam, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.organization import Organization
from domain.workspace import TEAMS
from storage.dialect import insert_for
from storage.tables import OrganizationRow
from storage.workspace_table import WorkspaceRow


async def organization_by_key(session: AsyncSession, key: str) -> Organization | None:
    row = (await session.execute(_BY_KEY, {"key": key})).mappings().first()
    return Organization(**row) if row else None


async def organization_by_id(session: AsyncSession, organization_id: int) -> Organization:
    """Raises sqlalchemy.exc.NoResultFound: an id comes from a row of that organization."""
    found = await session.execute(_BY_ID, {"id": organization_id})
    return Organization(**found.mappings().one())


_COLUMNS = tuple(getattr(OrganizationRow, each.name) for each in fields(Organization))
"""Columns, not a row that the session keeps: the versions are those of this moment."""
_BY_KEY = select(*_COLUMNS).where(col(OrganizationRow.key) == bindparam("key"))
_BY_ID = select(*_COLUMNS).where(col(OrganizationRow.id) == bindparam("id"))


async def all_organizations(session: AsyncSession) -> tuple[Organization, ...]:
    """In the order in which they were made."""
    found = await session.execute(select(*_COLUMNS).order_by(col(OrganizationRow.id)))
    return tuple(Organization(**row) for row in found.mappings())


async def organizations_by_tenant(session: AsyncSession) -> dict[str, Organization]:
    """By the ids of the Teams tenants that are theirs now, with one question for all of them."""
    tenant = col(WorkspaceRow.external_id)
    found = await session.execute(
        select(tenant, *_COLUMNS)
        .join(WorkspaceRow, col(WorkspaceRow.organization_id) == col(OrganizationRow.id))
        .where(col(WorkspaceRow.platform) == TEAMS, col(WorkspaceRow.revoked_at).is_(None))
    )
    return {row.pop("external_id"): Organization(**row) for row in map(dict, found.mappings())}


async def has_tables(session: AsyncSession) -> bool:
    """False for a database that has just been made."""
    return await (await session.connection()).run_sync(_has_table)


async def organization_keys(session: AsyncSession) -> tuple[str, ...]:
    """None also in a database that has no tables yet; asks nothing that an older one lacks."""
    if not await has_tables(session):
        return ()
    found = await session.scalars(
        select(col(OrganizationRow.key)).order_by(col(OrganizationRow.id))
    )
    return tuple(found)


def _has_table(connection: Connection) -> bool:
    return inspect(connection).has_table(str(OrganizationRow.__tablename__))


async def add_organization(
    session: AsyncSession, *, key: str, name: str, policy_id: str, policy_file: str = ""
) -> bool:
    """False where there is one of that key."""
    added = await session.execute(
        insert_for(session, OrganizationRow)
        .values(
            key=key, name=name, policy_id=policy_id, policy_file=policy_file, catalogue_version=0
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(col(OrganizationRow.id))
    )
    return added.first() is not None


async def ensure_organization(
    session: AsyncSession, *, key: str, name: str, policy_id: str
) -> Organization:
    """The organization of that key; made with this name and policy where it is not there yet."""
    await add_organization(session, key=key, name=name, policy_id=policy_id)
    found = await organization_by_key(session, key)
    assert found is not None, "it was there, or has been made"  # noqa: S101 - narrows the type
    return found


async def settle_organization(
    session: AsyncSession, organization: Organization, *, name: str, policy_id: str
) -> Organization:
    """The name and the policy that the running bot says it has."""
    await session.execute(
        update(OrganizationRow)
        .where(col(OrganizationRow.id) == organization.id)
        .values(name=name, policy_id=policy_id)
    )
    return replace(organization, name=name, policy_id=policy_id)
