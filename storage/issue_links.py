"""What people said of pairs of issues. Of a pair one answer stands; what has been ended stays as a row."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue_link import IssueLink, LinkKind, pair_of
from storage.dialect import is_one_of
from storage.issue_tables import IssueLinkRow
from storage.issues import touch_issues
from storage.organization_lock import hold_organization


async def link_issues(
    session: AsyncSession,
    one: int,
    other: int,
    kind: LinkKind,
    *,
    organization_id: int,
    staff_id: int,
    at: datetime,
) -> bool:
    """False where that is what stands already. Raises LinkToItself."""
    await hold_organization(session, organization_id=organization_id)
    low, high = pair_of(one, other)
    standing = await standing_link(session, low, high, organization_id=organization_id)
    if standing is not None and standing.kind is kind:
        return False
    if standing is not None:
        await _end(session, standing.id, organization_id=organization_id, by=staff_id, at=at)
    session.add(
        IssueLinkRow(
            organization_id=organization_id,
            low_id=low,
            high_id=high,
            kind=kind.value,
            staff_id=staff_id,
            at=at,
        )
    )
    await session.flush()
    await touch_issues(session, organization_id=organization_id, issue_ids=(low, high))
    return True


async def unlink_issues(
    session: AsyncSession, one: int, other: int, *, organization_id: int, by: int, at: datetime
) -> IssueLink | None:
    """What stood and does not any more; None where nothing did. Raises LinkToItself."""
    await hold_organization(session, organization_id=organization_id)
    low, high = pair_of(one, other)
    standing = await standing_link(session, low, high, organization_id=organization_id)
    if standing is not None:
        await _end(session, standing.id, organization_id=organization_id, by=by, at=at)
        await touch_issues(session, organization_id=organization_id, issue_ids=(low, high))
    return standing


async def standing_link(
    session: AsyncSession, low: int, high: int, *, organization_id: int
) -> IssueLink | None:
    row = await session.scalar(
        select(IssueLinkRow).where(
            col(IssueLinkRow.organization_id) == organization_id,
            col(IssueLinkRow.low_id) == low,
            col(IssueLinkRow.high_id) == high,
            col(IssueLinkRow.ended_at).is_(None),
        )
    )
    return link_of(row) if row else None


async def links_of(
    session: AsyncSession, issue_ids: Collection[int], *, organization_id: int
) -> tuple[IssueLink, ...]:
    """Those that stand between any of ``issue_ids`` and others, in the order in which they were said."""
    rows = await session.scalars(
        select(IssueLinkRow)
        .where(
            col(IssueLinkRow.organization_id) == organization_id,
            or_(
                is_one_of(session, col(IssueLinkRow.low_id), issue_ids),
                is_one_of(session, col(IssueLinkRow.high_id), issue_ids),
            ),
            col(IssueLinkRow.ended_at).is_(None),
        )
        .order_by(col(IssueLinkRow.id))
    )
    return tuple(link_of(row) for row in rows)


async def every_link(session: AsyncSession, *, organization_id: int) -> tuple[IssueLink, ...]:
    """All that stand, in the order in which they were said."""
    rows = await session.scalars(
        select(IssueLinkRow)
        .where(
            col(IssueLinkRow.organization_id) == organization_id,
            col(IssueLinkRow.ended_at).is_(None),
        )
        .order_by(col(IssueLinkRow.id))
    )
    return tuple(link_of(row) for row in rows)


async def _end(
    session: AsyncSession, link_id: int, *, organization_id: int, by: int, at: datetime
) -> None:
    await session.execute(
        update(IssueLinkRow)
        .where(
            col(IssueLinkRow.organization_id) == organization_id, col(IssueLinkRow.id) == link_id
        )
        .values(ended_at=at, ended_by=by)
        .execution_options(synchronize_session=False)
    )


def link_of(row: IssueLinkRow) -> IssueLink:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return IssueLink(row.id, row.low_id, row.high_id, LinkKind(row.kind), row.staff_id, row.at)
