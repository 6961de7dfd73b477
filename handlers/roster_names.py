"""Every way to call the people of a roster, kept for a minute: each question is held against it."""

from datetime import datetime

from domain.organization import Organization
from handlers.naming import NameIndex, name_index
from storage.people import names_in_service
from storage.session import Database


class RosterNames:
    """Somebody who has just come into the roster is found by name a minute later at most."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[datetime, NameIndex]] = {}

    async def index(
        self, database: Database, organization: Organization, *, now: datetime
    ) -> NameIndex:
        minute = now.replace(second=0, microsecond=0)
        known = self._known.get(organization.id)
        if known is None or known[0] != minute:
            async with database.read() as session:
                roster = await names_in_service(session, organization_id=organization.id)
            known = self._known[organization.id] = (minute, name_index(roster))
        return known[1]
