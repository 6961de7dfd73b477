"""What the outbox sends, made at the moment of sending: whether it is still true, and the card."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cards.elements import Card
from domain.outbox import Claimed
from domain.people import Person
from handlers import completion_notice
from handlers.occasion import Dropped, Occasion
from storage.people import people_by_id
from storage.session import Database

Write = Callable[[Occasion, Mapping[str, str]], Awaitable[Card | Dropped]]

KINDS: Mapping[str, Write] = {
    completion_notice.KIND: completion_notice.write,
}

ON_LEAVE_AGAIN = timedelta(days=1)
"""How often it is looked whether somebody is back."""


@dataclass(frozen=True, slots=True)
class Written:
    person: Person
    card: Card


@dataclass(frozen=True, slots=True)
class Postponed:
    """``reason`` is a short code."""

    until: datetime
    reason: str


async def written(
    message: Claimed, database: Database, organization_id: int, *, now: datetime
) -> Written | Dropped | Postponed:
    """Whoever has left is told nothing any more; whoever is on leave, when they are back.

    Raises KeyError for a kind that this version does not know.
    """
    write = KINDS[message.kind]
    async with database.read() as session:
        people = await people_by_id(
            session, organization_id=organization_id, ids=[message.staff_id]
        )
        if not people:
            return Dropped("person_left")
        (person,) = people
        if person.attendance.is_on_leave:
            return Postponed(now + ON_LEAVE_AGAIN, "on_leave")
        occasion = Occasion(person, session, organization_id, now.date())
        card = await write(occasion, message.args)
    return card if isinstance(card, Dropped) else Written(person, card)
