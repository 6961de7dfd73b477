"""Policy and catalogue made ready for answering, kept while nothing changes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from domain.catalogue import Catalogue
from domain.errors import DomainError
from domain.organization import Organization
from domain.recommendation import Adviser
from domain.requirements import Rulebook
from handlers.kept import Kept
from handlers.policy_reader import PolicyReader
from language.course_search import course_document
from language.gazetteer import CourseNames
from language.search import Index
from storage.catalogue import read_catalogue
from storage.session import Database

INDEXES_KEPT = 50
"""Catalogues that were searched last; one of forty courses takes a few megabytes."""


class NoPolicy(DomainError):
    """The policy of the organization is not loaded."""

    def __init__(self, organization: str) -> None:
        super().__init__(
            f"{organization}の育成方針が読み込まれていません。システム管理者に設定を確認するよう伝えてください。"
        )


T = TypeVar("T")
RulebookOf = Callable[[Organization], Rulebook]
"""Raises NoPolicy."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A catalogue as it was at one version."""

    version: int
    catalogue: Catalogue
    names: CourseNames


class Advice:
    """Catalogues are read again when their version moves, advisers made anew each minute.

    Sessions begin and deadlines pass with time, so an adviser is good for one minute; within it
    everyone who asks shares one. The version comes with the organization, which each request reads.
    """

    def __init__(self, rulebook_of: RulebookOf) -> None:
        self._rulebook_of = rulebook_of
        self._read: dict[int, _Read] = {}
        self._reading = asyncio.Lock()
        self._advisers: dict[int, tuple[tuple[int, datetime], Adviser]] = {}
        self._indexes: Kept[int, Index[str]] = Kept(most=INDEXES_KEPT)
        self._readers: dict[int, tuple[Rulebook, PolicyReader]] = {}
        self._searching = asyncio.Lock()

    def rulebook(self, organization: Organization) -> Rulebook:
        """Raises NoPolicy."""
        return self._rulebook_of(organization)

    async def reader(self, organization: Organization) -> PolicyReader:
        """Made beside the loop, once for all organizations of that policy. Raises NoPolicy."""
        rulebook = self.rulebook(organization)
        known = self._readers.get(id(rulebook))
        if known is None:
            made = await asyncio.to_thread(PolicyReader, rulebook.policy)
            known = self._readers[id(rulebook)] = (rulebook, made)
        return known[1]

    async def beside(self, work: Callable[..., T], *args: object) -> T:
        """``work(*args)`` beside the loop: a search of a whole sentence takes tens of milliseconds.

        One at a time, since an index is for one thread at a time.
        """
        async with self._searching:
            return await asyncio.to_thread(work, *args)

    async def adviser(
        self, database: Database, organization: Organization, *, now: datetime
    ) -> Adviser:
        minute = now.replace(second=0, microsecond=0)
        key = (organization.catalogue_version, minute)
        known = self._advisers.get(organization.id)
        if known is None or known[0] != key:
            read = await self._catalogue(database, organization)
            adviser = Adviser(
                rulebook=self.rulebook(organization), catalogue=read.catalogue, now=now
            )
            known = self._advisers[organization.id] = (key, adviser)
        return known[1]

    async def course_names(self, database: Database, organization: Organization) -> CourseNames:
        return (await self._catalogue(database, organization)).names

    async def course_index(self, database: Database, organization: Organization) -> Index[str]:
        """The courses on offer by their codes. Made beside the loop: it loads the dictionary."""
        catalogue = (await self._catalogue(database, organization)).catalogue

        async def made() -> Index[str]:
            documents = [course_document(course) for course in catalogue.courses]
            return await asyncio.to_thread(Index[str], documents)

        return await self._indexes.made(
            organization.id, made, version=organization.catalogue_version
        )

    async def _catalogue(self, database: Database, organization: Organization) -> _Read:
        """Many may ask while the first still reads: they wait for it."""
        version = organization.catalogue_version
        async with self._reading:
            known = self._read.get(organization.id)
            if known is None or known.version != version:
                async with database.read() as session:
                    catalogue = await read_catalogue(session, organization_id=organization.id)
                names = _course_names(tuple(course.name for course in catalogue.courses))
                known = self._read[organization.id] = _Read(version, catalogue, names)
        return known


@lru_cache(maxsize=INDEXES_KEPT)
def _course_names(names: tuple[str, ...]) -> CourseNames:
    """Of a catalogue that is read again since a seat was taken, the names are those of before."""
    return CourseNames(names)
