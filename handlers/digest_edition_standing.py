"""Where what is published of a week stands: in the forum's channel, or when it comes there."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from domain.business_calendar import BusinessCalendar
from domain.in_forum import InForum
from domain.office import Office
from domain.outbox import NO_CHANNEL, OutboxState
from domain.posting import NOTHING_STANDS_THERE, POSTED_IN_DOUBT, Link, last_that_counts
from handlers.deps import Deps
from handlers.digest_edition_post import NOT_SHOWN_HERE, POSTED, WITHDRAWN, posting_of_edition
from handlers.outgoing import KINDS, OUT_OF_HOURS, held_back
from storage.organization_office import office_of
from storage.outbox_postings import posting
from storage.session import Session

_ON_THEIR_WAY = frozenset({OutboxState.PENDING, OutboxState.SENDING})
_NOT_THERE = frozenset({NOT_SHOWN_HERE, NOTHING_STANDS_THERE, NO_CHANNEL})


async def in_forum(
    session: Session, week: str, *, organization_id: int, deps: Deps, now: datetime
) -> InForum:
    """Of a week that is published: what came of the last of its messages, or as it is decided when that is sent."""
    office = await office_of(session, organization_id=organization_id)
    if office.forum is None:
        return InForum(reason=NO_CHANNEL)
    key = posting_of_edition(week, office.forum)
    chain = await posting(session, organization_id=organization_id, key=key)
    last = last_that_counts(chain)
    if last is None:
        return InForum(is_lost=True)
    if last.state in _ON_THEIR_WAY:
        return InForum() if _stands(chain) else _coming(office, deps, now=now)
    return _come_to(last.state, last.reason)


def _come_to(state: OutboxState, reason: str) -> InForum:
    """Of the last message; one that is on its way comes by itself."""
    match state:
        case OutboxState.PENDING | OutboxState.SENDING:
            return InForum()
        case OutboxState.SENT | OutboxState.DEAD if reason == WITHDRAWN:
            return InForum(is_emptied=True)
        case OutboxState.SENT | OutboxState.DEAD if reason in _NOT_THERE:
            return InForum(is_lost=True)
        case OutboxState.SENT:
            return InForum(stands=True)
        case OutboxState.UNKNOWN:
            return InForum(is_in_doubt=True)
        case OutboxState.FAILED | OutboxState.DEAD if reason == POSTED_IN_DOUBT:
            return InForum(is_in_doubt=True)
        case OutboxState.FAILED | OutboxState.DEAD:
            return InForum(is_stale=True)
        case _:
            assert_never(state)


def _stands(chain: Iterable[Link]) -> bool:
    """Something does, and is changed in its place at any time."""
    return any(link.state is OutboxState.SENT for link in chain)


def _coming(office: Office, deps: Deps, *, now: datetime) -> InForum:
    calendar = BusinessCalendar(deps.is_national_holiday, office.own_days)
    held = held_back(KINDS[POSTED], office, calendar, now=now)
    if held is None:
        return InForum()
    if held.reason == OUT_OF_HOURS:
        return InForum(until=held.until)
    return InForum(reason=held.reason)
