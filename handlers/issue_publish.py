"""An issue in the forum's channel: posted once, then changed in place."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from cards.elements import Card
from cards.issue import IssueShown
from cards.issue_publish import posted_card, withdrawn_in_channel_card
from domain.digest import CiteKind
from domain.issue import Issue, IssueState, RaisedAt
from domain.office import ChannelPlace, OfficeChannel
from domain.outbox import Note, Notice
from domain.posting import ISSUE_POSTED, posting_of_issue
from handlers.digest_edition_post import enqueue_taken_back
from handlers.issue_seen import countermeasures_seen, named_on, names_of
from handlers.occasion import ChannelOccasion, Dropped, Noted
from storage.countermeasures import countermeasures_of_case
from storage.issue_groups import group_of_issue, groups_by_id
from storage.issue_threads import thread_summary
from storage.issues import issue_by_id
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.outbox_postings import posting_keys
from storage.session import Session

POSTED, CHANGED = ISSUE_POSTED, "issue.changed"
ISSUE_GONE, WITHDRAWN = "issue_gone", "issue_withdrawn"


async def enqueue_posted(
    session: Session, issue: Issue, *, organization_id: int, at: datetime
) -> bool:
    """In the transaction that registers it: in the thread of the forum's channel where it was raised,
    else in that channel itself. False where the office has chosen no channel of the forum.

    Whoever calls sets ``deps.outbox_filled`` after that.
    """
    office = await office_of(session, organization_id=organization_id)
    if office.forum is None:
        return False
    place = _place(issue.raised_at, office.forum)
    notice = Notice(
        POSTED,
        None,
        dedupe_key=f"{posting_of_issue(issue.id)}{place}",
        args=_args(issue.id, place),
        channel=OfficeChannel.FORUM,
    )
    await enqueue(session, notice, organization_id=organization_id, at=at)
    return True


async def enqueue_changed(
    session: Session, issue_id: int, *, organization_id: int, at: datetime
) -> None:
    """In the transaction of the change: wherever it stands it is drawn anew, and what is not told of it any
    more goes from the weeks' digests.
    """
    begin = posting_of_issue(issue_id)
    for key in await posting_keys(session, organization_id=organization_id, begin=begin):
        platform, _, channel = key.removeprefix(begin).partition(":")
        place = ChannelPlace(platform, channel)
        notice = Notice(
            CHANGED,
            None,
            dedupe_key=f"{CHANGED}:{issue_id}:{place}:{secrets.token_hex(8)}",
            args=_args(issue_id, place),
            channel=OfficeChannel.FORUM,
            edits=key,
        )
        await enqueue(session, notice, organization_id=organization_id, at=at)
    await enqueue_taken_back(
        session, CiteKind.ISSUE, issue_id, organization_id=organization_id, at=at
    )


async def enqueue_changed_by_case(
    session: Session, case_id: int, *, organization_id: int, at: datetime
) -> None:
    """In the transaction that withdraws an improvement case, or publishes it, maybe to fewer or more:
    the cards of the issues that show what came of it, and the weeks' digests that quote that.
    """
    told = await countermeasures_of_case(session, case_id, organization_id=organization_id)
    groups = await groups_by_id(
        session,
        {each.group_id for each in told if each.group_id is not None},
        organization_id=organization_id,
    )
    ids = {each.issue_id for each in told if each.issue_id is not None}
    ids |= {each for group in groups.values() for each in group.issue_ids}
    for issue_id in sorted(ids):
        await enqueue_changed(session, issue_id, organization_id=organization_id, at=at)
    for each in told:
        await enqueue_taken_back(
            session, CiteKind.COUNTERMEASURE, each.id, organization_id=organization_id, at=at
        )


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Noted | Dropped:
    """As the issue is now."""
    session, number = occasion.session, occasion.organization_id
    issue = await issue_by_id(session, organization_id=number, issue_id=int(args["issue"]))
    if issue is None:
        return Dropped(ISSUE_GONE)
    if issue.standing.state is IssueState.WITHDRAWN:
        return Noted(withdrawn_in_channel_card(issue.name), Note(withheld=WITHDRAWN))
    thread = await thread_summary(session, issue.id, organization_id=number)
    names = await names_of(session, named_on(issue, thread), organization_id=number)
    group = await group_of_issue(session, issue.id, organization_id=number)
    shown = IssueShown(
        issue=issue,
        author=names.get(issue.author_id, ""),
        owner=names.get(issue.standing.owner_id or 0, ""),
        thread=thread,
        thread_names=names,
        countermeasures=await countermeasures_seen(
            session, issue.id, group=group, organization_id=number, reader=None
        ),
    )
    return posted_card(shown, today=occasion.today)


def _place(raised_at: RaisedAt | None, forum: ChannelPlace) -> ChannelPlace:
    if raised_at is None or not forum.has(raised_at.platform, raised_at.channel):
        return forum
    return forum.in_thread(raised_at.thread)


def _args(issue_id: int, place: ChannelPlace) -> dict[str, str]:
    return {"issue": str(issue_id), "platform": place.platform, "channel": place.id}
