"""The moment at which a message of the outbox is written: for whom, from what, on which day."""

from dataclasses import dataclass
from datetime import date

from domain.office import OfficeChannel
from domain.people import Person
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Occasion:
    person: Person
    session: Session
    organization_id: int
    today: date


@dataclass(frozen=True, slots=True)
class ChannelOccasion:
    channel: OfficeChannel
    session: Session
    organization_id: int
    today: date


@dataclass(frozen=True, slots=True)
class Dropped:
    """There is nothing to say any more. ``reason`` is a short code."""

    reason: str
