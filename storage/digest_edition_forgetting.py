"""The words of a deleted message go from the フォーラム版 in which they were quoted as well, whatever the version."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.digest import Cite, CiteKind
from domain.digest_groups import as_quoted
from domain.digest_line import gone_with, words_of
from storage.countermeasure_tables import CountermeasureRow
from storage.digest_edition_table import DigestEditionRow
from storage.digest_editions import content_of, edition_in
from storage.issue_tables import IssueRow


async def forget_words(
    session: AsyncSession,
    message_id: int,
    said: Collection[str],
    *,
    organization_id: int,
    issue_id: int,
) -> None:
    """``said``: what the message is known to have been, in the thread of that issue. What any version has
    quoted of it meanwhile goes too, from all of them.
    """
    cites = await _about(session, message_id, organization_id=organization_id, issue=issue_id)
    rows = await _resting_on(session, cites, organization_id=organization_id)
    about = [cite.name for cite in cites]
    editions = [(row, edition_in(row)) for row in rows]
    lines = [line for _, edition in editions for line in edition.lines()]
    wordings = {*map(as_quoted, said), *words_of(message_id, lines)}
    for row, edition in editions:
        left = edition.without(gone_with(message_id, wordings, [*edition.lines()], about=about))
        if left != edition:
            row.content = content_of(left)
            row.withheld += 1  # so that it is drawn anew where it stands
    await session.flush()


async def _about(
    session: AsyncSession, message_id: int, *, organization_id: int, issue: int
) -> tuple[Cite, ...]:
    """The issue, and the 対応策 that was made of the message."""
    number = await session.scalar(select(col(IssueRow.number)).where(col(IssueRow.id) == issue))
    measure = await session.scalar(
        select(col(CountermeasureRow.number)).where(
            col(CountermeasureRow.organization_id) == organization_id,
            col(CountermeasureRow.message_id) == message_id,
        )
    )
    return Cite(CiteKind.ISSUE, number or 0), Cite(CiteKind.COUNTERMEASURE, measure or 0)


async def _resting_on(
    session: AsyncSession, cites: Collection[Cite], *, organization_id: int
) -> Collection[DigestEditionRow]:
    """Versions that name any of these."""
    cited = (
        col(DigestEditionRow.cites).contains(f"|{cite.name}|", autoescape=True) for cite in cites
    )
    rows = await session.scalars(
        select(DigestEditionRow).where(
            col(DigestEditionRow.organization_id) == organization_id, or_(*cited)
        )
    )
    return rows.all()
