"""Every way to call the people of a roster, kept till it changes: each question is held against it."""

from domain.organization import Organization
from handlers.kept import Kept
from handlers.naming import NameIndex, name_index
from storage.people import names_in_service
from storage.session import Database

ROSTERS_KEPT = 100


class RosterNames:
    def __init__(self) -> None:
        self._known: Kept[int, NameIndex] = Kept(most=ROSTERS_KEPT)

    async def index(self, database: Database, organization: Organization) -> NameIndex:
        version = organization.roster_version
        known = self._known.get(organization.id, version=version)
        if known is None:
            async with database.read() as session:
                roster = await names_in_service(session, organization_id=organization.id)
            known = name_index(roster)
            self._known.keep(organization.id, known, version=version)
        return known
