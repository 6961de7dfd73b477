"""「下書き」「続きを書く」: whatever was begun, a case first, then an issue."""

from handlers import case_draft, case_mine, case_report, issue_draft, issue_raise
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply


async def go_on_writing(command: Command, member: Member, deps: Deps) -> Reply:
    """Where nothing was begun, what has been reported."""
    if await case_draft.drafts_of(member, deps):
        return await case_report.report(command, member, deps)
    if await issue_draft.drafts_of(member, deps):
        return await issue_raise.raise_issue(command, member, deps)
    return await case_mine.show_own_cases(command, member, deps)
