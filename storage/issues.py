"""Issues: each version is a row, nothing is overwritten; who writes names the version that was read."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.issue import Issue, RaisedAt
from domain.issue_board import IssueFilter
from storage.dialect import is_one_of
from storage.issue_revisions import (
    AT_A_TIME,
    add_revision,
    standing_of,
    standing_values,
    text_of,
)
from storage.issue_tables import IssueRevisionRow, IssueRow
from storage.organization_lock import hold_organization
from storage.versions import next_issues_version


async def add_issue(session: AsyncSession, issue: Issue, *, organization_id: int) -> Issue:
    """With the next number; ``issue.id``, ``number`` and ``version`` are not looked at."""
    await hold_organization(session, organization_id=organization_id)
    last = await session.scalar(
        select(func.max(IssueRow.number)).where(col(IssueRow.organization_id) == organization_id)
    )
    at = issue.raised_at or RaisedAt("", "")
    row = IssueRow(
        organization_id=organization_id,
        number=(last or 0) + 1,
        author_id=issue.author_id,
        department=issue.department,
        section=issue.section,
        created_at=issue.created_at,
        platform=at.platform,
        channel=at.channel,
        thread=at.thread,
        changed=await next_issues_version(session, organization_id=organization_id),
        **standing_values(issue.standing),
        version=1,
        touched_at=issue.created_at,
    )
    session.add(row)
    await session.flush()
    assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
    added = replace(issue, id=row.id, number=row.number, version=1, touched_at=issue.created_at)
    add_revision(session, added, organization_id=organization_id, editor_id=issue.author_id)
    await session.flush()
    return added


async def change_issue(
    session: AsyncSession,
    after: Issue,
    *,
    read: Issue,
    organization_id: int,
    editor_id: int,
    remark: str = "",
) -> bool:
    """A new version. False where it is not what was ``read`` any more: nothing is written then."""
    changed = await session.execute(
        update(IssueRow)
        .where(
            col(IssueRow.organization_id) == organization_id,
            col(IssueRow.id) == read.id,
            col(IssueRow.version) == read.version,
        )
        .values(
            **standing_values(after.standing),
            version=after.version,
            touched_at=after.touched_at,
            changed=await next_issues_version(session, organization_id=organization_id),
        )
        .returning(col(IssueRow.id))
        .execution_options(synchronize_session=False)
    )
    if changed.first() is None:
        return False
    add_revision(
        session, after, organization_id=organization_id, editor_id=editor_id, remark=remark
    )
    await session.flush()
    return True


async def touch_issues(
    session: AsyncSession, *, organization_id: int, issue_ids: tuple[int, ...]
) -> None:
    """What was said of them is part of what a copy in memory shows."""
    version = await next_issues_version(session, organization_id=organization_id)
    await session.execute(
        update(IssueRow)
        .where(
            col(IssueRow.organization_id) == organization_id,
            is_one_of(session, col(IssueRow.id), issue_ids),
        )
        .values(changed=version)
        .execution_options(synchronize_session=False)
    )


async def note_talk(
    session: AsyncSession, issue_id: int, *, organization_id: int, at: datetime
) -> None:
    """``at``: when something was written in its thread; told late, it moves nothing back. What is said
    of the issue has not changed: no copy in memory is read anew for it.
    """
    await session.execute(
        update(IssueRow)
        .where(
            col(IssueRow.organization_id) == organization_id,
            col(IssueRow.id) == issue_id,
            col(IssueRow.touched_at) < at,
        )
        .values(touched_at=at)
        .execution_options(synchronize_session=False)
    )


async def issue_by_id(
    session: AsyncSession, *, organization_id: int, issue_id: int
) -> Issue | None:
    return await _one(session, _issues(organization_id).where(col(IssueRow.id) == issue_id))


async def issue_by_number(
    session: AsyncSession, *, organization_id: int, number: int
) -> Issue | None:
    return await _one(session, _issues(organization_id).where(col(IssueRow.number) == number))


async def issues_by_id(
    session: AsyncSession, ids: Collection[int], *, organization_id: int
) -> tuple[Issue, ...]:
    """Those that there are, by number."""
    query = _issues(organization_id).where(is_one_of(session, col(IssueRow.id), ids))
    return tuple(
        _issue(*row) for row in await session.execute(query.order_by(col(IssueRow.number)))
    )


async def issues_that(
    session: AsyncSession,
    wanted: IssueFilter,
    *,
    organization_id: int,
    now: datetime,
    limit: int,
    skip: int = 0,
) -> tuple[Issue, ...]:
    """The newest first; of stalled ones those that have been left the longest."""
    order = (
        (col(IssueRow.touched_at), col(IssueRow.number))
        if wanted.is_stalled
        else (col(IssueRow.number).desc(),)
    )
    query = _issues(organization_id).where(*_fits(session, wanted, now=now)).order_by(*order)
    rows = await session.execute(query.offset(skip).limit(limit))
    return tuple(_issue(*row) for row in rows)


async def issues_left_the_longest(
    session: AsyncSession,
    wanted: IssueFilter,
    *,
    organization_id: int,
    now: datetime,
    limit: int,
) -> tuple[Issue, ...]:
    order = (col(IssueRow.touched_at), col(IssueRow.number))
    query = _issues(organization_id).where(*_fits(session, wanted, now=now)).order_by(*order)
    return tuple(_issue(*row) for row in await session.execute(query.limit(limit)))


async def count_issues(
    session: AsyncSession, wanted: IssueFilter, *, organization_id: int, now: datetime
) -> int:
    query = (
        select(func.count())
        .select_from(IssueRow)
        .where(col(IssueRow.organization_id) == organization_id, *_fits(session, wanted, now=now))
    )
    return await session.scalar(query) or 0


async def issues_changed_since(
    session: AsyncSession,
    *,
    organization_id: int,
    version: int,
    after: tuple[int, int] | None = None,
    limit: int,
) -> tuple[tuple[Issue, ...], tuple[int, int] | None]:
    """(issues, where to read on or None): those later than the ``issues_version`` known; 0 for all."""
    query = _issues(organization_id).where(col(IssueRow.changed) > version)
    if after is not None:
        changed, number = after
        is_later = (col(IssueRow.changed) > changed) | (
            (col(IssueRow.changed) == changed) & (col(IssueRow.id) > number)
        )
        query = query.where(is_later)
    ordered = query.order_by(col(IssueRow.changed), col(IssueRow.id)).limit(limit)
    rows = (await session.execute(ordered)).all()
    last = (rows[-1][0].changed, rows[-1][0].id) if len(rows) == limit else None
    return tuple(_issue(*row) for row in rows), last


async def every_issue(session: AsyncSession, *, organization_id: int) -> tuple[Issue, ...]:
    """In whatever state, by number."""
    query = _issues(organization_id).order_by(col(IssueRow.number)).limit(AT_A_TIME)
    found: list[Issue] = []
    while True:
        after = found[-1].number if found else 0
        rows = await session.execute(query.where(col(IssueRow.number) > after))
        some = [_issue(*row) for row in rows]
        found += some
        if len(some) < AT_A_TIME:
            return tuple(found)


async def issue_departments(session: AsyncSession, *, organization_id: int) -> tuple[str, ...]:
    """Those that have raised any, by name."""
    department = col(IssueRow.department)
    found = await session.scalars(
        select(department)
        .where(col(IssueRow.organization_id) == organization_id)
        .distinct()
        .order_by(department)
    )
    return tuple(found)


def _fits(
    session: AsyncSession, wanted: IssueFilter, *, now: datetime
) -> list[ColumnElement[bool]]:
    asked = {"department": wanted.department, "section": wanted.section, "stage": wanted.stage}
    fits = [getattr(IssueRow, name) == value for name, value in asked.items() if value]
    fits.append(is_one_of(session, col(IssueRow.state), [each.value for each in wanted.states]))
    if before := wanted.touched_before(now):
        fits.append(col(IssueRow.touched_at) <= before)
    if wanted.topic_words:
        fits.append(_says(wanted.topic_words))
    return fits


def _says(words: Sequence[str]) -> ColumnElement[bool]:
    """Each in some field of the newest version, as it is typed or in half width."""
    newest = aliased(IssueRevisionRow)
    fields = (
        *map(col, (newest.title, newest.what, newest.work, newest.wish)),
        cast(col(newest.systems), Text),
    )
    return (
        select(col(newest.id))
        .where(
            col(newest.issue_id) == col(IssueRow.id),
            col(newest.version) == col(IssueRow.version),
            *(
                or_(
                    *(
                        field.icontains(way, autoescape=True)
                        for field in fields
                        for way in {word, unicodedata.normalize("NFKC", word)}
                    )
                )
                for word in words
            ),
        )
        .correlate(IssueRow)
        .exists()
    )


def _issues(organization_id: int) -> Select[*tuple[Any, ...]]:
    is_newest = (col(IssueRevisionRow.issue_id) == col(IssueRow.id)) & (
        col(IssueRevisionRow.version) == col(IssueRow.version)
    )
    return (
        select(IssueRow, IssueRevisionRow)
        .join(IssueRevisionRow, is_newest)
        .where(col(IssueRow.organization_id) == organization_id)
    )


async def _one(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> Issue | None:
    row = (await session.execute(query)).one_or_none()
    return _issue(*row) if row else None


def _issue(row: IssueRow, newest: IssueRevisionRow) -> Issue:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return Issue(
        id=row.id,
        number=row.number,
        author_id=row.author_id,
        department=row.department,
        section=row.section,
        text=text_of(newest),
        standing=standing_of(newest),
        version=row.version,
        created_at=row.created_at,
        touched_at=row.touched_at,
        raised_at=RaisedAt(row.platform, row.channel, row.thread) if row.channel else None,
    )
