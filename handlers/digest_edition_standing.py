"""Where what is published of a week stands: in the forum's channel, or when it comes there."""

from domain.in_forum import ON_ITS_WAY, ForumState, InForum, came_of, is_changed_there
from domain.office import Office
from domain.outbox import NO_CHANNEL
from handlers.deps import Deps
from handlers.digest_edition_post import POSTED, posting_of_edition
from handlers.outgoing import KINDS, OUT_OF_HOURS, held_back
from storage.outbox_postings import posting
from storage.session import Session


async def in_forum(
    session: Session, week: str, office: Office, *, organization_id: int, deps: Deps
) -> InForum:
    """Of a week that is published: what came of the last of its messages, or as it is decided when that is sent."""
    if office.forum is None:
        return InForum(ForumState.HELD, reason=NO_CHANNEL)
    key = posting_of_edition(week, office.forum)
    chain = await posting(session, organization_id=organization_id, key=key)
    state = came_of(chain)
    if state is ForumState.COMING and not is_changed_there(chain):
        return _coming(office, deps)
    return InForum(state)


def _coming(office: Office, deps: Deps) -> InForum:
    calendar = office.calendar(deps.is_national_holiday)
    held = held_back(KINDS[POSTED], office, calendar, now=deps.clock())
    if held is None:
        return ON_ITS_WAY
    if held.reason == OUT_OF_HOURS:
        return InForum(ForumState.COMING, until=held.until)
    return InForum(ForumState.HELD, reason=held.reason)
