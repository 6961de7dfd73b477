"""The inbox: an event, or a card's nonce, has its effect once.

``is_first`` belongs into the transaction of the work that it guards: if that rolls back, the press
counts as not done and may come again. Deliveries are noted before they are answered, many in one
transaction (``mark_handled``): what is being answered when the process is killed is not answered.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.dialect import dialect_of, insert_for, insert_of
from storage.tables import HandledEventRow


async def is_first(
    session: AsyncSession, *, organization_id: int, event_key: str, at: datetime
) -> bool:
    """Mark the event handled; False when it has been before, also by a transaction at the same moment."""
    marked = await session.execute(
        insert_for(session, HandledEventRow)
        .values(organization_id=organization_id, event_key=event_key, handled_at=at)
        .on_conflict_do_nothing(index_elements=["organization_id", "event_key"])
        .returning(col(HandledEventRow.id))
    )
    return marked.first() is not None


async def mark_handled(
    session: AsyncSession, events: Collection[tuple[int, str]], *, at: datetime
) -> set[tuple[int, str]]:
    """Many at once, each an organization's id and an event key: those not handled before."""
    if not events:
        return set()
    rows = [
        {"organization_id": organization_id, "event_key": event_key, "handled_at": at}
        # Two writers that take the same rows in one order do not wait for each other.
        for organization_id, event_key in sorted(events)
    ]
    marked = await session.execute(_marking(dialect_of(session)), rows)
    return {(organization_id, event_key) for organization_id, event_key in marked}


@cache
def _marking(dialect: str) -> Any:
    return (
        insert_of(dialect, HandledEventRow)
        .on_conflict_do_nothing(index_elements=["organization_id", "event_key"])
        .returning(col(HandledEventRow.organization_id), col(HandledEventRow.event_key))
    )


async def forget_events_before(session: AsyncSession, moment: datetime) -> int:
    """Delete what no platform will send again; the number of events forgotten."""
    forgotten = await session.execute(
        delete(HandledEventRow)
        .where(col(HandledEventRow.handled_at) < moment)
        .returning(col(HandledEventRow.id))
    )
    return len(forgotten.all())
