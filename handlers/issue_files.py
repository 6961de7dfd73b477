"""課題をExcelで: all issues with their history and what was said of pairs of them."""

import asyncio
from datetime import datetime

from cards.issue_list import issues_file_card
from domain.errors import DomainError
from domain.issue_files import IssueCollection
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Reply, Show
from storage.issue_collection import issue_collection
from storage.issue_workbook import issue_workbook
from storage.session import Database


class NoIssues(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "課題は、まだ登録されていません。「課題を登録」と送ると書きはじめられます。"
        )


async def give_issues(_command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NoIssues."""
    collection = await _collection(deps.database, organization_id=member.organization.id)
    content = await asyncio.to_thread(issue_workbook, collection)
    name = f"課題_{deps.clock():%Y-%m-%d}.xlsx"
    card = issues_file_card(file_name=name, count=len(collection.issues))
    return Show((card,), files=(MadeFile(name, content),))


async def export_issues(database: Database, *, organization_id: int, now: datetime) -> bytes:  # noqa: ARG001 - every export is told when it is
    """For the command line. Raises NoIssues."""
    collection = await _collection(database, organization_id=organization_id)
    return await asyncio.to_thread(issue_workbook, collection)


async def _collection(database: Database, *, organization_id: int) -> IssueCollection:
    async with database.read() as session:
        collection = await issue_collection(session, organization_id=organization_id)
    if not collection.issues:
        raise NoIssues
    return collection
