"""Who somebody is and what they have done, kept for those who ask again: see ``kept.py``."""

from dataclasses import dataclass

from domain.advisers import rules_look_at
from domain.organization import Organization
from domain.people import Person
from domain.policy import Policy
from domain.training import Achievements
from handlers.kept import Kept
from storage.achievements import achievements_of
from storage.departments import place_names
from storage.people import people_to_ask, person_by_email
from storage.session import Database

PEOPLE_KEPT = 4_000
"""Of each kind, about 20 MB where everyone has thirty records: more people than ask within a day."""
DIRECTORIES_KEPT = 100


@dataclass(frozen=True, slots=True)
class Directory:
    """Who of an organization might be asked something, and the names of its places."""

    people: tuple[Person, ...]
    places: frozenset[str]


class KeptPeople:
    """One instance a process, for all its organizations."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._people: Kept[tuple[int, str], Person] = Kept(most=PEOPLE_KEPT)
        self._achievements: Kept[tuple[int, int], Achievements] = Kept(most=PEOPLE_KEPT)
        self._directories: Kept[int, Directory] = Kept(most=DIRECTORIES_KEPT)

    async def person(self, organization: Organization, *, email: str) -> Person | None:
        """Who is not in the roster is looked for anew each time."""
        key, version = (organization.id, email), organization.roster_version
        found = self._people.get(key, version=version)
        if found is None:
            async with self._database.within(organization.id).read() as session:
                found = await person_by_email(session, organization_id=organization.id, email=email)
            if found is not None:
                self._people.keep(key, found, version=version)
        return found

    async def directory(self, organization: Organization, policy: Policy) -> Directory:
        """``policy``: that of the organization, whose rules tell some of them."""
        version = organization.roster_version
        found = self._directories.get(organization.id, version=version)
        if found is None:
            sections, employments = rules_look_at(policy)
            async with self._database.within(organization.id).read() as session:
                people = await people_to_ask(
                    session,
                    organization_id=organization.id,
                    sections=sections,
                    employments=employments,
                )
                places = await place_names(session, organization_id=organization.id)
            found = Directory(people, places)
            self._directories.keep(organization.id, found, version=version)
        return found

    async def achievements(self, organization: Organization, *, person_id: int) -> Achievements:
        key, version = (organization.id, person_id), organization.records_version
        found = self._achievements.get(key, version=version)
        if found is None:
            found = await self.achievements_now(organization, person_id=person_id)
            self._achievements.keep(key, found, version=version)
        return found

    async def achievements_now(self, organization: Organization, *, person_id: int) -> Achievements:
        """For who has just changed them: the versions of ``organization`` are from before."""
        async with self._database.within(organization.id).read() as session:
            return await achievements_of(
                session, organization_id=organization.id, person_id=person_id
            )
