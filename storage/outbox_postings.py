"""Messages in channels that are changed in place: the rows of each, in the outbox."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Integer, and_, cast, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.office import ChannelPlace
from domain.outbox import Note, OutboxState
from domain.posting import LEFT_TO_ANOTHER, Link
from storage.case_tables import CaseRow
from storage.outbox_note import as_noted
from storage.outbox_table import NOTE, OutboxRow


async def posting(session: AsyncSession, *, organization_id: int, key: str) -> tuple[Link, ...]:
    """The chain of the message with that dedupe key."""
    found = await session.execute(
        select(
            col(OutboxRow.id),
            col(OutboxRow.edits),
            col(OutboxRow.state),
            col(OutboxRow.attempt_at),
            col(OutboxRow.message_id),
            col(OutboxRow.reason),
        )
        .where(
            col(OutboxRow.organization_id) == organization_id,
            or_(col(OutboxRow.dedupe_key) == key, col(OutboxRow.edits) == key),
        )
        .order_by(col(OutboxRow.id))
    )
    return tuple(
        Link(number, edits is not None, OutboxState(state), begun is not None, message_id, reason)
        for number, edits, state, begun, message_id, reason in found
        if number is not None
    )


async def sent_to(session: AsyncSession, *, organization_id: int, key: str) -> ChannelPlace | None:
    """Where the message with that dedupe key was sent, whatever the channel of its kind is by now; None
    while it has not been.
    """
    found = await session.execute(
        select(col(OutboxRow.platform), col(OutboxRow.conversation)).where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.dedupe_key) == key,
            col(OutboxRow.state) == OutboxState.SENT.value,
        )
    )
    row = found.first()
    return ChannelPlace(row.platform or "", row.conversation or "") if row else None


async def note_of_sent(session: AsyncSession, *, organization_id: int, key: str) -> Note:
    """What was kept of the message with that dedupe key; of one that has not been sent, nothing."""
    args = await session.scalar(
        select(col(OutboxRow.args)).where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.dedupe_key) == key,
            col(OutboxRow.state) == OutboxState.SENT.value,
        )
    )
    return as_noted(args.get(NOTE) if args else None)


async def posting_keys(
    session: AsyncSession, *, organization_id: int, begin: str
) -> tuple[str, ...]:
    """Dedupe keys of messages that were to be posted, those that begin so; the first first."""
    key = col(OutboxRow.dedupe_key)
    found = await session.scalars(
        select(key)
        .where(
            col(OutboxRow.organization_id) == organization_id,
            key.startswith(begin, autoescape=True),
            col(OutboxRow.edits).is_(None),
        )
        .order_by(col(OutboxRow.id))
    )
    return tuple(found)


async def is_on_its_way(session: AsyncSession, begin: str, *, organization_id: int) -> bool:
    """Whether one of those messages, or a change of it, waits or is being sent."""
    keys = await posting_keys(session, organization_id=organization_id, begin=begin)
    chains = [await posting(session, organization_id=organization_id, key=key) for key in keys]
    under_way = (OutboxState.PENDING, OutboxState.SENDING)
    return any(link.state in under_way for chain in chains for link in chain)


async def posted_at(
    session: AsyncSession, *, organization_id: int, begin: str
) -> tuple[ChannelPlace, str] | None:
    """Where the newest of those messages stands, and the platform's id of it; None while none does."""
    found = await session.execute(
        select(col(OutboxRow.args), col(OutboxRow.message_id))
        .where(
            col(OutboxRow.organization_id) == organization_id,
            or_(
                col(OutboxRow.dedupe_key).startswith(begin, autoescape=True),
                col(OutboxRow.edits).startswith(begin, autoescape=True),
            ),
            col(OutboxRow.state) == OutboxState.SENT.value,
            col(OutboxRow.message_id).is_not(None),
        )
        .order_by(col(OutboxRow.id).desc())
        .limit(1)
    )
    row = found.first()
    if row is None:
        return None
    args, message_id = row
    return ChannelPlace(args["platform"], args["channel"]), message_id


def is_still_needed(kinds: Collection[str]) -> ColumnElement[bool]:
    """Of a message in a channel for a case that others see, for a month's selection, an issue or a week's digest:
    it stands there, and the next change is made in it; or it is the row that tells what came of the last change
    (``last_that_counts``): without it the one before would tell that the newest stands there.
    """
    is_sent = col(OutboxRow.state) == OutboxState.SENT.value
    return and_(col(OutboxRow.kind).in_(kinds), _lasts(), or_(is_sent, _tells_what_came_of_it()))


def _lasts() -> ColumnElement[bool]:
    case = cast(col(OutboxRow.args)["case"].as_string(), Integer)
    is_published = (
        select(col(CaseRow.id))
        .where(
            col(CaseRow.organization_id) == col(OutboxRow.organization_id),
            col(CaseRow.id) == case,
            col(CaseRow.published_version).is_not(None),
        )
        .exists()
    )
    lasts = (
        col(OutboxRow.args)[name].as_string().is_not(None) for name in ("month", "issue", "edition")
    )
    return or_(is_published, *lasts)


def _tells_what_came_of_it() -> ColumnElement[bool]:
    """Of a chain of which something stands, or may: of what nobody ever tried there is nothing to tell."""
    other = aliased(OutboxRow)
    key = func.coalesce(col(OutboxRow.edits), col(OutboxRow.dedupe_key))
    of_chain = select(col(other.id)).where(
        col(other.organization_id) == col(OutboxRow.organization_id),
        or_(col(other.dedupe_key) == key, col(other.edits) == key),
    )
    counts_later = and_(
        col(other.id) > col(OutboxRow.id), col(other.reason).not_in(LEFT_TO_ANOTHER)
    )
    has_stood = of_chain.where(col(other.state) == OutboxState.SENT.value).exists()
    return and_(
        col(OutboxRow.reason).not_in(LEFT_TO_ANOTHER),
        not_(of_chain.where(counts_later).exists()),
        or_(col(OutboxRow.attempt_at).is_not(None), has_stood),
    )
