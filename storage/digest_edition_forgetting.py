"""The words of a deleted message go from the フォーラム版 in which they were quoted as well, whatever the version."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.digest import Cite, CiteKind
from domain.digest_edition import TakenBack
from domain.digest_groups import as_quoted
from storage.digest_edition_table import DigestEditionRow
from storage.digest_editions import content_of, edition_in
from storage.issue_tables import IssueRow


async def forget_words(
    session: AsyncSession, said: str, *, organization_id: int, issue_id: int
) -> None:
    """``said`` in the thread of that issue."""
    if not (words := as_quoted(said)):
        return
    number = await session.scalar(select(col(IssueRow.number)).where(col(IssueRow.id) == issue_id))
    cite = Cite(CiteKind.ISSUE, number or 0)
    rows = await session.scalars(
        select(DigestEditionRow).where(
            col(DigestEditionRow.organization_id) == organization_id,
            col(DigestEditionRow.cites).contains(f"|{cite.name}|", autoescape=True),
        )
    )
    for row in rows.all():
        edition = edition_in(row)
        left = edition.without(TakenBack(words=frozenset({words})))
        if left != edition:
            row.content = content_of(left)
            row.withheld += 1  # so that it is drawn anew where it stands
    await session.flush()
