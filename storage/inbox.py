"""The inbox: an event, or a card's nonce, has its effect once.

``is_first`` belongs into the transaction of the work that it guards: if that rolls back, the press
counts as not done and may come again. Events are noted before they are answered, many in one
transaction (``note_begun``), and marked done in the transaction of the work (``mark_done``).
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import delete, select, tuple_, update
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
        .values(organization_id=organization_id, event_key=event_key, handled_at=at, done_at=at)
        .on_conflict_do_nothing(index_elements=["organization_id", "event_key"])
        .returning(col(HandledEventRow.id))
    )
    return marked.first() is not None


async def is_noted(session: AsyncSession, *, organization_id: int, event_key: str) -> bool:
    """Whether ``is_first`` has been asked for it, in a transaction that has ended."""
    found = await session.scalar(
        select(col(HandledEventRow.id)).where(
            col(HandledEventRow.organization_id) == organization_id,
            col(HandledEventRow.event_key) == event_key,
        )
    )
    return found is not None


async def note_begun(
    session: AsyncSession, events: Collection[tuple[int, str]], *, at: datetime, given_up: datetime
) -> set[tuple[int, str]]:
    """Many at once, each an organization's id and an event key: those that are to be answered now.

    They are new, or were begun before ``given_up`` and are not done: who began them has been killed,
    or had nothing to write.
    """
    if not events:
        return set()
    rows = [
        {"organization_id": organization_id, "event_key": event_key, "handled_at": at}
        # Two writers that take the same rows in one order do not wait for each other.
        for organization_id, event_key in sorted(events)
    ]
    noted = await session.execute(_noting(dialect_of(session)), rows)
    new = {(organization_id, event_key) for organization_id, event_key in noted}
    return new | await _begun_again(session, set(events) - new, at=at, given_up=given_up)


async def mark_done(
    session: AsyncSession, *, organization_id: int, event_key: str, at: datetime
) -> bool:
    """In the first transaction of the work. False where somebody else has done it."""
    marked = await session.execute(
        update(HandledEventRow)
        .where(
            col(HandledEventRow.organization_id) == organization_id,
            col(HandledEventRow.event_key) == event_key,
            col(HandledEventRow.done_at).is_(None),
        )
        .values(done_at=at)
        .returning(col(HandledEventRow.id))
        .execution_options(synchronize_session=False)
    )
    return marked.first() is not None


async def _begun_again(
    session: AsyncSession, known: Collection[tuple[int, str]], *, at: datetime, given_up: datetime
) -> set[tuple[int, str]]:
    """Passes over what is being done at this moment, which nobody must wait for."""
    if not known:
        return set()
    key = (col(HandledEventRow.organization_id), col(HandledEventRow.event_key))
    left = (
        select(col(HandledEventRow.id))
        .where(
            tuple_(*key).in_(known),
            col(HandledEventRow.done_at).is_(None),
            col(HandledEventRow.handled_at) <= given_up,
        )
        .with_for_update(skip_locked=True)
    )
    begun = await session.execute(
        update(HandledEventRow)
        .where(col(HandledEventRow.id).in_(left))
        .values(handled_at=at)
        .returning(*key)
        .execution_options(synchronize_session=False)
    )
    return {(organization_id, event_key) for organization_id, event_key in begun}


@cache
def _noting(dialect: str) -> Any:
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
