"""How many messages of the outbox came to what, for the delivery report."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.delivery_report import Group
from domain.outbox import OutboxState
from storage.outbox_table import OutboxRow
from storage.table_base import AwareDateTime

MEASURED = timedelta(minutes=15)
"""How soon all is done is taken from what was done last."""


async def delivery_groups(
    session: AsyncSession, *, organization_id: int, since: datetime, now: datetime, reports: str
) -> tuple[Group, ...]:
    """Of all that has come to its end since, or has not yet, whenever it was put down.

    ``reports``: the kind of the report itself. The one that is to come or on its way, and those that
    have arrived, speak of the others; one that could not be sent is a message like them.
    """
    row = OutboxRow
    is_later = _is_later(now)
    arrives = [OutboxState.SENDING.value, OutboxState.SENT.value]
    found = await session.execute(
        select(col(row.state), col(row.reason), is_later, func.count(), _earliest())
        .where(
            col(row.organization_id) == organization_id,
            or_(col(row.done_at).is_(None), col(row.done_at) >= since),
            not_(and_(col(row.kind) == reports, or_(col(row.state).in_(arrives), _is_untried()))),
        )
        .group_by(col(row.state), col(row.reason), is_later)
    )
    return tuple(
        Group(OutboxState(state), reason, is_later=bool(later), count=count, earliest=earliest)
        for state, reason, later, count, earliest in found
    )


async def groups_of_turns(
    session: AsyncSession,
    kinds: Collection[str],
    *,
    organization_id: int,
    since: datetime,
    now: datetime,
) -> dict[tuple[str, str], tuple[Group, ...]]:
    """By kind and week, of the weekly messages put down since then, whatever schedule put them down."""
    row, is_later = OutboxRow, _is_later(now)
    week = col(row.args)["week"].as_string()
    found = await session.execute(
        select(col(row.kind), week, col(row.state), col(row.reason), is_later, func.count())
        .where(
            col(row.organization_id) == organization_id,
            col(row.kind).in_(kinds),
            col(row.created_at) >= since,
        )
        .group_by(col(row.kind), week, col(row.state), col(row.reason), is_later)
    )
    groups = defaultdict[tuple[str, str], list[Group]](list)
    for kind, of_week, state, reason, later, count in found:
        group = Group(OutboxState(state), reason, is_later=bool(later), count=count)
        groups[kind, of_week].append(group)
    return {turn: tuple(each) for turn, each in groups.items()}


def _earliest() -> ColumnElement[datetime | None]:
    return func.min(col(OutboxRow.not_before), type_=AwareDateTime())


def _is_untried() -> ColumnElement[bool]:
    row = OutboxRow
    return and_(col(row.state) == OutboxState.PENDING.value, col(row.reason) == "")


def _is_later(now: datetime) -> ColumnElement[int]:
    return case((col(OutboxRow.not_before) > now, 1), else_=0)


async def last_sent_of(
    session: AsyncSession, dedupe_keys: Sequence[str], *, organization_id: int
) -> datetime | None:
    """``created_at`` of the newest of those messages that has been sent: what it was put down for."""
    row = OutboxRow
    newest: datetime | None = await session.scalar(
        select(func.max(col(row.created_at), type_=AwareDateTime())).where(
            col(row.organization_id) == organization_id,
            col(row.dedupe_key).in_(dedupe_keys),
            col(row.state) == OutboxState.SENT.value,
        )
    )
    return newest


async def done_per_minute(
    session: AsyncSession, *, organization_id: int, now: datetime, reports: str
) -> float:
    """Those included that there was nothing to say in: they waited too; not the report itself. 0 where
    none was lately.
    """
    row = OutboxRow
    first_done = func.min(col(row.done_at), type_=AwareDateTime())
    found = await session.execute(
        select(func.count(), first_done).where(
            col(row.organization_id) == organization_id,
            col(row.done_at) > now - MEASURED,
            col(row.kind) != reports,
        )
    )
    count, first = found.one()
    return float(count) / max((now - first) / timedelta(minutes=1), 1.0) if first else 0.0
