"""Published cases of each organization, kept in memory and searched beside the loop.

What changes is put in by itself: nothing is built anew for it. An organization that has not been
asked about for the longest is left out once there are too many.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from domain.errors import DomainError
from domain.improvement_case import PublishedCase
from domain.organization import Organization
from domain.training import Course
from handlers.case_shelf import CaseShelf, CasesOfCourse, Fits, FoundCases
from language.case_likeness import SIMILAR
from storage.published_cases import CasesChanged, cases_changed_since
from storage.session import Database

if TYPE_CHECKING:
    from handlers.command import Member
    from handlers.deps import Deps

MOST_ORGANIZATIONS, MOST_CASES = 50, 60_000
"""Kept at a time; 20,000 cases take about 200 MB. The one asked about last is always kept."""
AT_A_TIME, INDEXED_AT_A_TIME = 200, 50
"""Cases that are read, or indexed, one after another, before somebody else has a turn."""
PATIENCE = 8.0
"""Seconds that somebody waits for thousands of cases to be read for the first time."""
SIMILAR_PATIENCE = 2.0
SIMILAR_LENGTH = 60
"""Characters of a report that similar ones are looked for by: its title, and what comes first.

A longer text makes the search slower, and what it is about less clear."""

T = TypeVar("T")


class StillReading(DomainError):
    def __init__(self) -> None:
        super().__init__("改善事例を探す準備をしています。1分ほど待って、もう一度送ってください。")


@dataclass(slots=True)
class _Kept:
    shelf: CaseShelf = field(default_factory=CaseShelf)
    version: int = 0
    """The organization's ``cases_version`` up to which everything is there."""
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One reads, others wait for it."""
    using: asyncio.Lock = field(default_factory=asyncio.Lock)
    """A shelf is for one thread at a time."""


class CaseIndexes:
    """One instance a process. The versions come with the organization, which each request reads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._going_on: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Organizations that are kept."""
        return len(self._kept)

    @property
    def kept(self) -> tuple[CaseShelf, ...]:
        """The shelves, the one asked about last at the end."""
        return tuple(kept.shelf for kept in self._kept.values())

    async def end(self) -> None:
        """What is still being read is left unread: the database is about to be closed."""
        for task in self._going_on:
            task.cancel()
        await asyncio.gather(*self._going_on, return_exceptions=True)

    async def search(
        self, member: "Member", text: str, deps: "Deps", *, fits: Fits | None = None
    ) -> FoundCases:
        """Those that the member may see. Raises StillReading."""
        return await self._ask(
            member,
            deps,
            lambda shelf: shelf.search(text, member.person, fits),
            is_by_words=True,
        )

    async def similar(
        self, member: "Member", text: str, deps: "Deps", limit: int = 5, least: float = SIMILAR
    ) -> tuple[PublishedCase, ...]:
        """Those that score ``least`` against a report that is being written; none while they are read
        for the first time.
        """
        try:
            return await self._ask(
                member,
                deps,
                lambda shelf: shelf.similar(
                    text[:SIMILAR_LENGTH], member.person, least=least, most=limit
                ),
                is_by_words=True,
                patience=SIMILAR_PATIENCE,
            )
        except StillReading:
            return ()

    async def newest(
        self, member: "Member", deps: "Deps", *, fits: Fits | None = None
    ) -> tuple[PublishedCase, ...]:
        """All that the member may see and that fit. Raises StillReading."""
        return await self._ask(member, deps, lambda shelf: shelf.newest(member.person, fits))

    async def get(self, member: "Member", case_id: int, deps: "Deps") -> PublishedCase | None:
        """None also of what the member may not see. Raises StillReading."""
        return await self._ask(member, deps, lambda shelf: shelf.get(case_id, member.person))

    async def tools(self, member: "Member", deps: "Deps") -> frozenset[str]:
        """Of the cases that the member may see. Raises StillReading."""
        return await self._ask(member, deps, lambda shelf: shelf.tools(member.person))

    async def of_course(self, member: "Member", course: Course, deps: "Deps") -> CasesOfCourse:
        """None while they are read for the first time."""
        try:
            return await self._ask(
                member,
                deps,
                lambda shelf: shelf.of_course(course, member.person),
                patience=SIMILAR_PATIENCE,
            )
        except StillReading:
            return CasesOfCourse()

    async def warm(self, organization: Organization, database: Database) -> None:
        """So that who asks first after the start does not wait. Nothing where there are no cases."""
        if not organization.cases_version:
            return
        # The first shelf of a process loads the words: half a second.
        kept = self._begun(organization, await asyncio.to_thread(_Kept))
        await self._brought_up(kept, organization, database, indexed=True)

    def _begun(self, organization: Organization, kept: _Kept) -> _Kept:
        return self._kept.setdefault(organization.id, kept)

    async def _ask(
        self,
        member: "Member",
        deps: "Deps",
        question: Callable[[CaseShelf], T],
        *,
        is_by_words: bool = False,
        patience: float | None = None,
    ) -> T:
        kept = self._kept.get(member.organization.id) or self._begun(member.organization, _Kept())
        self._kept.move_to_end(member.organization.id)
        work = self._brought_up(kept, member.organization, deps.database, indexed=is_by_words)
        going_on = asyncio.create_task(work)
        self._going_on.add(going_on)
        going_on.add_done_callback(self._going_on.discard)
        try:
            await asyncio.wait_for(
                asyncio.shield(going_on), timeout=PATIENCE if patience is None else patience
            )
        except TimeoutError:
            raise StillReading from None
        async with kept.using:
            return await asyncio.to_thread(question, kept.shelf)

    async def _brought_up(
        self, kept: _Kept, organization: Organization, database: Database, *, indexed: bool
    ) -> None:
        """To the organization's version. It goes on when nobody waits for it any more."""
        if kept.version < organization.cases_version:
            await _read(kept, organization, database)
            self._leave_out()
        while indexed and not kept.shelf.is_indexed:
            async with kept.using:
                await asyncio.to_thread(kept.shelf.index_some, INDEXED_AT_A_TIME)

    def _leave_out(self) -> None:
        cases = sum(len(kept.shelf) for kept in self._kept.values())
        while len(self._kept) > 1 and (len(self._kept) > MOST_ORGANIZATIONS or cases > MOST_CASES):
            _, left = self._kept.popitem(last=False)
            cases -= len(left.shelf)


async def _read(kept: _Kept, organization: Organization, database: Database) -> None:
    """What is later than is known."""
    async with kept.reading:
        if kept.version >= organization.cases_version:
            return
        after, is_more = None, True
        while is_more:
            changed = await _piece(organization, database, known=kept.version, after=after)
            async with kept.using:
                kept.shelf.change(changed.cases)
            after, is_more = changed.last, changed.last is not None
        kept.version = organization.cases_version


async def _piece(
    organization: Organization,
    database: Database,
    *,
    known: int,
    after: tuple[int, int] | None,
) -> CasesChanged:
    async with database.within(organization.id).read() as session:
        return await cases_changed_since(
            session,
            organization_id=organization.id,
            version=known,
            after=after,
            limit=AT_A_TIME,
        )
