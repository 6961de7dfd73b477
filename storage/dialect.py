"""What SQLite and PostgreSQL both have, each in its own way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, cast

from sqlalchemy import ARRAY, ColumnElement, SQLColumnExpression, any_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel


def dialect_of(session: AsyncSession) -> str:
    """Its name. Statements that every message asks are made once for each (``functools.cache``):
    making one takes longer than running it.
    """
    return session.get_bind().dialect.name


async def database_now(session: AsyncSession) -> datetime | None:
    """None for SQLite: its clock is ours."""
    if dialect_of(session) != "postgresql":
        return None
    now: datetime | None = await session.scalar(select(func.clock_timestamp()))
    return now


def is_one_of(
    session: AsyncSession, column: SQLColumnExpression[Any], values: Collection[Any]
) -> ColumnElement[bool]:
    """One parameter where there can be: hundreds take longer to write than to run."""
    if dialect_of(session) == "postgresql":
        of = cast(ColumnElement[Any], column).type
        return column == any_(literal([*values], ARRAY(of)))
    return column.in_(values)


def insert_for(session: AsyncSession, table: type[SQLModel]) -> Any:
    return insert_of(dialect_of(session), table)


def insert_of(dialect: str, table: type[SQLModel]) -> Any:
    """The dialect's own ``insert(table)``, which knows ``on_conflict_…``."""
    # Loading the other dialect as well costs a tenth of a second at the start.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


async def insert_or_update(
    session: AsyncSession, table: type[SQLModel], *, key: Sequence[str], values: Mapping[str, Any]
) -> None:
    """One row for each ``key`` (a unique constraint's columns), with these values."""
    statement = insert_for(session, table).values(**values)
    await session.execute(_or_update(statement, key=key, columns=values))


async def insert_or_update_all(
    session: AsyncSession,
    table: type[SQLModel],
    *,
    key: Sequence[str],
    rows: Sequence[dict[str, Any]],
) -> None:
    """The same for many rows, all with the same columns."""
    if rows:
        putting = _or_update(insert_for(session, table), key=key, columns=rows[0])
        await (await session.connection()).execute(putting, rows)


def _or_update(statement: Any, *, key: Sequence[str], columns: Iterable[str]) -> Any:
    changed = {name: statement.excluded[name] for name in columns if name not in key}
    return statement.on_conflict_do_update(index_elements=[*key], set_=changed)
