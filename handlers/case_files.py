"""Improvement cases as files: what each person may see, as it is now."""

import asyncio
from datetime import datetime

from cards.case_files import cases_file_card
from domain import fiscal_year
from domain.case_files import CaseCollection, NothingInFile, span_of
from domain.improvement_case import is_office
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Reply, Show
from storage.case_collection import case_collection
from storage.case_workbook import case_workbook
from storage.session import Database


async def give_cases(command: Command, member: Member, deps: Deps) -> Reply:
    """``of``: a fiscal year or a month, else all. Raises NoSuchSpan, NothingInFile."""
    today = deps.clock().date()
    collection = await _collection(deps.database, organization_id=member.organization.id)
    found = _limited(collection.for_person(member.person), command.args.get("of", ""))
    for_office = is_office(member.person)
    content = await asyncio.to_thread(case_workbook, found, to=today, is_office=for_office)
    name = f"改善事例_{found.of or f'{today:%Y-%m-%d}'}.xlsx"
    card = cases_file_card(
        file_name=name,
        count=len(found.cases),
        is_office=for_office,
        year=fiscal_year.fiscal_year(today),
    )
    return Show((card,), files=(MadeFile(name, content),))


async def export_cases(
    database: Database, *, organization_id: int, now: datetime, of: str = ""
) -> bytes:
    """All there is, for the command line. Raises NoSuchSpan, NothingInFile."""
    found = _limited(await _collection(database, organization_id=organization_id), of)
    return await asyncio.to_thread(case_workbook, found, to=now.date(), is_office=True)


async def _collection(database: Database, *, organization_id: int) -> CaseCollection:
    async with database.read() as session:
        return await case_collection(session, organization_id=organization_id)


def _limited(collection: CaseCollection, of: str) -> CaseCollection:
    found = collection.within(span_of(of)) if of else collection
    if not found.cases:
        raise NothingInFile(found.of)
    return found
