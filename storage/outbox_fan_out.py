"""One message to each of many people, put into the outbox by a single statement."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, String, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.outbox import OutboxState, dedupe_keys_begin
from storage.dialect import dialect_of, insert_for
from storage.outbox_table import OutboxRow
from storage.table_base import AwareDateTime


async def enqueue_for_each(
    session: AsyncSession,
    kind: str,
    *,
    who: Select[*tuple[Any, ...]],
    week: str,
    at: datetime,
) -> int:
    """``who`` selects ``organization_id`` and ``staff_id``. The number of messages.

    Of one kind and week there is one for each person, however often it is asked for.
    """
    people = who.subquery()
    rows = {
        "organization_id": people.c.organization_id,
        "staff_id": people.c.staff_id,
        "dedupe_key": literal(dedupe_keys_begin(kind, week)) + cast(people.c.staff_id, String),
        "key": _unguessable(dialect_of(session)),
        **_same_for_all(kind, week=week, at=at),
    }
    statement = (
        insert_for(session, OutboxRow)
        .from_select(
            [*rows],
            # One order on both databases: what is put down first is sent first.
            select(*rows.values())
            .where(people.c.staff_id.is_not(None))
            .order_by(people.c.staff_id),
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "dedupe_key"])
    )
    connection = await session.connection()
    put = await connection.execute(statement, execution_options={"preserve_rowcount": True})
    return put.rowcount


def _same_for_all(kind: str, *, week: str, at: datetime) -> dict[str, ColumnElement[Any]]:
    moment = literal(at, AwareDateTime())
    return {
        "kind": literal(kind),
        "args": literal({"week": week}, JSON()),
        "state": literal(OutboxState.PENDING.value),
        "attempts": literal(0),
        "not_before": moment,
        "reason": literal(""),
        "created_at": moment,
    }


def _unguessable(dialect: str) -> ColumnElement[str]:
    """Made by the database, for each row anew."""
    if dialect == "sqlite":
        return func.lower(func.hex(func.randomblob(16)))
    return func.replace(cast(func.gen_random_uuid(), String), "-", "")
