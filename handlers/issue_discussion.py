"""「#12のまとめ」: what was found, decided and left open in an issue's thread."""

from cards.discussion import discussion_card, too_few_to_sum_up_card
from cards.issue_alike import which_issue_card
from domain.discussion import LEAST_TO_SUM_UP
from domain.issue import Issue
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.discussion_summed import discussion_of
from handlers.issue_list import which_issue
from handlers.issue_seen import issue_of
from handlers.reply import Reply, show
from storage.issue_threads import thread_of
from storage.issues import issue_by_number
from storage.people import people_ever

_WHICH = "どの課題の話し合いをまとめますか。「#12のまとめ」のように送るか、次から課題を選んで「話し合いを見る」に進んでください。"


async def show_summary(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises IssueGone."""
    async with deps.database.read() as session:
        issue = await issue_of(
            session, command.row("issue"), organization_id=member.organization.id
        )
    return await _summed(issue, member, deps)


async def show_numbered(number: int, _command: Command, member: Member, deps: Deps) -> Reply:
    async with deps.database.read() as session:
        issue = await issue_by_number(
            session, organization_id=member.organization.id, number=number
        )
    return show(which_issue_card(number)) if issue is None else await _summed(issue, member, deps)


async def ask_which(_command: Command, member: Member, deps: Deps) -> Reply:
    return await which_issue(_WHICH, member, deps)


async def _summed(issue: Issue, member: Member, deps: Deps) -> Reply:
    whose = {"organization_id": member.organization.id}
    async with deps.database.read() as session:
        messages = await thread_of(session, issue.id, **whose)
        writers = {each.author_id for each in messages} - {None}
        people = await people_ever(session, **whose, ids=[each for each in writers if each])
    standing = [each for each in messages if not each.is_deleted]
    if len(standing) < LEAST_TO_SUM_UP:
        return show(too_few_to_sum_up_card(issue))
    discussion = await discussion_of(messages, {each.id: each.main_post.section for each in people})
    return show(discussion_card(issue, discussion, count=len(standing)))
