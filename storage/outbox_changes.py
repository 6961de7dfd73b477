"""What becomes of the outbox's rows that are claimed: tried, put off, done with.

Every step asks for the claim's token: who comes back too late changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Integer,
    String,
    Update,
    any_,
    bindparam,
    column,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import col

from domain.outbox import NOTHING_NOTED, Claimed, Note, OutboxState
from domain.permissions import Act
from storage.audit import record_audit
from storage.dialect import dialect_of, is_one_of
from storage.outbox_note import as_kept
from storage.outbox_table import NOTE, OutboxRow


@dataclass(frozen=True, slots=True)
class Change:
    """Of a message that we have claimed, while it is ours. ``values`` by column."""

    message: Claimed
    values: Mapping[str, Any]
    shown: tuple[int, ...] = ()
    """Ids of those whose training its reader has seen by it."""


def begin_attempt(
    message: Claimed,
    *,
    note: Note = NOTHING_NOTED,
    platform: str,
    conversation: str,
    written_at: datetime,
    until: datetime,
    message_id: str | None = None,
) -> Change:
    """To be committed before the call. Where the row is not ours any more: do not call.

    ``note`` of what is going to be sent: who finds later that it was has nothing else of it.
    ``message_id``: of the message that is going to be changed; None where a new one is posted.
    """
    kept = note.after(message.note)
    return Change(
        message,
        {
            **({} if kept == message.note else _noted(message, kept)),
            "platform": platform,
            "conversation": conversation,
            "attempt_at": written_at,
            "lease_until": until,
            "reason": "",
            **({} if message_id == message.message_id else {"message_id": message_id}),
        },
    )


def mark_sent(message: Claimed, *, message_id: str, at: datetime) -> Change:
    note = message.note
    values = {**_done(OutboxState.SENT, note.withheld, at), "message_id": message_id}
    return Change(message, values, shown=note.shown)


def give_up(message: Claimed, *, state: OutboxState, reason: str, at: datetime) -> Change:
    """``state`` is UNKNOWN, FAILED or DEAD; ``reason`` a short code."""
    return Change(message, _done(state, reason, at))


def put_off(
    message: Claimed,
    *,
    until: datetime,
    reason: str,
    was_attempt: bool = True,
    note: Note | None = None,
) -> Change:
    """It certainly has not been sent. ``was_attempt``: counted against the bound. ``note``: for whoever looks
    at it next; None where it stays as it is.
    """
    return Change(
        message,
        {
            "state": OutboxState.PENDING.value,
            "not_before": until,
            "reason": reason,
            "attempts": message.attempts - (0 if was_attempt else 1),
            "claim": None,
            "attempt_at": None,
            "lease_until": None,
            **(_noted(message, note) if note is not None and note != message.note else {}),
        },
    )


def leave_in_doubt(message: Claimed, *, until: datetime, reason: str) -> Change:
    """Nobody knows whether it has been sent: it is looked up after ``until``."""
    return Change(message, {"lease_until": until, "reason": reason})


async def change(session: AsyncSession, changes: Sequence[Change]) -> tuple[bool, ...]:
    """For each whether it was done: what somebody else has claimed since stays as it is.

    The changes are of different messages. What a message has shown goes into the audit log with it.
    """
    alike: defaultdict[tuple[str, ...], list[Change]] = defaultdict(list)
    for each in changes:
        alike[tuple(each.values)].append(each)
    is_postgresql = dialect_of(session) == "postgresql"
    changed = _changed_at_once if is_postgresql else _changed_one_by_one
    done = {n for columns, group in alike.items() for n in await changed(session, columns, group)}
    await _audit(session, [each for each in changes if each.shown and each.message.id in done])
    return tuple(each.message.id in done for each in changes)


def _noted(message: Claimed, note: Note) -> dict[str, Any]:
    return {"args": {**message.args, NOTE: as_kept(note)}}


def _done(state: OutboxState, reason: str, at: datetime) -> dict[str, Any]:
    return {"state": state.value, "reason": reason, "lease_until": None, "done_at": at}


async def _audit(session: AsyncSession, changes: Sequence[Change]) -> None:
    """One entry for each person that somebody has seen something of."""
    if not changes:
        return
    numbers = [each.message.id for each in changes]
    found = await session.execute(
        select(col(OutboxRow.id), col(OutboxRow.organization_id)).where(
            is_one_of(session, col(OutboxRow.id), numbers)
        )
    )
    whose = {row.id: row.organization_id for row in found}
    for each in changes:
        for person_id in each.shown:
            record_audit(
                session,
                organization_id=whose[each.message.id],
                at=each.values["done_at"],
                actor_id=each.message.staff_id,
                action=Act.SEE_TRAINING.name,
                subject_id=person_id,
            )


async def _changed_at_once(
    session: AsyncSession, columns: tuple[str, ...], changes: Sequence[Change]
) -> Iterable[int]:
    """One statement, and one parameter: a row or a list for each costs PostgreSQL several times as
    much. It waits for nobody who waits for it: a row that has another's claim is not looked at.

    The numbers are said once more, and the state is no constant: else PostgreSQL goes through the
    whole outbox, or through all that is being sent once for each change.
    """
    is_held = {"state": OutboxState.SENDING.value}
    rows = [
        {"row": each.message.id, "held": each.message.claim, **is_held, **_named(each.values)}
        for each in changes
    ]
    asked = {"changes": rows, "numbers": [each.message.id for each in changes]}
    connection = await session.connection()
    return (await connection.execute(_set_at_once(columns), asked)).scalars()


async def _changed_one_by_one(
    session: AsyncSession, columns: tuple[str, ...], changes: Sequence[Change]
) -> Iterable[int]:
    """Theirs to keep until the transaction ends: SQLite has one writer."""
    held = await session.execute(
        select(col(OutboxRow.id), col(OutboxRow.claim)).where(
            col(OutboxRow.id).in_([each.message.id for each in changes]),
            col(OutboxRow.state) == OutboxState.SENDING.value,
        )
    )
    claims: dict[int | None, str | None] = {row.id: row.claim for row in held}
    ours = [each for each in changes if claims.get(each.message.id) == each.message.claim]
    rows = [{"row": each.message.id, **_named(each.values)} for each in ours]
    if rows:
        await (await session.connection()).execute(_set(columns), rows)
    return [each.message.id for each in ours]


@cache
def _set(columns: tuple[str, ...]) -> Update:
    table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
    return update(table).where(table.c.id == bindparam("row")).values(values)


@cache
def _set_at_once(columns: tuple[str, ...]) -> ReturningUpdate[int]:
    table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    changes = bindparam("changes", type_=JSONB)
    new = (
        func.jsonb_to_recordset(changes)
        .table_valued(
            column("row", Integer),
            column("held", String),
            column("state", String),
            *(column(f"to_{name}", table.c[name].type) for name in columns),
        )
        .render_derived("new", with_types=True)
    )
    values: dict[str, Any] = {name: new.c[f"to_{name}"] for name in columns}
    numbers = bindparam("numbers", type_=ARRAY(Integer))
    is_asked = table.c.id == any_(numbers), table.c.id == new.c.row
    is_ours = table.c.claim == new.c.held, table.c.state == new.c.state
    return update(table).where(*is_asked, *is_ours).values(values).returning(table.c.id)


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"to_{name}": value for name, value in values.items()}
