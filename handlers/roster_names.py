"""Every way to call the people of a roster, kept till it changes: each question is held against it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from domain.organization import Organization
from handlers.kept import Kept
from handlers.names_to_mask import names_to_mask
from handlers.naming import NameIndex, name_index
from storage.people import names_ever, names_in_service
from storage.session import Database, Session

ROSTERS_KEPT = 100

Roster = TypeVar("Roster")
Made = TypeVar("Made")


class RosterNames:
    """Of who is there to be asked about, and of all who may be named and must not be."""

    def __init__(self) -> None:
        self._called = _OfRosters(_in_service, name_index)
        self._masked = _OfRosters(_ever, names_to_mask)

    async def index(self, database: Database, organization: Organization) -> NameIndex:
        return await self._called.of(database, organization)

    async def to_mask(self, database: Database, organization: Organization) -> frozenset[str]:
        """Those who have left included."""
        return await self._masked.of(database, organization)


async def _in_service(session: Session, organization_id: int) -> tuple[tuple[int, str], ...]:
    return await names_in_service(session, organization_id=organization_id)


async def _ever(session: Session, organization_id: int) -> tuple[tuple[str, str], ...]:
    return await names_ever(session, organization_id=organization_id)


class _OfRosters(Generic[Roster, Made]):
    """A prefecture's takes a fifth of a second: made beside the loop, once for all who wait."""

    def __init__(
        self, read: Callable[[Session, int], Awaitable[Roster]], make: Callable[[Roster], Made]
    ) -> None:
        self._read, self._make = read, make
        self._known: Kept[int, Made] = Kept(most=ROSTERS_KEPT)

    async def of(self, database: Database, organization: Organization) -> Made:
        async def made() -> Made:
            async with database.read() as session:
                roster = await self._read(session, organization.id)
            return await asyncio.to_thread(self._make, roster)

        return await self._known.made(organization.id, made, version=organization.roster_version)
