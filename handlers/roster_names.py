"""Every way to call the people of a roster, kept till it changes: each question is held against it."""

import asyncio

from domain.organization import Organization
from handlers.kept import Kept
from handlers.naming import NameIndex, name_index
from storage.people import names_in_service
from storage.session import Database

ROSTERS_KEPT = 100


class RosterNames:
    """A prefecture's index takes a fifth of a second: made beside the loop, once for all who wait."""

    def __init__(self) -> None:
        self._known: Kept[int, NameIndex] = Kept(most=ROSTERS_KEPT)
        self._making = asyncio.Lock()

    async def index(self, database: Database, organization: Organization) -> NameIndex:
        if (known := self._of(organization)) is not None:
            return known
        async with self._making:
            if (known := self._of(organization)) is not None:
                return known
            async with database.read() as session:
                roster = await names_in_service(session, organization_id=organization.id)
            made = await asyncio.to_thread(name_index, roster)
            self._known.keep(organization.id, made, version=organization.roster_version)
            return made

    def _of(self, organization: Organization) -> NameIndex | None:
        return self._known.get(organization.id, version=organization.roster_version)
