"""The words of a deleted message go from the フォーラム版 in which they were quoted as well, whatever the version."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.digest import Cite, CiteKind
from domain.digest_edition import Edition
from domain.digest_groups import as_quoted
from domain.digest_line import TakenBack
from storage.countermeasure_tables import CountermeasureRow
from storage.digest_edition_table import DigestEditionRow
from storage.digest_editions import content_of, edition_in
from storage.issue_tables import IssueRow


async def forget_words(
    session: AsyncSession, message_id: int, said: str, *, organization_id: int, issue_id: int
) -> None:
    """``said``: what the message was at last, in the thread of that issue. What was made of an older version
    of it goes too.
    """
    issue = await session.scalar(select(col(IssueRow.number)).where(col(IssueRow.id) == issue_id))
    measure = await session.scalar(
        select(col(CountermeasureRow.number)).where(
            col(CountermeasureRow.organization_id) == organization_id,
            col(CountermeasureRow.message_id) == message_id,
        )
    )
    cites = (Cite(CiteKind.ISSUE, issue or 0), Cite(CiteKind.COUNTERMEASURE, measure or 0))
    cited = (
        col(DigestEditionRow.cites).contains(f"|{cite.name}|", autoescape=True) for cite in cites
    )
    rows = await session.scalars(
        select(DigestEditionRow).where(
            col(DigestEditionRow.organization_id) == organization_id, or_(*cited)
        )
    )
    for row in rows.all():
        edition = edition_in(row)
        left = edition.without(_gone(edition, message_id, as_quoted(said)))
        if left != edition:
            row.content = content_of(left)
            row.withheld += 1  # so that it is drawn anew where it stands
    await session.flush()


def _gone(edition: Edition, message_id: int, words: str) -> TakenBack:
    """What is made of it, and its words wherever the secretariat has quoted them; others' who said the same
    stay.
    """
    of_it, others = set[str](), set[str]()
    for line in edition.lines():
        if any(each.message == message_id for each in line.said):
            of_it.add(line.words)
        elif line.said:
            others.add(line.words)
    said = {s for line in edition.lines() for s in line.said if s.message == message_id}
    return TakenBack(words=frozenset({words, *of_it} - {"", *others}), said=frozenset(said))
