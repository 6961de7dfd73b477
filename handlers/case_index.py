"""Published cases of each organization, kept in memory: ``kept_shelves.py``."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from domain.errors import DomainError
from domain.improvement_case import PublishedCase
from domain.organization import Organization
from domain.training import Course
from handlers.case_shelf import CaseShelf, CasesOfCourse, Fits, FoundCases
from handlers.kept_shelves import After, KeptShelves
from language.case_likeness import SIMILAR
from storage.published_cases import cases_changed_since
from storage.session import Database, Session

if TYPE_CHECKING:
    from handlers.command import Member
    from handlers.deps import Deps

MOST_ORGANIZATIONS, MOST_CASES = 50, 60_000
"""Kept at a time; 20,000 cases take about 200 MB. The one asked about last is always kept."""
AT_A_TIME = 200
"""Cases that are read one after another, before somebody else has a turn."""
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


class CaseIndexes:
    """One instance a process. The versions come with the organization, which each request reads."""

    def __init__(self, *, most: int = MOST_ORGANIZATIONS, most_cases: int = MOST_CASES) -> None:
        self._shelves = KeptShelves(CaseShelf, _changed, most=most, most_inside=most_cases)

    def __len__(self) -> int:
        """Organizations that are kept."""
        return len(self._shelves)

    @property
    def kept(self) -> tuple[CaseShelf, ...]:
        """The shelves, the one asked about last at the end."""
        return self._shelves.all

    async def end(self) -> None:
        """What is still being read is left unread: the database is about to be closed."""
        await self._shelves.end()

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
        if organization.cases_version:
            await self._shelves.warm(organization.id, database, version=organization.cases_version)

    async def _ask(
        self,
        member: "Member",
        deps: "Deps",
        question: Callable[[CaseShelf], T],
        *,
        is_by_words: bool = False,
        patience: float | None = None,
    ) -> T:
        try:
            return await self._shelves.ask(
                member.organization.id,
                question,
                deps.database,
                version=member.organization.cases_version,
                patience=PATIENCE if patience is None else patience,
                indexed=is_by_words,
            )
        except TimeoutError:
            raise StillReading from None


async def _changed(
    session: Session, *, organization_id: int, version: int, after: After
) -> tuple[Callable[[CaseShelf], None], After]:
    changed = await cases_changed_since(
        session, organization_id=organization_id, version=version, after=after, limit=AT_A_TIME
    )
    return partial(CaseShelf.change, cases=changed.cases), changed.last
