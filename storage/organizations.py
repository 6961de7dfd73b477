"""Municipalities: read, and the first one made."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.organization import Organization
from storage.tables import OrganizationRow


async def organization_by_key(session: AsyncSession, key: str) -> Organization | None:
    row = await session.scalar(select(OrganizationRow).where(col(OrganizationRow.key) == key))
    return to_organization(row) if row else None


async def ensure_organization(
    session: AsyncSession, *, key: str, name: str, policy_id: str
) -> Organization:
    """The organization of that key, made or brought up to the name and policy given."""
    query = select(OrganizationRow).where(col(OrganizationRow.key) == key)
    row = await session.scalar(query)
    if row is None:
        row = OrganizationRow(key=key, name=name, policy_id=policy_id)
        session.add(row)
    row.name, row.policy_id = name, policy_id
    await session.flush()
    return to_organization(row)


def to_organization(row: OrganizationRow) -> Organization:
    assert row.id is not None, "the row has been read or flushed"  # noqa: S101 - narrows the type
    return Organization(
        id=row.id,
        key=row.key,
        name=row.name,
        policy_id=row.policy_id,
        catalogue_version=row.catalogue_version,
    )
