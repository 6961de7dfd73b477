"""「#12」: one issue as it stands, and what has become of it."""

from dataclasses import replace

from cards.issue import IssueShown, issue_card
from cards.issue_alike import which_issue_card
from cards.issue_history import AT_A_TIME, issue_history_card
from domain.issue_rights import is_among_its_own
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue_seen import history_of, issue_of, shown_to
from handlers.reply import Reply, show
from language.issue_words import issue_asked_for
from storage.issues import issue_by_number

CASES_SHOWN = 3


async def show_issue(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises IssueGone."""
    number = member.organization.id
    async with deps.database.read() as session:
        issue = await issue_of(session, command.row("issue"), organization_id=number)
        shown = await shown_to(session, issue, member.person, organization_id=number)
    return await _show(shown, member, deps)


async def show_numbered(command: Command, member: Member, deps: Deps) -> Reply:
    """The number is in the message."""
    return await show_by_number(issue_asked_for(command.text) or 0, member, deps)


async def show_by_number(asked: int, member: Member, deps: Deps, *, done: str = "") -> Reply:
    """``done``: said before it."""
    number = member.organization.id
    async with deps.database.read() as session:
        issue = await issue_by_number(session, organization_id=number, number=asked)
        if issue is None:
            return show(which_issue_card(asked))
        shown = await shown_to(session, issue, member.person, organization_id=number)
    return await _show(shown, member, deps, done=done)


async def _show(shown: IssueShown, member: Member, deps: Deps, *, done: str = "") -> Reply:
    """An open one with the cases that may help those who deal with it."""
    issue = shown.issue
    if issue.is_open and is_among_its_own(member.person, issue):
        text = f"{issue.text.title}\n{issue.text.what}"
        shown = replace(
            shown, cases=await deps.cases.similar(member, text, deps, limit=CASES_SHOWN)
        )
    return show(issue_card(shown, today=deps.clock().date(), done=done, nonce=deps.new_nonce()))


async def show_history(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises IssueGone."""
    number = member.organization.id
    async with deps.database.read() as session:
        issue = await issue_of(session, command.row("issue"), organization_id=number)
        history = await history_of(session, issue, organization_id=number)
    last = max(1, -(-len(history.revisions) // AT_A_TIME))
    page = min(max(command.row("page") or 1, 1), last)
    return show(issue_history_card(history, page=page, today=deps.clock().date()))
