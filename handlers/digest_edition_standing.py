"""Where what is published of a week stands: in the forum's channel, or when it comes there."""

from datetime import datetime

from cards.digest_edition_words import InForum
from domain.business_calendar import BusinessCalendar
from domain.outbox import NO_CHANNEL, OutboxState
from handlers.deps import Deps
from handlers.digest_edition_post import POSTED, posting_of_edition
from handlers.outgoing import KINDS, OUT_OF_HOURS, held_back
from storage.organization_office import office_of
from storage.outbox_postings import posting
from storage.session import Session

_ON_ITS_WAY = frozenset({OutboxState.PENDING, OutboxState.SENDING})


async def in_forum(
    session: Session, week: str, *, organization_id: int, deps: Deps, now: datetime
) -> InForum:
    """Of a week that is published, as it is decided when it is sent."""
    office = await office_of(session, organization_id=organization_id)
    if office.forum is None:
        return InForum(reason=NO_CHANNEL)
    key = posting_of_edition(week, office.forum)
    chain = await posting(session, organization_id=organization_id, key=key)
    states = {link.state for link in chain}
    if OutboxState.SENT in states:
        return InForum(stands=True)
    if not states & _ON_ITS_WAY:
        return InForum(is_lost=True)
    calendar = BusinessCalendar(deps.is_national_holiday, office.own_days)
    held = held_back(KINDS[POSTED], office, calendar, now=now)
    if held is None:
        return InForum()
    if held.reason == OUT_OF_HOURS:
        return InForum(until=held.until)
    return InForum(reason=held.reason)
