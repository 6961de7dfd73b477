"""Many rows at once, in chunks that both databases take well."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.table_base import Table

CHUNK = 1_000
"""Rows per statement; well under SQLite's limit of variables where ids are listed."""

T = TypeVar("T")


def chunks(items: Iterable[T], *, size: int = CHUNK) -> Iterable[list[T]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


async def insert_rows(
    session: AsyncSession, table: type[Table], rows: Iterable[dict[str, Any]]
) -> None:
    for chunk in chunks(rows):
        await session.execute(insert(table), chunk)


async def update_rows(
    session: AsyncSession, table: type[Table], rows: Iterable[dict[str, Any]]
) -> None:
    """Each row names its ``id`` and the columns to change, the same ones in every row."""
    for chunk in chunks(rows):
        await session.execute(update(table), chunk)


async def delete_rows(
    session: AsyncSession, table: type[Table], *, column: Any, ids: Sequence[int]
) -> None:
    for chunk in chunks(ids):
        await session.execute(
            delete(table).where(col(column).in_(chunk)).execution_options(synchronize_session=False)
        )
