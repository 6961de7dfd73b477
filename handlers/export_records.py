"""The 受講記録 written as an Excel file for the office."""

import asyncio
from datetime import datetime

from domain.errors import DomainError
from storage.audit import record_audit
from storage.office_writer import OfficeList
from storage.record_export import COLUMNS, record_rows
from storage.session import Database


class NothingToExport(DomainError):
    """An empty list would look as if it were all."""

    def __init__(self) -> None:
        super().__init__(
            "受講記録が1件もありません。「kakehashi import records」で取り込んでから、"
            "もう一度書き出してください。"
        )


async def export_records(
    database: Database, *, organization_id: int, now: datetime, actor_id: int | None = None
) -> bytes:
    """The content of an .xlsx that ``import_records`` takes back without a change.

    ``actor_id`` is None from the command line. Raises NothingToExport.
    """
    with OfficeList("受講記録", COLUMNS) as office_list:
        count = 0
        async with database.read() as session:
            async for rows in record_rows(session, organization_id=organization_id):
                count += len(rows)
                # Others are answered meanwhile: a long list takes a minute to write.
                await asyncio.to_thread(office_list.append, rows)
        if not count:
            raise NothingToExport
        content = await asyncio.to_thread(office_list.finish)
    async with database.begin() as session:
        record_audit(
            session,
            organization_id=organization_id,
            at=now,
            actor_id=actor_id,
            action="EXPORT_RECORDS",
        )
    return content
