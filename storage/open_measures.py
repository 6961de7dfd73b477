"""部局横断DX施策 that are under way: nobody has ended them, and an issue of theirs is still open."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.dx_measure import DxMeasure
from domain.issue import OPEN, Issue
from storage.dialect import is_one_of
from storage.dx_measure_tables import DxMeasureRow
from storage.dx_measures import all_measures
from storage.issue_tables import IssueRow
from storage.versions import next_issues_version


async def open_measures(session: AsyncSession, *, organization_id: int) -> tuple[DxMeasure, ...]:
    """By number. There are few: a measure is of many issues."""
    every = await all_measures(session, organization_id=organization_id)
    measures = [each for each in every if each.text.is_under_way]
    of_all = {number for each in measures for number in each.text.issue_ids}
    if not of_all:
        return ()
    found = await session.scalars(
        select(col(IssueRow.id)).where(
            col(IssueRow.organization_id) == organization_id,
            is_one_of(session, col(IssueRow.id), of_all),
            is_one_of(session, col(IssueRow.state), [each.value for each in OPEN]),
        )
    )
    still = {*found}
    return tuple(each for each in measures if not still.isdisjoint(each.text.issue_ids))


async def note_touched(
    session: AsyncSession, about: Issue | DxMeasure, *, organization_id: int, at: datetime
) -> None:
    """It has been dealt with, and says nothing else than before: no new version."""
    row = IssueRow if isinstance(about, Issue) else DxMeasureRow
    values: dict[str, object] = {"touched_at": at}
    if isinstance(about, Issue):
        version = await next_issues_version(session, organization_id=organization_id)
        values["changed"] = version
    await session.execute(
        update(row)
        .where(col(row.organization_id) == organization_id, col(row.id) == about.id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
