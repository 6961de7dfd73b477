"""One hand at a time on an organization's records, where the database itself does not see to it."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_KIND = 535
"""The first half of PostgreSQL's advisory key: ours; the second is the organization."""


async def hold_organization(session: AsyncSession, *, organization_id: int) -> None:
    """Until the transaction ends. What is decided from what has been read stays true till then,
    and what several queries read, be it only to compare, is of one moment.

    SQLite has one writer in any case.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(
            text("SELECT pg_advisory_xact_lock(:kind, :organization)"),
            {"kind": _KIND, "organization": organization_id},
        )
