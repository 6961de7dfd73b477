"""What nobody has dealt with for 30 days: told to the 統括リーダー of its department, then to the secretariat."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from cards.elements import Card
from cards.stalled import stalled_card
from domain.chief import led_by
from domain.dx_measure import DxMeasure
from domain.issue import Issue
from domain.office import OfficeChannel
from domain.outbox import Notice
from domain.stalled import department_of, has_stalled
from handlers.occasion import ChannelOccasion, Dropped, Moment, Occasion
from storage.issues import issues_by_id
from storage.open_measures import open_measures
from storage.outbox import enqueue
from storage.session import Session

CHIEF, OFFICE = "stalled.chief", "stalled.office"
HAS_MOVED = "has_moved"


async def enqueue_to_chief(
    session: Session,
    items: Sequence[Issue | DxMeasure],
    *,
    staff_id: int,
    organization_id: int,
    at: datetime,
) -> bool:
    """In the transaction that notes it: nothing else keeps a second one out."""
    key = f"{CHIEF}:{staff_id}:{secrets.token_hex(8)}"
    notice = Notice(CHIEF, staff_id, key, _args(items))
    return await enqueue(session, notice, organization_id=organization_id, at=at)


async def enqueue_to_office(
    session: Session, items: Sequence[Issue | DxMeasure], *, organization_id: int, at: datetime
) -> bool:
    """The same."""
    key = f"{OFFICE}:{secrets.token_hex(8)}"
    notice = Notice(OFFICE, None, key, _args(items), OfficeChannel.SECRETARIAT)
    return await enqueue(session, notice, organization_id=organization_id, at=at)


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Of the departments for which they answer at this moment."""
    departments = led_by(occasion.person)
    items = [
        each for each in await _still_stalled(occasion, args) if department_of(each) in departments
    ]
    return stalled_card(items, now=occasion.now) if items else Dropped(HAS_MOVED)


async def write_for_office(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    items = await _still_stalled(occasion, args)
    if not items:
        return Dropped(HAS_MOVED)
    return stalled_card(items, now=occasion.now, is_for_office=True)


async def _still_stalled(moment: Moment, args: Mapping[str, str]) -> list[Issue | DxMeasure]:
    """Those left the longest first."""
    session, number = moment.session, moment.organization_id
    issues = await issues_by_id(session, _ids(args["issues"]), organization_id=number)
    asked = _ids(args["measures"])
    measures = await open_measures(session, organization_id=number) if asked else ()
    items: list[Issue | DxMeasure] = [
        *(each for each in issues if each.is_open),
        *(each for each in measures if each.id in asked),
    ]
    stalled = (each for each in items if has_stalled(each, now=moment.now))
    return sorted(stalled, key=lambda each: each.touched_at)


def _args(items: Sequence[Issue | DxMeasure]) -> dict[str, str]:
    return {
        "issues": ",".join(str(each.id) for each in items if isinstance(each, Issue)),
        "measures": ",".join(str(each.id) for each in items if isinstance(each, DxMeasure)),
    }


def _ids(written: str) -> tuple[int, ...]:
    return tuple(int(each) for each in written.split(",") if each)
