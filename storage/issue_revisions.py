"""The versions of an issue: each is a row that is never written again."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue import Affected, Issue, IssueState, IssueText, Standing
from domain.issue_history import IssueRevision
from storage.issue_tables import IssueRevisionRow

AT_A_TIME = 500
"""Rows that are read before somebody else has a turn: ten thousand issues would stop everybody for a second."""


async def issue_revisions(
    session: AsyncSession, *, organization_id: int, issue_id: int
) -> tuple[IssueRevision, ...]:
    """In their order."""
    rows = await session.scalars(
        select(IssueRevisionRow)
        .where(
            col(IssueRevisionRow.organization_id) == organization_id,
            col(IssueRevisionRow.issue_id) == issue_id,
        )
        .order_by(col(IssueRevisionRow.version))
    )
    return tuple(_revision(row) for row in rows)


async def every_revision(
    session: AsyncSession, *, organization_id: int
) -> tuple[tuple[int, IssueRevision], ...]:
    """With the id of its issue, by issue and version."""
    place = tuple_(col(IssueRevisionRow.issue_id), col(IssueRevisionRow.version))
    found: list[tuple[int, IssueRevision]] = []
    after = (0, 0)
    while True:
        rows = await session.scalars(
            select(IssueRevisionRow)
            .where(col(IssueRevisionRow.organization_id) == organization_id, place > after)
            .order_by(col(IssueRevisionRow.issue_id), col(IssueRevisionRow.version))
            .limit(AT_A_TIME)
        )
        read = 0
        for row in rows:
            was = found[-1][1] if found and found[-1][0] == row.issue_id else None
            found.append((row.issue_id, _sharing(_revision(row), was)))
            read += 1
        if read < AT_A_TIME:
            return tuple(found)
        last, revision = found[-1]
        after = (last, revision.version)


def _sharing(revision: IssueRevision, was: IssueRevision | None) -> IssueRevision:
    """With the text of the version before, where only the standing has changed: most versions are so, and
    of ten thousand issues the texts are the most that is kept.
    """
    if was is None or revision.text != was.text:
        return revision
    return replace(revision, text=was.text)


def _revision(row: IssueRevisionRow) -> IssueRevision:
    return IssueRevision(
        row.version, row.editor_id, row.at, text_of(row), standing_of(row), row.remark
    )


def standing_values(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state.value,
        "stage": standing.stage,
        "owner_id": standing.owner_id,
    }


def add_revision(
    session: AsyncSession, issue: Issue, *, organization_id: int, editor_id: int, remark: str = ""
) -> None:
    text = issue.text
    session.add(
        IssueRevisionRow(
            organization_id=organization_id,
            issue_id=issue.id,
            version=issue.version,
            editor_id=editor_id,
            at=issue.touched_at,
            title=text.title,
            what=text.what,
            times=text.times,
            hours=text.hours,
            affected=text.affected.value if text.affected else "",
            systems=[*text.systems],
            work=text.work,
            wish=text.wish,
            remark=remark,
            **standing_values(issue.standing),
        )
    )


def text_of(row: IssueRevisionRow) -> IssueText:
    return IssueText(
        title=row.title,
        what=row.what,
        times=row.times,
        hours=row.hours,
        affected=Affected(row.affected) if row.affected else None,
        systems=tuple(row.systems),
        work=row.work,
        wish=row.wish,
    )


def standing_of(row: IssueRevisionRow) -> Standing:
    return Standing(IssueState(row.state), row.stage, row.owner_id)
