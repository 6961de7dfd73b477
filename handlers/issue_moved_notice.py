"""Who deals with an issue from now on hears of it; who raised it hears that it is solved."""

from collections.abc import Mapping
from datetime import datetime

from cards.elements import Card
from cards.issue_moved import owned_card, solved_card
from domain.issue import Issue, IssueState
from domain.outbox import Notice
from handlers.command import Member
from handlers.issue_seen import history_of, issue_of
from handlers.occasion import Dropped, Occasion
from storage.outbox import enqueue
from storage.people import people_by_id
from storage.session import Session

OWNED, SOLVED = "issue.owned", "issue.solved"
MOVED_ON = "issue_moved_on"


async def tell_of_move(
    session: Session, after: Issue, before: Issue, member: Member, *, at: datetime
) -> None:
    """In the transaction of the change. Nothing to who has made it themself."""
    owner = after.standing.owner_id
    if owner is not None and owner != before.standing.owner_id:
        await _tell(session, OWNED, owner, after, member, at=at)
    is_solved = after.standing.state is IssueState.SOLVED
    if is_solved and before.standing.state is not IssueState.SOLVED:
        await _tell(session, SOLVED, after.author_id, after, member, at=at)


async def _tell(
    session: Session, kind: str, to: int, issue: Issue, member: Member, *, at: datetime
) -> None:
    """Nothing to who has left."""
    number = member.organization.id
    if to == member.person.id or not await people_by_id(session, organization_id=number, ids=[to]):
        return
    notice = Notice(
        kind,
        to,
        dedupe_key=f"{kind}:{issue.id}:{issue.version}:{to}",
        args={"issue": str(issue.id), "version": str(issue.version)},
    )
    await enqueue(session, notice, organization_id=number, at=at)


async def write_owned(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing where somebody else deals with it by now."""
    issue = await _issue(occasion, args)
    if issue.standing.owner_id != occasion.person.id or not issue.is_open:
        return Dropped(MOVED_ON)
    by, remark = await _by(occasion, issue, args)
    return owned_card(issue, by=by, remark=remark)


async def write_solved(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing where it is open again."""
    issue = await _issue(occasion, args)
    if issue.standing.state is not IssueState.SOLVED or issue.author_id != occasion.person.id:
        return Dropped(MOVED_ON)
    by, remark = await _by(occasion, issue, args)
    return solved_card(issue, by=by, remark=remark)


async def _issue(occasion: Occasion, args: Mapping[str, str]) -> Issue:
    """Raises IssueGone."""
    return await issue_of(
        occasion.session, int(args["issue"]), organization_id=occasion.organization_id
    )


async def _by(occasion: Occasion, issue: Issue, args: Mapping[str, str]) -> tuple[str, str]:
    """Who made that version, and their word why."""
    history = await history_of(occasion.session, issue, organization_id=occasion.organization_id)
    made = (each for each in history.revisions if each.version == int(args["version"]))
    revision = next(made, history.revisions[-1])
    return history.name_of(revision.editor_id), revision.remark
