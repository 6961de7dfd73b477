"""Issues, links, groups and measures as they stood at a moment, with what had become of them until then."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.digest import Spoken
from domain.digest_groups import MarkedMessage
from domain.digest_issues import IssueLife
from domain.digest_measures import DxMeasureLife
from domain.dx_measure import DxMeasureRevision
from domain.exchange import Progress
from domain.issue import Issue
from domain.issue_group import GroupRevision
from domain.issue_history import IssueRevision
from domain.issue_link import IssueLink
from domain.issue_thread import Mark, ThreadMessage
from storage.dialect import is_one_of
from storage.dx_measure_tables import DxMeasureRevisionRow
from storage.dx_measures import all_measures, revision_of
from storage.exchange_tables import ExchangeItemRow
from storage.issue_groups import group_revisions
from storage.issue_links import link_of
from storage.issue_revisions import every_revision
from storage.issue_tables import IssueLinkRow
from storage.issue_thread_tables import IssueMarkRow, IssueMessageRow
from storage.issues import every_issue


async def dealt_with_until(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> Mapping[int, datetime]:
    """By issue, when somebody last wrote in its thread, or said in the 情報交換 that it was dealt with:
    neither is a version of it.
    """
    touched = dict(await _talked_until(session, organization_id=organization_id, until=until))
    row = ExchangeItemRow
    found = await session.execute(
        select(col(row.issue_id), col(row.answered_at))
        .where(
            col(row.organization_id) == organization_id,
            col(row.answered_at) < until,
            col(row.progress).in_([each.value for each in Progress if each.touches]),
        )
        .order_by(col(row.answered_at))
    )
    for issue, at in found:
        if issue is not None and at is not None:
            touched[issue] = max(at, touched.get(issue, at))
    return touched


async def _talked_until(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> Mapping[int, datetime]:
    """By issue. What was deleted since was said nevertheless."""
    row = IssueMessageRow
    found = await session.execute(
        select(col(row.issue_id), func.max(col(row.said_at)))
        .where(col(row.organization_id) == organization_id, col(row.said_at) < until)
        .group_by(col(row.issue_id))
    )
    return {row[0]: row[1] for row in found}


async def issue_lives(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> tuple[IssueLife, ...]:
    """Of all that there were before then, by number."""
    known = await every_revision(session, organization_id=organization_id)
    revisions = defaultdict[int, list[IssueRevision]](list)
    for issue_id, revision in known:
        if revision.at < until:
            revisions[issue_id].append(revision)
    touched = await dealt_with_until(session, organization_id=organization_id, until=until)
    issues = await every_issue(session, organization_id=organization_id)
    return tuple(
        _life(issue, revisions[issue.id], touched.get(issue.id))
        for issue in issues
        if revisions[issue.id]
    )


def _life(issue: Issue, revisions: list[IssueRevision], touched: datetime | None) -> IssueLife:
    last = revisions[-1]
    was = replace(
        issue,
        text=last.text,
        standing=last.standing,
        version=last.version,
        touched_at=max(last.at, touched or last.at),
    )
    return IssueLife(was, tuple(revisions))


async def links_until(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> tuple[IssueLink, ...]:
    """Those that stood then, in the order in which they were said."""
    rows = await session.scalars(
        select(IssueLinkRow)
        .where(
            col(IssueLinkRow.organization_id) == organization_id,
            col(IssueLinkRow.at) < until,
            or_(col(IssueLinkRow.ended_at).is_(None), col(IssueLinkRow.ended_at) >= until),
        )
        .order_by(col(IssueLinkRow.id))
    )
    return tuple(link_of(row) for row in rows)


async def group_revisions_until(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> tuple[GroupRevision, ...]:
    """In the order in which they came."""
    found = await group_revisions(session, organization_id=organization_id)
    return tuple(each for each in found if each.change.at < until)


async def measure_lives(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> tuple[DxMeasureLife, ...]:
    """Of all that there were before then, by number."""
    rows = await session.scalars(
        select(DxMeasureRevisionRow)
        .where(
            col(DxMeasureRevisionRow.organization_id) == organization_id,
            col(DxMeasureRevisionRow.at) < until,
        )
        .order_by(col(DxMeasureRevisionRow.measure_id), col(DxMeasureRevisionRow.version))
    )
    revisions = defaultdict[int, list[DxMeasureRevision]](list)
    for row in rows:
        revisions[row.measure_id].append(revision_of(row))
    lives = []
    for measure in await all_measures(session, organization_id=organization_id):
        if known := revisions[measure.id]:
            last = known[-1]
            was = replace(measure, text=last.text, version=last.version, touched_at=last.at)
            lives.append(DxMeasureLife(was, tuple(known)))
    return tuple(lives)


async def threads_until(
    session: AsyncSession,
    issue_ids: Collection[int],
    *,
    organization_id: int,
    since: datetime,
    until: datetime,
) -> Mapping[int, tuple[ThreadMessage, ...]]:
    """By issue, all that was said before ``until``, in its order, where anything was since ``since``.

    As ``marked_until`` has it: the text of now, and nothing of what has been deleted.
    """
    if not issue_ids:
        return {}
    row = IssueMessageRow
    rows = await session.scalars(
        select(row)
        .where(
            col(row.organization_id) == organization_id,
            is_one_of(session, col(row.issue_id), issue_ids),
            col(row.said_at) < until,
            col(row.deleted_at).is_(None),
        )
        .order_by(col(row.said_at), col(row.id))
    )
    found = defaultdict[int, list[ThreadMessage]](list)
    for each in rows:
        found[each.issue_id].append(
            ThreadMessage(
                id=each.id or 0,
                issue_id=each.issue_id,
                author_id=each.author_id,
                said_at=each.said_at,
                text=each.text,
                is_edited=each.is_edited,
                version=each.version,
            )
        )
    return {issue: tuple(said) for issue, said in found.items() if said[-1].said_at >= since}


async def marked_until(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> Mapping[int, tuple[MarkedMessage, ...]]:
    """By issue: what stood as 対応策 or 決定 then, the newest first; each message once for each mark.

    Of a message that was changed or deleted later the text of now: what was taken back is not told.
    """
    mark, message = IssueMarkRow, IssueMessageRow
    rows = await session.execute(
        select(
            col(message.issue_id),
            col(message.id),
            col(message.version),
            col(mark.kind),
            col(message.text),
            col(mark.at),
        )
        .join(message, col(message.id) == col(mark.message_id))
        .where(
            col(mark.organization_id) == organization_id,
            col(mark.at) < until,
            or_(col(mark.ended_at).is_(None), col(mark.ended_at) >= until),
            col(message.deleted_at).is_(None),
        )
        .order_by(col(mark.at).desc(), col(mark.id).desc())
    )
    found = defaultdict[int, dict[tuple[int, str], MarkedMessage]](dict)
    for issue_id, message_id, version, kind, text, at in rows:
        told = MarkedMessage(Mark(kind), text, at, Spoken(message_id or 0, version))
        found[issue_id].setdefault((told.said.message, kind), told)
    return {issue_id: tuple(marks.values()) for issue_id, marks in found.items()}
