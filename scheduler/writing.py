"""What messages say, written at the moment of sending: many with one look at the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.outbox import Claimed
from domain.people import Person
from handlers.advice import Advice
from handlers.digest_means import DigestMeans
from handlers.occasion import Dropped, Moment, Postponed
from handlers.outgoing import Circumstances, Written, written
from scheduler.together import Together
from storage.organization_office import office_of
from storage.people import people_by_id
from storage.session import Database, Session

AT_ONCE = 200
"""Nobody waits long for the others of their batch."""


@dataclass
class Writing:
    """For one organization."""

    database: Database
    organization_id: int
    clock: Callable[[], datetime]
    is_national_holiday: Callable[[date], bool]
    advice: Advice
    digests: DigestMeans = field(default_factory=DigestMeans)
    _together: Together[Claimed, Written | Dropped | Postponed | Exception] = field(init=False)

    def __post_init__(self) -> None:
        self._together = Together(self._write, most=AT_ONCE)

    async def written(self, message: Claimed) -> Written | Dropped | Postponed:
        """Raises the fault of this message, not those of the others."""
        letter = await self._together(message)
        if isinstance(letter, Exception):
            raise letter
        return letter

    async def _write(
        self, messages: Sequence[Claimed]
    ) -> Sequence[Written | Dropped | Postponed | Exception]:
        """With one connection, so that those who ask something meanwhile find others free."""
        # Before anything is read: what comes in meanwhile must not count as told.
        now = self.clock()
        ids = {message.staff_id for message in messages if message.staff_id is not None}
        async with self.database.read() as session:
            circumstances = await self._circumstances(session, now=now)
            found = (
                await people_by_id(session, organization_id=self.organization_id, ids=ids)
                if ids
                else ()
            )
            people = {person.id: person for person in found}
            return [
                await _write_one(message, people.get(message.staff_id or 0), circumstances)
                for message in messages
            ]

    async def _circumstances(self, session: Session, *, now: datetime) -> Circumstances:
        office = await office_of(session, organization_id=self.organization_id)
        moment = Moment(
            session=session,
            database=self.database,
            advice=self.advice,
            organization_id=self.organization_id,
            is_national_holiday=self.is_national_holiday,
            now=now,
            digests=self.digests,
        )
        return Circumstances(moment, office, office.calendar(self.is_national_holiday))


async def _write_one(
    message: Claimed, person: Person | None, circumstances: Circumstances
) -> Written | Dropped | Postponed | Exception:
    try:
        return await written(message, person, circumstances)
    except Exception as fault:  # noqa: BLE001 - the others are to be written
        await circumstances.moment.session.rollback()
        return fault
