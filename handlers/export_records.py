"""The 受講記録 written as an Excel file for the office."""

import asyncio
from datetime import datetime

from cards.office_file import records_card
from domain.errors import DomainError
from domain.permissions import Act, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Reply, Show
from storage.audit import record_audit
from storage.office_writer import OfficeList
from storage.record_export import COLUMNS, record_rows
from storage.session import Database


class NothingToExport(DomainError):
    """An empty list would look as if it were all."""

    def __init__(self) -> None:
        super().__init__(
            "受講記録が1件もありません。受講記録を取り込んでから、もう一度書き出してください。"
        )


async def give_records(_command: Command, member: Member, deps: Deps) -> Reply:
    require(Act.EXPORT_RECORDS, actor=member.person, subject=member.person)
    now = deps.clock()
    content = await export_records(
        deps.database, organization_id=member.organization.id, now=now, actor_id=member.person.id
    )
    name = f"受講記録_{now:%Y-%m-%d}.xlsx"
    return Show((records_card(file_name=name),), files=(MadeFile(name, content),))


async def export_records(
    database: Database, *, organization_id: int, now: datetime, actor_id: int | None = None
) -> bytes:
    """The content of an .xlsx that ``import_records`` takes back without a change.

    ``actor_id`` is None from the command line. Raises NothingToExport.
    """
    with await asyncio.to_thread(OfficeList, "受講記録", COLUMNS) as office_list:
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
            action=Act.EXPORT_RECORDS.name,
        )
    return content
