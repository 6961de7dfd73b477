"""What decides whose turn has come, of one organization or of all: a few questions, however many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.ledger import newest_weeks, newest_weeks_of_all
from storage.organization_office import KeptOffice, kept_office, kept_offices
from storage.reminder_preferences import OwnTimes, own_times, own_times_of_all
from storage.session import Session

RECENT = timedelta(weeks=4)
"""So far back a look at all organizations goes into the ledger. Where no turn was settled since, one
has long been due, or a look at that organization alone finds that none is.
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """``newest``: by job, the newest week that is settled."""

    kept: KeptOffice
    newest: Mapping[str, str]
    own_times: OwnTimes


async def seen_of(session: Session, organization_id: int) -> Seen:
    return Seen(
        await kept_office(session, organization_id=organization_id),
        await newest_weeks(session, organization_id=organization_id),
        await own_times(session, organization_id=organization_id),
    )


async def seen_of_all(session: Session, *, now: datetime) -> dict[int, Seen]:
    offices = await kept_offices(session)
    newest = await newest_weeks_of_all(session, offices.keys(), since=now - RECENT)
    chosen = await own_times_of_all(session)
    return {
        number: Seen(kept, newest.get(number, {}), chosen.get(number, ()))
        for number, kept in offices.items()
    }
