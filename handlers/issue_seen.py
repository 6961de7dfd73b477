"""What all that is done to an issue begins with: the issue, its history, how one person sees it."""

from collections.abc import Collection, Iterable, Mapping

from cards.issue import IssueShown
from domain.case_sight import sight_of
from domain.countermeasure import SeenCountermeasure
from domain.issue import Issue, IssueGone
from domain.issue_group import ConfirmedGroup
from domain.issue_history import IssueHistory
from domain.issue_link import said_of
from domain.issue_rights import IssueAct, may
from domain.issue_thread import ThreadSummary
from domain.people import Person
from storage.countermeasure_adoptions import same_done
from storage.countermeasure_sight import readable
from storage.countermeasures import countermeasures_of
from storage.dx_measures import measures_of_issue
from storage.issue_groups import group_of_issue
from storage.issue_links import links_of
from storage.issue_revisions import issue_revisions
from storage.issue_threads import thread_summary
from storage.issues import issue_by_id
from storage.last_progress import last_progress_of_issue
from storage.people import people_ever
from storage.session import Session


async def issue_of(session: Session, issue_id: int | None, *, organization_id: int) -> Issue:
    """Raises IssueGone."""
    if issue_id is None:
        raise IssueGone
    issue = await issue_by_id(session, organization_id=organization_id, issue_id=issue_id)
    if issue is None:
        raise IssueGone
    return issue


async def history_of(session: Session, issue: Issue, *, organization_id: int) -> IssueHistory:
    revisions = await issue_revisions(session, organization_id=organization_id, issue_id=issue.id)
    named = (number for r in revisions for number in (r.editor_id, r.standing.owner_id))
    return IssueHistory(
        issue, revisions, await names_of(session, named, organization_id=organization_id)
    )


async def names_of(
    session: Session, staff_ids: Iterable[int | None], *, organization_id: int
) -> Mapping[int, str]:
    ids = {each for each in staff_ids if each is not None}
    people = await people_ever(session, organization_id=organization_id, ids=[*ids])
    return {person.id: person.name for person in people}


def named_on(issue: Issue, thread: ThreadSummary) -> tuple[int | None, ...]:
    """Its author and its owner, and those who wrote what was marked."""
    writers = (each.author_id for each in thread.marked)
    return (issue.author_id, issue.standing.owner_id, *writers)


async def countermeasures_seen(
    session: Session,
    issue_id: int,
    *,
    group: ConfirmedGroup | None,
    organization_id: int,
    reader: Person | None,
) -> tuple[SeenCountermeasure, ...]:
    """Of an issue, and of the group that it is in. ``reader``: None where everybody reads."""
    return await seen_of(
        session,
        [issue_id],
        organization_id=organization_id,
        group_ids=[] if group is None else [group.id],
        reader=reader,
    )


async def seen_of(
    session: Session,
    issue_ids: Collection[int],
    *,
    organization_id: int,
    group_ids: Collection[int],
    reader: Person | None,
) -> tuple[SeenCountermeasure, ...]:
    """Of these issues and groups, with who does the same. ``reader``: None where everybody reads."""
    told = await countermeasures_of(
        session, issue_ids, organization_id=organization_id, group_ids=group_ids
    )
    sight = sight_of(reader) if reader else None
    measures = await readable(session, told, organization_id=organization_id, sight=sight)
    adopted = await same_done(
        session, [each.id for each in measures], organization_id=organization_id
    )
    return tuple(
        SeenCountermeasure(each, tuple(a for a in adopted if a.countermeasure_id == each.id))
        for each in measures
    )


async def shown_to(
    session: Session, issue: Issue, person: Person, *, organization_id: int
) -> IssueShown:
    """With what it is tied to, and what that person may do with it."""
    thread = await thread_summary(session, issue.id, organization_id=organization_id)
    ties = said_of(issue.id, await links_of(session, [issue.id], organization_id=organization_id))
    others = [
        (link, await issue_of(session, number, organization_id=organization_id))
        for number, link in ties.items()
    ]
    group = await group_of_issue(session, issue.id, organization_id=organization_id)
    measures = await measures_of_issue(session, issue.id, organization_id=organization_id)
    last = await last_progress_of_issue(session, issue.id, organization_id=organization_id)
    named = (*named_on(issue, thread), last.by if last else None)
    names = await names_of(session, named, organization_id=organization_id)
    told = await countermeasures_seen(
        session, issue.id, group=group, organization_id=organization_id, reader=person
    )
    return IssueShown(
        issue=issue,
        author=names.get(issue.author_id, ""),
        owner=names.get(issue.standing.owner_id or 0, ""),
        ties=others,
        group=group,
        measures=measures,
        thread=thread,
        thread_names=names,
        progress=last,
        progress_by=names.get(last.by or 0, "") if last else "",
        countermeasures=told,
        may_rewrite=may(IssueAct.REWRITE, person, issue),
        may_move=may(IssueAct.MOVE, person, issue),
    )
