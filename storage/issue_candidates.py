"""Candidates that somebody dismissed as a whole: one standing row for the same issues."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue_candidate import Dismissal, Members
from storage.issue_group_tables import IssueCandidateDismissalRow
from storage.issues import touch_issues


async def add_dismissal(
    session: AsyncSession, dismissal: Dismissal, *, organization_id: int
) -> bool:
    """False where these are dismissed already. Whoever calls holds the organization."""
    standing = await standing_dismissals(session, organization_id=organization_id)
    if any(each.members == dismissal.members for each in standing):
        return False
    session.add(
        IssueCandidateDismissalRow(
            organization_id=organization_id,
            issues=_written(dismissal.members),
            label=dismissal.label,
            staff_id=dismissal.staff_id,
            at=dismissal.at,
        )
    )
    await session.flush()
    await touch_issues(session, organization_id=organization_id, issue_ids=dismissal.members)
    return True


async def end_dismissal(
    session: AsyncSession, dismissal_id: int, *, organization_id: int, by: int, at: datetime
) -> Members | None:
    """Which issues they are; None where none stands."""
    row = IssueCandidateDismissalRow
    ended = await session.scalar(
        update(row)
        .where(
            col(row.organization_id) == organization_id,
            col(row.id) == dismissal_id,
            col(row.ended_at).is_(None),
        )
        .values(ended_at=at, ended_by=by)
        .returning(col(row.issues))
        .execution_options(synchronize_session=False)
    )
    if ended is None:
        return None
    members = _read(ended)
    await touch_issues(session, organization_id=organization_id, issue_ids=members)
    return members


async def standing_dismissals(
    session: AsyncSession, *, organization_id: int, until: datetime | None = None
) -> tuple[Dismissal, ...]:
    """The newest first. ``until``: those that stood at that moment."""
    row = IssueCandidateDismissalRow
    query = select(row).where(col(row.organization_id) == organization_id)
    if until is None:
        query = query.where(col(row.ended_at).is_(None))
    else:
        stood = or_(col(row.ended_at).is_(None), col(row.ended_at) >= until)
        query = query.where(col(row.at) < until, stood)
    rows = await session.scalars(query.order_by(col(row.id).desc()))
    return tuple(
        Dismissal(
            id=each.id or 0,
            members=_read(each.issues),
            label=each.label,
            staff_id=each.staff_id,
            at=each.at,
        )
        for each in rows
    )


def _written(members: Members) -> str:
    return ",".join(map(str, members))


def _read(written: str) -> Members:
    return tuple(map(int, written.split(",")))
