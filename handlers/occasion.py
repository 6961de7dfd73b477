"""The moment at which a message of the outbox is written: for whom, from what, on which day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from cards.elements import Card
from domain.office import OfficeChannel
from domain.outbox import NOTHING_NOTED, Note
from domain.people import Person
from domain.recommendation import Adviser
from handlers.advice import Advice
from handlers.digest_means import DigestMeans
from handlers.reply import MadeFile
from storage.organizations import organization_by_id
from storage.session import Database, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """``session`` only reads; ``database`` is for what is put down of the writing itself."""

    session: Session
    database: Database
    advice: Advice
    organization_id: int
    is_national_holiday: Callable[[date], bool]
    now: datetime
    digests: DigestMeans = field(default_factory=DigestMeans)

    @property
    def today(self) -> date:
        return self.now.date()

    async def adviser(self) -> Adviser:
        organization = await organization_by_id(self.session, self.organization_id)
        return await self.advice.adviser(self.database, organization, now=self.now)

    def for_person(self, person: Person) -> "Occasion":
        return Occasion(
            session=self.session,
            database=self.database,
            advice=self.advice,
            organization_id=self.organization_id,
            is_national_holiday=self.is_national_holiday,
            now=self.now,
            digests=self.digests,
            person=person,
        )

    def for_channel(
        self, channel: OfficeChannel, *, note: Note = NOTHING_NOTED
    ) -> "ChannelOccasion":
        return ChannelOccasion(
            session=self.session,
            database=self.database,
            advice=self.advice,
            organization_id=self.organization_id,
            is_national_holiday=self.is_national_holiday,
            now=self.now,
            digests=self.digests,
            channel=channel,
            note=note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion(Moment):
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelOccasion(Moment):
    """``note``: what an earlier look at the message has kept of it."""

    channel: OfficeChannel
    note: Note = NOTHING_NOTED


@dataclass(frozen=True, slots=True)
class Noted:
    """A card, and what is to be known of it once it has been sent."""

    card: Card
    note: Note


@dataclass(frozen=True, slots=True)
class Filed:
    """Files, as one message. ``card``: its summary is said beside them."""

    card: Card
    files: tuple[MadeFile, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """There is nothing to say any more. ``reason`` is a short code.

    ``needs_care``: what there was to say cannot be said, and somebody has to look.
    """

    reason: str
    needs_care: bool = False


@dataclass(frozen=True, slots=True)
class Postponed:
    """``reason`` is a short code; ``note``: for whoever looks at it next, in whatever process."""

    until: datetime
    reason: str
    note: Note | None = None
