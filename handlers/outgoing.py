"""What the outbox sends, made at the moment of sending: whether it is still true, and the card."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cards.elements import Card
from domain.outbox import Claimed
from domain.people import Person
from handlers import completion_notice
from handlers.occasion import Dropped, Occasion
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
    message: Claimed,
    person: Person | None,
    database: Database,
    organization_id: int,
    *,
    now: datetime,
) -> Written | Dropped | Postponed:
    """Whoever has left is told nothing any more; whoever is on leave, when they are back.

    ``person``: the one it is for, None where they have left. Raises KeyError for a kind that this version does not know.
    """
    write = KINDS[message.kind]
    if person is None:
        return Dropped("person_left")
    if person.attendance.is_on_leave:
        return Postponed(now + ON_LEAVE_AGAIN, "on_leave")
    async with database.read() as session:
        card = await write(Occasion(person, session, organization_id, now.date()), message.args)
    return card if isinstance(card, Dropped) else Written(person, card)
