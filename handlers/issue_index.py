"""Issues of each organization, kept in memory and compared beside the loop.

What changes is put in by itself. An organization that has not been asked about for the longest is
left out once there are too many.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from domain.errors import DomainError
from domain.issue import Issue, IssueState, IssueText
from domain.organization import Organization
from handlers.issue_shelf import IssueShelf, NearIssue
from language.issue_text import issue_said
from storage.issues import issues_changed_since
from storage.session import Database

if TYPE_CHECKING:
    from handlers.command import Member
    from handlers.deps import Deps

MOST_ORGANIZATIONS, MOST_ISSUES = 50, 100_000
"""Kept at a time. The one asked about last is always kept."""
AT_A_TIME, INDEXED_AT_A_TIME = 500, 50
"""Issues that are read, or encoded, one after another, before somebody else has a turn."""
PATIENCE, SIMILAR_PATIENCE = 8.0, 2.0
"""Seconds that somebody waits for them to be read for the first time; while they write, fewer."""
MOST_SHOWN = 5
LOOKED_AT = 20
"""Among so many of the nearest a solved one is looked for."""


class StillReading(DomainError):
    def __init__(self) -> None:
        super().__init__("課題を比べる準備をしています。1分ほど待って、もう一度送ってください。")


@dataclass(slots=True)
class _Kept:
    shelf: IssueShelf = field(default_factory=IssueShelf)
    version: int = 0
    """The organization's ``issues_version`` up to which everything is there."""
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    using: asyncio.Lock = field(default_factory=asyncio.Lock)
    """A shelf is for one thread at a time."""


class IssueIndexes:
    """One instance a process. The versions come with the organization, which each request reads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._going_on: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Organizations that are kept."""
        return len(self._kept)

    async def end(self) -> None:
        """What is still being read is left unread: the database is about to be closed."""
        for task in self._going_on:
            task.cancel()
        await asyncio.gather(*self._going_on, return_exceptions=True)

    async def nearest(
        self, member: "Member", said: str, deps: "Deps", *, but: Collection[int] = ()
    ) -> tuple[NearIssue, ...]:
        """Of all departments, at most ``MOST_SHOWN``. Raises StillReading."""
        return await self._nearest(member, said, deps, but=but, patience=PATIENCE)

    async def similar(
        self, member: "Member", text: IssueText, deps: "Deps", *, but: int | None = None
    ) -> tuple[Issue, ...]:
        """Those that are likely the same as what is being written; none while they are read for the
        first time.
        """
        said = issue_said(text.title, text.said)
        left_out = () if but is None else (but,)
        try:
            near = await self._nearest(member, said, deps, but=left_out, patience=SIMILAR_PATIENCE)
        except StillReading:
            return ()
        return tuple(each.issue for each in near if each.is_likely)

    async def solved_like(
        self, member: "Member", said: str, deps: "Deps", *, but: Collection[int], most: int
    ) -> tuple[Issue, ...]:
        """Those among the nearest that have been solved. Raises StillReading."""
        near = await self._nearest(
            member, said, deps, but=but, patience=SIMILAR_PATIENCE, most=LOOKED_AT
        )
        solved = (each.issue for each in near if each.issue.standing.state is IssueState.SOLVED)
        return tuple(islice(solved, most))

    async def _nearest(
        self,
        member: "Member",
        said: str,
        deps: "Deps",
        *,
        but: Collection[int],
        patience: float,
        most: int = MOST_SHOWN,
    ) -> tuple[NearIssue, ...]:
        if not said.strip():
            return ()
        kept = self._kept.setdefault(member.organization.id, _Kept())
        self._kept.move_to_end(member.organization.id)
        going_on = asyncio.create_task(self._brought_up(kept, member.organization, deps.database))
        self._going_on.add(going_on)
        going_on.add_done_callback(self._going_on.discard)
        try:
            await asyncio.wait_for(asyncio.shield(going_on), timeout=patience)
        except TimeoutError:
            raise StillReading from None
        async with kept.using:
            return await asyncio.to_thread(kept.shelf.nearest, said, but=but, most=most)

    async def _brought_up(
        self, kept: _Kept, organization: Organization, database: Database
    ) -> None:
        """To the organization's version. It goes on when nobody waits for it any more."""
        if kept.version < organization.issues_version:
            await _read(kept, organization, database)
            self._leave_out()
        while not kept.shelf.is_indexed:
            async with kept.using:
                await asyncio.to_thread(kept.shelf.index_some, INDEXED_AT_A_TIME)

    def _leave_out(self) -> None:
        issues = sum(len(kept.shelf) for kept in self._kept.values())
        while len(self._kept) > 1 and (
            len(self._kept) > MOST_ORGANIZATIONS or issues > MOST_ISSUES
        ):
            _, left = self._kept.popitem(last=False)
            issues -= len(left.shelf)


async def _read(kept: _Kept, organization: Organization, database: Database) -> None:
    """What is later than is known."""
    async with kept.reading:
        if kept.version >= organization.issues_version:
            return
        after, is_more = None, True
        while is_more:
            async with database.within(organization.id).read() as session:
                issues, after = await issues_changed_since(
                    session,
                    organization_id=organization.id,
                    version=kept.version,
                    after=after,
                    limit=AT_A_TIME,
                )
            async with kept.using:
                kept.shelf.change(issues)
            is_more = after is not None
        kept.version = organization.issues_version
