"""What the threads of a week decided and left open, for the groups that the digest tells of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from domain.digest import Cite, CiteKind, Period, Spoken
from domain.digest_groups import SHOWN, GroupStands, Marked
from domain.discussion import Discussion, SaidThere
from domain.issue import Issue
from domain.issue_thread import ThreadMessage
from handlers.discussion_summed import discussion_of
from storage.digest_issues import threads_until
from storage.people import people_ever
from storage.session import Database

MOST_THREADS = 20
"""Of a digest, the newest: each may take half a second."""


async def with_discussions(
    groups: Sequence[GroupStands], period: Period, *, database: Database, organization_id: int
) -> tuple[GroupStands, ...]:
    """The first of them, with what the threads of their issues say where anything was said in the period.

    Messages that were marked are told already.
    """
    shown = groups[:SHOWN]
    ids = {issue.id for group in shown for issue in group.issues}
    whose = {"organization_id": organization_id}
    async with database.within(organization_id).read() as session:
        threads = await threads_until(session, ids, **whose, since=period.since, until=period.until)
        writers = {said.author_id for thread in threads.values() for said in thread}
        people = await people_ever(session, **whose, ids=[each for each in writers if each])
    sections = {each.id: each.main_post.section for each in people}
    newest = sorted(threads, key=lambda issue: threads[issue][-1].said_at, reverse=True)
    told = {
        issue: (threads[issue], await discussion_of(threads[issue], sections))
        for issue in newest[:MOST_THREADS]
    }
    names = {f"{section}：" for section in sections.values()}
    return (*(_with(group, told, names) for group in shown), *groups[SHOWN:])


_Told = Mapping[int, tuple[Sequence[ThreadMessage], Discussion]]


def _with(group: GroupStands, told: _Told, names: Iterable[str]) -> GroupStands:
    known = {mark.text for mark in (*group.decided, *group.answers)}
    concluded: list[Marked] = []
    left_open: list[Marked] = []
    for issue in group.issues:
        if issue.id in told:
            thread, discussion = told[issue.id]
            for found, said in (
                (concluded, discussion.decisions),
                (left_open, discussion.open_questions),
            ):
                found.extend(_marked(issue, thread, said, known, tuple(names)))
    return replace(group, concluded=_newest(concluded), left_open=_newest(left_open))


def _marked(
    issue: Issue,
    thread: Sequence[ThreadMessage],
    said: Iterable[SaidThere],
    known: set[str],
    names: tuple[str, ...],
) -> Iterator[Marked]:
    """A section's name before a sentence is of today: whoever wrote it may have been elsewhere then."""
    for each in said:
        cited = [thread[place - 1] for place in each.cites]
        if not each.text.startswith(names) and not any(m.text in known for m in cited):
            cite = Cite(CiteKind.ISSUE, issue.number)
            said_in = tuple(Spoken(m.id, m.version) for m in cited)
            yield Marked(each.text, cite, max(m.said_at for m in cited), said_in)


def _newest(found: Iterable[Marked]) -> tuple[Marked, ...]:
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))
