"""What departments say by now that they are in trouble with, for what a フォーラム版 says of it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.digest import Cite, CiteKind
from domain.digest_exchange import words_of_trouble
from domain.exchange import Progress
from storage.dialect import is_one_of
from storage.dx_measure_tables import DxMeasureRow
from storage.exchange_tables import ExchangeItemRow
from storage.issue_tables import IssueRow


async def words_of_troubles(
    session: AsyncSession, about: Collection[Cite], *, organization_id: int
) -> set[str]:
    """Of these issues and measures, whichever week's 情報交換 asked."""
    found = set[str]()
    item = ExchangeItemRow
    for kind, table, asked in (
        (CiteKind.ISSUE, IssueRow, item.issue_id),
        (CiteKind.MEASURE, DxMeasureRow, item.measure_id),
    ):
        numbers = sorted(cite.number for cite in about if cite.kind is kind)
        if not numbers:
            continue
        rows = await session.execute(
            select(col(table.number), col(item.department), col(item.line))
            .join(table, col(table.id) == col(asked))
            .where(
                col(item.organization_id) == organization_id,
                col(item.progress) == Progress.TROUBLED.value,
                is_one_of(session, col(table.number), numbers),
            )
        )
        found |= {words_of_trouble(Cite(kind, n), place, line) for n, place, line in rows}
    return found
