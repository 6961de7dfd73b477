"""Improvement cases as files: what each person may see, as it is now."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

from cards.case_files import cases_file_card, slides_file_card
from domain import fiscal_year
from domain.case_files import (
    EVERY,
    CaseCollection,
    NothingInFile,
    OfCases,
    Wanted,
    month_of,
    span_of,
)
from domain.case_selection import NothingSelected, Selection
from domain.case_sight import is_office
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Reply, Show
from language.case_file_words import CaseFileAsked
from storage.case_collection import case_collection
from storage.case_selections import selection_of
from storage.case_workbook import case_workbook
from storage.session import Database


async def give_cases(command: Command, member: Member, deps: Deps) -> Reply:
    """``of``: a year or a month, or ``selection``: a month's 「今月の改善事例」, else all; ``as``: pptx
    for 成果発表.

    Raises NoSuchSpan, NothingInFile, NothingSelected.
    """
    today, for_office = deps.clock().date(), is_office(member.person)
    number, wanted = member.organization.id, Wanted.of_args(command.args)
    collection = await _collection(deps.database, wanted.of, organization_id=number)
    selection = await _selection(deps.database, wanted, organization_id=number)
    if selection and not selection.posted_at and not for_office:
        raise NothingSelected(selection.name)
    found = _limited(collection.for_person(member.person), selection)
    of_cases = OfCases(tuple(each.case.id for each in found.cases))
    year = fiscal_year.fiscal_year(today)
    of = found.of.removesuffix("の改善事例") or today.isoformat()
    if command.args.get("as") == "pptx":
        name = f"成果発表_{of}.pptx"
        content = await _slides(found, to=today, organization=member.organization.name)
        card = slides_file_card(file_name=name, count=len(found.published), year=year)
        return Show((card,), files=(MadeFile(name, content, of_cases),))
    name = f"改善事例_{of}.xlsx"
    content = await asyncio.to_thread(case_workbook, found, to=today, is_office=for_office)
    card = cases_file_card(file_name=name, count=len(found.cases), is_office=for_office, year=year)
    return Show((card,), files=(MadeFile(name, content, of_cases),))


async def give_asked(asked: CaseFileAsked, command: Command, member: Member, deps: Deps) -> Reply:
    """What was asked for in words. Raises as ``give_cases`` does."""
    args = {"of": asked.of, "selection": asked.selection, "as": "pptx" if asked.as_slides else ""}
    return await give_cases(replace(command, args=args), member, deps)


async def give_slides(command: Command, member: Member, deps: Deps) -> Reply:
    """成果発表. Raises NothingInFile."""
    return await give_cases(replace(command, args={"as": "pptx"}), member, deps)


async def export_cases(
    database: Database, *, organization_id: int, now: datetime, wanted: Wanted = EVERY
) -> bytes:
    """All there is, for the command line. Raises NoSuchSpan, NothingInFile, NothingSelected."""
    found = await _for_the_shell(database, wanted, organization_id=organization_id)
    return await asyncio.to_thread(case_workbook, found, to=now.date(), is_office=True)


async def export_slides(
    database: Database, *, organization_id: int, now: datetime, wanted: Wanted = EVERY
) -> bytes:
    """成果発表 of what is published. Raises NoSuchSpan, NothingInFile, NothingSelected."""
    found = await _for_the_shell(database, wanted, organization_id=organization_id)
    return await _slides(found, to=now.date(), organization="")


async def _for_the_shell(
    database: Database, wanted: Wanted, *, organization_id: int
) -> CaseCollection:
    selection = await _selection(database, wanted, organization_id=organization_id)
    collection = await _collection(database, wanted.of, organization_id=organization_id)
    return _limited(collection, selection)


async def _slides(found: CaseCollection, *, to: date, organization: str) -> bytes:
    if not found.published:
        raise NothingInFile(found.of or "公開中")
    from storage.case_slides import case_slides  # python-pptx takes 5 MB: for those who ask for it

    return await asyncio.to_thread(case_slides, found, to=to, organization=organization)


async def _collection(database: Database, of: str, *, organization_id: int) -> CaseCollection:
    """``of``: a fiscal year or a month, else all. Raises NoSuchSpan."""
    span = span_of(of) if of else None
    async with database.read() as session:
        return await case_collection(session, organization_id=organization_id, span=span)


async def _selection(
    database: Database, wanted: Wanted, *, organization_id: int
) -> Selection | None:
    """None where none is wanted. Raises NoSuchSpan; NothingSelected, where nothing is saved yet."""
    if not wanted.selection:
        return None
    month = month_of(wanted.selection)
    async with database.read() as session:
        selection = await selection_of(session, month, organization_id=organization_id)
    if not selection.case_ids:
        raise NothingSelected(selection.name)
    return selection


def _limited(collection: CaseCollection, selection: Selection | None) -> CaseCollection:
    """Raises NothingInFile."""
    found = collection
    if selection:
        found = found.chosen(selection.case_ids, words=selection.name)
    if not found.cases:
        raise NothingInFile(found.of)
    return found
