"""Conversations that stand open: read, put down, forgotten.

Two messages of one person may be answered at the same moment, by two processes. Who puts down what
has become of a conversation says what it was read as; is it something else by then, nothing is
written and the message is answered anew.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.dialogue import SILENCE, Dialogue, Draft, Filled, Place
from storage.dialect import insert_for
from storage.tables import DialogueRow


class DialogueChanged(Exception):
    """Somebody has gone on with it meanwhile: to be read again."""


@dataclass(frozen=True, slots=True)
class KeptDialogue:
    """``token``: as what it was read; "" where nothing is kept."""

    dialogue: Dialogue
    token: str = ""


async def kept_dialogue(
    session: AsyncSession, *, organization_id: int, staff_id: int, place: Place, now: datetime
) -> KeptDialogue:
    """An empty one where nothing is open, or nobody has said anything for ``SILENCE``."""
    asked = {"organization": organization_id, "staff": staff_id, "place": place.value}
    row = (await session.execute(_reading(), asked)).first()
    if row is None:
        return KeptDialogue(Dialogue())
    is_over = row.touched_at < now - SILENCE
    return KeptDialogue(Dialogue() if is_over else _dialogue(row.state), row.token)


@cache
def _reading() -> Select[Any]:
    """Every message asks: making the statement takes longer than running it."""
    return select(
        col(DialogueRow.token), col(DialogueRow.state), col(DialogueRow.touched_at)
    ).where(
        col(DialogueRow.organization_id) == bindparam("organization"),
        col(DialogueRow.staff_id) == bindparam("staff"),
        col(DialogueRow.place) == bindparam("place"),
    )


async def keep_dialogue(
    session: AsyncSession,
    dialogue: Dialogue,
    *,
    organization_id: int,
    staff_id: int,
    place: Place,
    token: str,
    at: datetime,
) -> KeptDialogue:
    """``token``: of ``kept_dialogue``. What has nothing open any more is deleted.

    Raises DialogueChanged.
    """
    whose = _is_of(organization_id, staff_id, place)
    kept = KeptDialogue(dialogue, "" if dialogue.is_empty else secrets.token_hex(8))
    values = {"token": kept.token, "state": _state(dialogue), "touched_at": at}
    as_read = (*whose, col(DialogueRow.token) == token)
    if dialogue.is_empty and not token:
        return kept
    done: Any
    if dialogue.is_empty:
        done = delete(DialogueRow).where(*as_read).returning(col(DialogueRow.id))
    elif token:
        done = update(DialogueRow).where(*as_read).values(values).returning(col(DialogueRow.id))
    else:
        key = {"organization_id": organization_id, "staff_id": staff_id, "place": place.value}
        done = (
            insert_for(session, DialogueRow)
            .values(**key, **values)
            .on_conflict_do_nothing(index_elements=[*key])
            .returning(col(DialogueRow.id))
        )
    changed = await session.execute(done, execution_options={"synchronize_session": False})
    if changed.first() is None:
        raise DialogueChanged
    return kept


async def end_draft(
    session: AsyncSession, draft: Draft, *, organization_id: int, staff_id: int
) -> None:
    """In the transaction of what it was about: it is done, in whatever place it was spoken of.

    What else is open waits: what is shown now is that it is done.
    """
    rows = await session.execute(
        select(
            col(DialogueRow.place),
            col(DialogueRow.token),
            col(DialogueRow.state),
            col(DialogueRow.touched_at),
        )
        .where(
            col(DialogueRow.organization_id) == organization_id,
            col(DialogueRow.staff_id) == staff_id,
        )
        .order_by(col(DialogueRow.place))
        .with_for_update()
    )
    for place, token, state, touched_at in rows.all():
        before = _dialogue(state)
        if (after := before.without(draft).put_aside()) != before:
            await keep_dialogue(
                session,
                after,
                organization_id=organization_id,
                staff_id=staff_id,
                place=Place(place),
                token=token,
                at=touched_at,
            )


async def forget_dialogues_before(session: AsyncSession, moment: datetime) -> int:
    """The number of conversations forgotten in which nobody has said anything since."""
    forgotten = await session.execute(
        delete(DialogueRow)
        .where(col(DialogueRow.touched_at) < moment)
        .returning(col(DialogueRow.id))
    )
    return len(forgotten.all())


def _is_of(organization_id: int, staff_id: int, place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        col(DialogueRow.organization_id) == organization_id,
        col(DialogueRow.staff_id) == staff_id,
        col(DialogueRow.place) == place.value,
    )


def _state(dialogue: Dialogue) -> dict[str, Any]:
    return {
        "current": _written(dialogue.current) if dialogue.current else None,
        "aside": [_written(draft) for draft in dialogue.aside],
    }


def _written(draft: Draft) -> dict[str, Any]:
    return {
        "intent": draft.intent,
        "filled": {slot: [each.value, each.words] for slot, each in draft.filled.items()},
        "asked": draft.asked,
        "offered": list(draft.offered),
        "nonce": draft.nonce,
    }


def _dialogue(state: Mapping[str, Any]) -> Dialogue:
    """Empty where another version of the program has written something else."""
    try:
        current = state["current"]
        return Dialogue(
            _draft(current) if current else None, tuple(_draft(each) for each in state["aside"])
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return Dialogue()


def _draft(written: Mapping[str, Any]) -> Draft:
    return Draft(
        intent=str(written["intent"]),
        filled={
            str(slot): Filled(str(value), str(words))
            for slot, (value, words) in written["filled"].items()
        },
        asked=str(written["asked"]),
        offered=tuple(str(value) for value in written["offered"]),
        nonce=str(written["nonce"]),
    )
