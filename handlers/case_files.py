"""Improvement cases as files: what each person may see, as it is now."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

from cards.case_files import cases_file_card, slides_file_card
from domain import fiscal_year
from domain.case_files import CaseCollection, NothingInFile, span_of
from domain.improvement_case import is_office
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Reply, Show
from storage.case_collection import case_collection
from storage.case_slides import case_slides
from storage.case_workbook import case_workbook
from storage.session import Database


async def give_cases(command: Command, member: Member, deps: Deps) -> Reply:
    """``of``: a fiscal year or a month, else all; ``as``: pptx for 成果発表.

    Raises NoSuchSpan, NothingInFile.
    """
    today = deps.clock().date()
    collection = await _collection(deps.database, organization_id=member.organization.id)
    found = _limited(collection.for_person(member.person), command.args.get("of", ""))
    for_office = is_office(member.person)
    of, year = found.of or f"{today:%Y-%m-%d}", fiscal_year.fiscal_year(today)
    if command.args.get("as") == "pptx":
        name = f"成果発表_{of}.pptx"
        content = await _slides(found, to=today, organization=member.organization.name)
        card = slides_file_card(file_name=name, count=len(found.published), year=year)
        return Show((card,), files=(MadeFile(name, content),))
    name = f"改善事例_{of}.xlsx"
    content = await asyncio.to_thread(case_workbook, found, to=today, is_office=for_office)
    card = cases_file_card(file_name=name, count=len(found.cases), is_office=for_office, year=year)
    return Show((card,), files=(MadeFile(name, content),))


async def give_slides(command: Command, member: Member, deps: Deps) -> Reply:
    """成果発表. Raises NothingInFile."""
    return await give_cases(replace(command, args={"as": "pptx"}), member, deps)


async def export_cases(
    database: Database, *, organization_id: int, now: datetime, of: str = ""
) -> bytes:
    """All there is, for the command line. Raises NoSuchSpan, NothingInFile."""
    found = _limited(await _collection(database, organization_id=organization_id), of)
    return await asyncio.to_thread(case_workbook, found, to=now.date(), is_office=True)


async def export_slides(
    database: Database, *, organization_id: int, now: datetime, of: str = ""
) -> bytes:
    """成果発表 of all that is published. Raises NoSuchSpan, NothingInFile."""
    found = _limited(await _collection(database, organization_id=organization_id), of)
    return await _slides(found, to=now.date(), organization="")


async def _slides(found: CaseCollection, *, to: date, organization: str) -> bytes:
    if not found.published:
        raise NothingInFile(found.of or "公開中")
    return await asyncio.to_thread(case_slides, found, to=to, organization=organization)


async def _collection(database: Database, *, organization_id: int) -> CaseCollection:
    async with database.read() as session:
        return await case_collection(session, organization_id=organization_id)


def _limited(collection: CaseCollection, of: str) -> CaseCollection:
    found = collection.within(span_of(of)) if of else collection
    if not found.cases:
        raise NothingInFile(found.of)
    return found
