"""All issues of an organization in groups: confirmed ones as people made them, and candidates around them.

Computed beside the loop, and kept till an issue, a link or a group changes.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypedDict

from domain.errors import DomainError
from domain.issue import Issue, IssueState
from domain.issue_candidate import Members, members_of
from domain.issue_group import (
    MOST_ISSUES,
    Candidate,
    ConfirmedGroup,
    Evidence,
    Grouping,
    GroupKind,
    GroupSeen,
    parted,
)
from domain.issue_link import IssueLink, LinkKind
from handlers.going_on import GoingOn
from handlers.kept import Kept
from language import issue_groups as language
from language.issue_text import IssueText
from storage.issue_candidates import standing_dismissals
from storage.issue_groups import group_revisions, standing_groups
from storage.issue_links import every_link
from storage.issues import every_issue
from storage.organizations import organization_by_id
from storage.session import Database

if TYPE_CHECKING:
    from handlers.command import Member
    from handlers.deps import Deps

ORGANIZATIONS_KEPT = 50
PATIENCE = 8.0
"""Seconds that somebody waits; it goes on, and is there when they ask again."""
_KINDS = {
    language.GroupKind.COMMON: GroupKind.COMMON,
    language.GroupKind.SPANNING: GroupKind.SPANNING,
}
Pair = tuple[int, int]


class StillGrouping(DomainError):
    def __init__(self) -> None:
        super().__init__("課題をまとめているところです。1分ほど待って、もう一度送ってください。")


class Groupings:
    """One instance a process."""

    def __init__(self) -> None:
        self._kept: Kept[int, Grouping] = Kept(most=ORGANIZATIONS_KEPT)
        self._going_on = GoingOn()

    async def end(self) -> None:
        """What is still being read is left unread: the database is about to be closed."""
        await self._going_on.end()

    async def of(self, member: "Member", deps: "Deps") -> Grouping:
        """Raises StillGrouping."""
        work = self._now(member.organization.id, deps.database)
        try:
            return await self._going_on.wait_for(work, patience=PATIENCE)
        except TimeoutError:
            raise StillGrouping from None

    async def _now(self, organization_id: int, database: Database) -> Grouping:
        """As it stands now, with what this very request has changed."""
        async with database.within(organization_id).read() as session:
            now = await organization_by_id(session, organization_id)

        async def computed() -> Grouping:
            return await asyncio.to_thread(grouped, await _read(organization_id, database))

        return await self._kept.made(organization_id, computed, version=now.issues_version)


@dataclass(frozen=True, slots=True)
class ToGroup:
    """All that a grouping is computed from. ``groups``: those that stand."""

    issues: tuple[Issue, ...]
    links: tuple[IssueLink, ...]
    groups: tuple[ConfirmedGroup, ...]
    parted: frozenset[Pair]
    """(group, issue)."""
    dismissed: frozenset[Members] = frozenset()
    """Candidates of just these issues are none."""


async def _read(organization_id: int, database: Database) -> ToGroup:
    async with database.within(organization_id).read() as session:
        groups = await standing_groups(session, organization_id=organization_id)
        inside = {issue for group in groups for issue in group.issue_ids}
        return ToGroup(
            tuple(
                issue
                for issue in await every_issue(session, organization_id=organization_id)
                if issue.id in inside or issue.standing.state is not IssueState.WITHDRAWN
            ),
            await every_link(session, organization_id=organization_id),
            groups,
            parted(await group_revisions(session, organization_id=organization_id)),
            frozenset(
                each.members
                for each in await standing_dismissals(session, organization_id=organization_id)
            ),
        )


class _Pairs(TypedDict):
    """What people said, by position."""

    same: list[Pair]
    different: list[Pair]
    flows: list[Pair]


def grouped(read: ToGroup) -> Grouping:
    """Slow: seconds for thousands of issues."""
    by_id = {issue.id: issue for issue in read.issues}
    computed = language.issue_groups(
        [_compared(issue) for issue in read.issues], **_said(read, [*by_id])
    )
    home = {issue: group for group in read.groups for issue in group.issue_ids}
    proposed: defaultdict[int, list[Issue]] = defaultdict(list)
    candidates = []
    for found in computed:
        owners = {home[key].id for key in found.keys if key in home}
        if len(owners) == 1:
            proposed[owners.pop()] += [by_id[key] for key in found.keys if key not in home]
        elif not owners and found.kind in _KINDS:
            candidates.append(_candidate(found, by_id))
    return Grouping(
        tuple(_seen(group, by_id, proposed[group.id]) for group in read.groups),
        tuple(each for each in candidates if members_of(each.issues) not in read.dismissed),
    )


def _said(read: ToGroup, ids: Sequence[int]) -> _Pairs:
    """What people said of pairs, by position; a confirmed group is the same throughout, and another one
    than the others.
    """
    place = {issue_id: at for at, issue_id in enumerate(ids)}
    first = {group.id: group.issue_ids[0] for group in read.groups}
    same = [*_linked(read, LinkKind.SAME), *(p for g in read.groups for p in _chain(g.issue_ids))]
    apart = [
        *_linked(read, LinkKind.DIFFERENT),
        *((first[group], issue) for group, issue in read.parted if group in first),
        *_all_pairs([*first.values()]),
    ]

    def placed(pairs: Iterable[Pair]) -> list[Pair]:
        return [(place[a], place[b]) for a, b in pairs if a in place and b in place]

    flows = _linked(read, LinkKind.RELATED)
    return _Pairs(same=placed(same), different=placed(apart), flows=placed(flows))


def _linked(read: ToGroup, kind: LinkKind) -> Iterator[Pair]:
    return ((link.low, link.high) for link in read.links if link.kind is kind)


def _chain(ids: Sequence[int]) -> Iterable[Pair]:
    return pairwise(ids)


def _all_pairs(ids: Sequence[int]) -> Iterator[Pair]:
    return combinations(ids, 2)


def _compared(issue: Issue) -> IssueText[int]:
    return IssueText(issue.id, issue.department, issue.text.said, issue.text.title, issue.section)


def _candidate(found: language.IssueGroup[int], by_id: Mapping[int, Issue]) -> Candidate:
    issues = tuple(by_id[key] for key in found.keys)[:MOST_ISSUES]
    return Candidate(found.label, _KINDS[found.kind], issues, _evidence(found, by_id))


def _seen(
    group: ConfirmedGroup, by_id: Mapping[int, Issue], proposed: Sequence[Issue]
) -> GroupSeen:
    """The evidence of what is in it, and not of what might be."""
    issues = tuple(by_id[each] for each in group.issue_ids if each in by_id)
    chain = [*_chain(range(len(issues)))]
    found = language.issue_groups([_compared(issue) for issue in issues], same=chain)
    evidence = _evidence(found[0], by_id) if found else Evidence()
    return GroupSeen(group, issues, evidence, tuple(proposed))


def _evidence(found: language.IssueGroup[int], by_id: Mapping[int, Issue]) -> Evidence:
    return Evidence(
        found.terms,
        tuple(
            (cited.text, tuple(by_id[key].number for key in cited.cites)) for cited in found.summary
        ),
    )
