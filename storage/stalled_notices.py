"""Who has been told of what is stalled: of each issue and measure the newest time."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.dx_measure import DxMeasure
from domain.issue import OPEN, Issue
from domain.stalled import StalledNotice, is_due, of_this_time
from storage.dialect import is_one_of
from storage.exchange_tables import StalledNoticeRow
from storage.issue_tables import IssueRow
from storage.issues import issues_by_id
from storage.open_measures import open_measures


async def organizations_with_open_issues(
    session: AsyncSession, *, before: datetime
) -> tuple[int, ...]:
    """Those with one that was raised before then: it or its measure may be stalled."""
    number = col(IssueRow.organization_id)
    found = await session.scalars(
        select(number).where(_is_open(session), col(IssueRow.created_at) <= before).distinct()
    )
    return tuple(sorted(found))


async def stalled_to_tell(
    session: AsyncSession,
    *,
    organization_id: int,
    before: datetime,
    told_before: datetime,
    limit: int,
) -> tuple[tuple[Issue | DxMeasure, StalledNotice | None], ...]:
    """What is open and was touched before ``before``, with who was told of that: nobody yet, or the
    統括リーダー before ``told_before`` and the secretariat not yet. Those left the longest first.
    """
    issues = await _issues(
        session, organization_id, before=before, told_before=told_before, limit=limit
    )
    measures = [
        each
        for each in await open_measures(session, organization_id=organization_id)
        if each.touched_at <= before
    ]
    notices = await _notices(session, [*issues, *measures], organization_id=organization_id)
    both: list[Issue | DxMeasure] = [*issues, *measures]
    found = (
        (about, of_this_time(about, notices.get((isinstance(about, Issue), about.id))))
        for about in sorted(both, key=lambda each: each.touched_at)
    )
    due = (each for each in found if is_due(each[1], before=told_before))
    return tuple(islice(due, limit))


async def note_chief_told(
    session: AsyncSession, about: Issue | DxMeasure, *, organization_id: int, at: datetime
) -> None:
    """Whoever calls holds the organization."""
    await session.execute(
        delete(StalledNoticeRow)
        .where(col(StalledNoticeRow.organization_id) == organization_id, _of(about))
        .execution_options(synchronize_session=False)
    )
    session.add(
        StalledNoticeRow(
            organization_id=organization_id,
            issue_id=about.id if isinstance(about, Issue) else None,
            measure_id=about.id if isinstance(about, DxMeasure) else None,
            touched_at=about.touched_at,
            chief_told_at=at,
        )
    )
    await session.flush()


async def note_office_told(
    session: AsyncSession, about: Issue | DxMeasure, *, organization_id: int, at: datetime
) -> None:
    """The same."""
    await session.execute(
        update(StalledNoticeRow)
        .where(col(StalledNoticeRow.organization_id) == organization_id, _of(about))
        .values(office_told_at=at)
        .execution_options(synchronize_session=False)
    )


async def _issues(
    session: AsyncSession,
    organization_id: int,
    *,
    before: datetime,
    told_before: datetime,
    limit: int,
) -> tuple[Issue, ...]:
    """Without those of which everybody has been told."""
    notice = StalledNoticeRow
    is_due = or_(
        col(notice.id).is_(None),
        col(notice.touched_at) < col(IssueRow.touched_at),
        col(notice.office_told_at).is_(None) & (col(notice.chief_told_at) < told_before),
    )
    found = await session.scalars(
        select(col(IssueRow.id))
        .outerjoin(notice, col(notice.issue_id) == col(IssueRow.id))
        .where(
            col(IssueRow.organization_id) == organization_id,
            _is_open(session),
            col(IssueRow.touched_at) <= before,
            is_due,
        )
        .order_by(col(IssueRow.touched_at), col(IssueRow.id))
        .limit(limit)
    )
    ids = [number for number in found if number is not None]
    return await issues_by_id(session, ids, organization_id=organization_id) if ids else ()


async def _notices(
    session: AsyncSession, of: Sequence[Issue | DxMeasure], *, organization_id: int
) -> dict[tuple[bool, int], StalledNotice]:
    """By whether it is of an issue, and the id of what it is of."""
    row = StalledNoticeRow
    issues = [each.id for each in of if isinstance(each, Issue)]
    measures = [each.id for each in of if isinstance(each, DxMeasure)]
    found = await session.scalars(
        select(row)
        .where(
            col(row.organization_id) == organization_id,
            or_(
                is_one_of(session, col(row.issue_id), issues),
                is_one_of(session, col(row.measure_id), measures),
            ),
        )
        .execution_options(populate_existing=True)
    )
    return {
        (each.issue_id is not None, each.issue_id or each.measure_id or 0): StalledNotice(
            each.touched_at, each.chief_told_at, each.office_told_at
        )
        for each in found
    }


def _of(about: Issue | DxMeasure) -> ColumnElement[bool]:
    row = StalledNoticeRow
    column = col(row.issue_id) if isinstance(about, Issue) else col(row.measure_id)
    return column == about.id


def _is_open(session: AsyncSession) -> ColumnElement[bool]:
    return is_one_of(session, col(IssueRow.state), [each.value for each in OPEN])
