"""Which columns of an old collection mean what, kept by its headings: the next file needs no question."""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.case_tables import CaseMappingRow
from storage.dialect import insert_or_update


async def keep_mapping(
    session: AsyncSession,
    headings: Collection[str],
    columns: Mapping[str, str],
    *,
    organization_id: int,
) -> None:
    """``columns``: a column of ours by what the file calls it."""
    await insert_or_update(
        session,
        CaseMappingRow,
        key=("organization_id", "headings"),
        values={
            "organization_id": organization_id,
            "headings": digest(headings),
            "columns": dict(columns),
        },
    )


async def kept_mapping(
    session: AsyncSession, rows: Iterable[Collection[str]], *, organization_id: int
) -> Mapping[str, str]:
    """For the first of ``rows`` that are headings known here; empty where none is."""
    query = select(CaseMappingRow).where(col(CaseMappingRow.organization_id) == organization_id)
    kept = {row.headings: row.columns for row in await session.scalars(query)}
    found = (kept[digest(row)] for row in rows if kept and digest(row) in kept)
    return next(found, {})


def digest(headings: Collection[str]) -> str:
    """The same in whatever order the columns stand."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()
