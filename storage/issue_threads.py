"""What is written in issues' threads: kept as the platform tells of it, in whatever order that comes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue_thread import (
    DeletedText,
    KnownMessage,
    Mark,
    ThreadMessage,
    ThreadSummary,
    Written,
    kept_text,
    told_again,
)
from storage.dialect import is_one_of
from storage.issue_thread_tables import IssueMarkRow, IssueMessageRow
from storage.issues import note_talk
from storage.message_forgetting import forget_message
from storage.organization_lock import hold_organization


async def keep_written(
    session: AsyncSession,
    written: Written,
    *,
    organization_id: int,
    issue_id: int | None,
    author_id: int | None,
    deleted: DeletedText,
) -> int | None:
    """The issue whose discussion it has changed; None where nothing is new, or it is of no issue.

    ``issue_id``: whose thread it was told to be of; not looked at where the message is known.
    """
    await hold_organization(session, organization_id=organization_id)
    row = await _row(session, written, organization_id=organization_id)
    if row is None:
        if issue_id is None:
            return None
        session.add(_new(written, organization_id, issue_id, author_id))
        await session.flush()
        await note_talk(session, issue_id, organization_id=organization_id, at=written.said_at)
        return issue_id
    known = KnownMessage(
        text=row.text,
        as_of=row.as_of,
        author_id=row.author_id,
        is_edited=row.is_edited,
        deleted_at=row.deleted_at,
    )
    now = told_again(known, written, author_id=author_id, deleted=deleted)
    if now == known:
        return None
    row.text, row.as_of, row.author_id = now.text, now.as_of, now.author_id
    row.is_edited, row.deleted_at = now.is_edited, now.deleted_at
    row.version += 1
    await session.flush()
    if now.deleted_at != known.deleted_at and deleted is DeletedText.GOES:
        await forget_message(
            session,
            row,
            known.text,
            organization_id=organization_id,
            by=author_id,
            at=now.as_of,
        )
    return row.issue_id


async def mark_message(
    session: AsyncSession,
    message_id: int,
    mark: Mark,
    *,
    organization_id: int,
    staff_id: int,
    at: datetime,
) -> bool:
    """False where that person has said so already."""
    await hold_organization(session, organization_id=organization_id)
    standing = await session.scalar(
        select(col(IssueMarkRow.id)).where(
            col(IssueMarkRow.organization_id) == organization_id,
            col(IssueMarkRow.message_id) == message_id,
            col(IssueMarkRow.kind) == mark.value,
            col(IssueMarkRow.staff_id) == staff_id,
            col(IssueMarkRow.ended_at).is_(None),
        )
    )
    if standing is not None:
        return False
    session.add(
        IssueMarkRow(
            organization_id=organization_id,
            message_id=message_id,
            kind=mark.value,
            staff_id=staff_id,
            at=at,
        )
    )
    await session.flush()
    return True


async def unmark_message(
    session: AsyncSession,
    message_id: int,
    mark: Mark,
    *,
    organization_id: int,
    at: datetime,
    staff_id: int | None = None,
) -> bool:
    """What ``staff_id`` has said, or where that is None what anybody has. False where nothing stood."""
    whose = [] if staff_id is None else [col(IssueMarkRow.staff_id) == staff_id]
    ended = await session.execute(
        update(IssueMarkRow)
        .where(
            col(IssueMarkRow.organization_id) == organization_id,
            col(IssueMarkRow.message_id) == message_id,
            col(IssueMarkRow.kind) == mark.value,
            col(IssueMarkRow.ended_at).is_(None),
            *whose,
        )
        .values(ended_at=at)
        .returning(col(IssueMarkRow.id))
        .execution_options(synchronize_session=False)
    )
    return ended.first() is not None


async def message_told_of(
    session: AsyncSession, *, organization_id: int, platform: str, channel: str, message: str
) -> ThreadMessage | None:
    """By the platform's id of it."""
    row = await session.scalar(
        select(IssueMessageRow).where(
            col(IssueMessageRow.organization_id) == organization_id,
            col(IssueMessageRow.platform) == platform,
            col(IssueMessageRow.channel) == channel,
            col(IssueMessageRow.message) == message,
        )
    )
    found = await _messages(session, [row] if row else (), organization_id=organization_id)
    return found[0] if found else None


async def message_by_id(
    session: AsyncSession, *, organization_id: int, message_id: int
) -> ThreadMessage | None:
    row = await session.scalar(
        select(IssueMessageRow).where(
            col(IssueMessageRow.organization_id) == organization_id,
            col(IssueMessageRow.id) == message_id,
        )
    )
    found = await _messages(session, [row] if row else (), organization_id=organization_id)
    return found[0] if found else None


async def thread_of(
    session: AsyncSession, issue_id: int, *, organization_id: int
) -> tuple[ThreadMessage, ...]:
    """All of it, as it was said."""
    return await _messages(
        session,
        await _rows(session, issue_id, organization_id=organization_id),
        organization_id=organization_id,
    )


async def thread_summary(
    session: AsyncSession, issue_id: int, *, organization_id: int
) -> ThreadSummary:
    count = await session.scalar(
        select(func.count())
        .select_from(IssueMessageRow)
        .where(
            col(IssueMessageRow.organization_id) == organization_id,
            col(IssueMessageRow.issue_id) == issue_id,
            col(IssueMessageRow.deleted_at).is_(None),
        )
    )
    marked = (
        select(col(IssueMarkRow.id))
        .where(
            col(IssueMarkRow.message_id) == col(IssueMessageRow.id),
            col(IssueMarkRow.ended_at).is_(None),
        )
        .exists()
    )
    rows = await session.scalars(
        select(IssueMessageRow)
        .where(
            col(IssueMessageRow.organization_id) == organization_id,
            col(IssueMessageRow.issue_id) == issue_id,
            marked,
        )
        .order_by(col(IssueMessageRow.said_at), col(IssueMessageRow.id))
    )
    messages = await _messages(session, rows.all(), organization_id=organization_id)
    return ThreadSummary(count or 0, messages)


def _new(
    written: Written, organization_id: int, issue_id: int, author_id: int | None
) -> IssueMessageRow:
    """Deleted before we were told that it was there: then it has no text, whatever the rule."""
    return IssueMessageRow(
        organization_id=organization_id,
        issue_id=issue_id,
        platform=written.platform,
        channel=written.channel,
        message=written.message,
        author_id=author_id,
        said_at=written.said_at,
        as_of=written.as_of,
        text=kept_text(written.text or ""),
        is_edited=written.text is not None and written.as_of > written.said_at,
        deleted_at=written.as_of if written.text is None else None,
    )


async def _row(
    session: AsyncSession, written: Written, *, organization_id: int
) -> IssueMessageRow | None:
    return await session.scalar(
        select(IssueMessageRow).where(
            col(IssueMessageRow.organization_id) == organization_id,
            col(IssueMessageRow.platform) == written.platform,
            col(IssueMessageRow.channel) == written.channel,
            col(IssueMessageRow.message) == written.message,
        )
    )


async def _rows(
    session: AsyncSession, issue_id: int, *, organization_id: int
) -> Iterable[IssueMessageRow]:
    return await session.scalars(
        select(IssueMessageRow)
        .where(
            col(IssueMessageRow.organization_id) == organization_id,
            col(IssueMessageRow.issue_id) == issue_id,
        )
        .order_by(col(IssueMessageRow.said_at), col(IssueMessageRow.id))
    )


async def _messages(
    session: AsyncSession, rows: Iterable[IssueMessageRow], *, organization_id: int
) -> tuple[ThreadMessage, ...]:
    found = [(row.id, row) for row in rows if row.id is not None]
    marks = await _marks(session, [each for each, _ in found], organization_id=organization_id)
    return tuple(
        ThreadMessage(
            id=number,
            issue_id=row.issue_id,
            author_id=row.author_id,
            said_at=row.said_at,
            text=row.text,
            is_edited=row.is_edited,
            is_deleted=row.deleted_at is not None,
            marks=frozenset(marks[number]),
            version=row.version,
        )
        for number, row in found
    )


async def _marks(
    session: AsyncSession, message_ids: Collection[int], *, organization_id: int
) -> defaultdict[int, set[Mark]]:
    marks = defaultdict[int, set[Mark]](set)
    if not message_ids:
        return marks
    found = await session.execute(
        select(col(IssueMarkRow.message_id), col(IssueMarkRow.kind)).where(
            col(IssueMarkRow.organization_id) == organization_id,
            is_one_of(session, col(IssueMarkRow.message_id), message_ids),
            col(IssueMarkRow.ended_at).is_(None),
        )
    )
    for message_id, kind in found:
        marks[message_id].add(Mark(kind))
    return marks
