"""A published case in the forum's channel and in those of 周知: posted once, then changed in place."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from cards.case_publish import not_shown_here_card, posted_card, withdrawn_in_channel_card
from cards.elements import Card
from domain.case_publish import SHOWN_ELSEWHERE, SHOWN_IN_FORUM
from domain.digest import CiteKind
from domain.improvement_case import Case, CaseState, Visibility
from domain.office import ChannelPlace, OfficeChannel
from domain.outbox import Note, Notice
from handlers.case_selection_post import enqueue_redrawn
from handlers.digest_edition_post import enqueue_taken_back
from handlers.issue_publish import enqueue_changed_by_case
from handlers.occasion import ChannelOccasion, Dropped, Noted
from storage.case_rules import case_channels
from storage.improvement_cases import case_by_id
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.outbox_postings import posting_keys
from storage.published_cases import published_case
from storage.session import Session

PUBLISHED, CHANGED = "case.published", "case.changed"
CASE_GONE, WITHDRAWN, NOT_SHOWN_HERE = "case_gone", "case_withdrawn", "case_not_shown_here"

_TAKEN_BACK = Note(withheld=WITHDRAWN)
_NOT_HERE = Note(withheld=NOT_SHOWN_HERE)


async def enqueue_published(
    session: Session, case: Case, *, organization_id: int, at: datetime
) -> bool:
    """In the transaction of the last approval. The first time it is posted; from then on what stands
    there is changed. Whether it is new to a channel. Whoever calls sets ``deps.outbox_filled`` after that.
    """
    places = await _places(session, organization_id=organization_id)
    before = await _put_up(session, case.id, organization_id=organization_id)
    new = [
        place
        for place, shown in places.items()
        if place not in before and case.text.visibility in shown
    ]
    for place in new:
        notice = _posting(case.id, place, places)
        await enqueue(session, notice, organization_id=organization_id, at=at)
    for place in before:
        notice = _change(case.id, place, places)
        await enqueue(session, notice, organization_id=organization_id, at=at)
    await _redraw_others(session, case.id, organization_id=organization_id, at=at)
    await enqueue_changed_by_case(session, case.id, organization_id=organization_id, at=at)
    return bool(new)


async def enqueue_changed(
    session: Session, case_id: int, *, organization_id: int, at: datetime
) -> None:
    """In the transaction of what changes how it is shown: where it stands already it is drawn anew, or
    says that it is withdrawn. Nothing where it has never been posted.
    """
    places = await _places(session, organization_id=organization_id)
    for place in await _put_up(session, case_id, organization_id=organization_id):
        notice = _change(case_id, place, places)
        await enqueue(session, notice, organization_id=organization_id, at=at)
    await _redraw_others(session, case_id, organization_id=organization_id, at=at)


async def _redraw_others(
    session: Session, case_id: int, *, organization_id: int, at: datetime
) -> None:
    """Months' selections, weeks' digests that have it."""
    await enqueue_redrawn(session, case_id, organization_id=organization_id, at=at)
    await enqueue_taken_back(
        session, CiteKind.CASE, case_id, organization_id=organization_id, at=at
    )


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Noted | Dropped:
    """As the case is now, and as far as that channel may be told of it."""
    session, number = occasion.session, occasion.organization_id
    case_id, place = int(args["case"]), ChannelPlace(args["platform"], args["channel"])
    case = await case_by_id(session, organization_id=number, case_id=case_id)
    if case is None:
        return Dropped(CASE_GONE)
    published = await published_case(session, organization_id=number, case_id=case_id)
    if published is None:
        is_away = case.state is CaseState.WITHDRAWN or case.published_at is not None
        return Noted(withdrawn_in_channel_card(case.name), _TAKEN_BACK if is_away else _NOT_HERE)
    places = await _places(session, organization_id=number)
    if published.text.visibility not in places.get(place, frozenset()):
        return Noted(not_shown_here_card(case.name), _NOT_HERE)
    return posted_card(published)


Places = Mapping[ChannelPlace, frozenset[Visibility]]


async def _places(session: Session, *, organization_id: int) -> Places:
    """Where cases are shown, and of which 公開範囲. The forum that is chosen for 周知 too is the forum."""
    office = await office_of(session, organization_id=organization_id)
    others = await case_channels(session, organization_id=organization_id)
    forum = {office.forum: SHOWN_IN_FORUM} if office.forum else {}
    return {**dict.fromkeys(others, SHOWN_ELSEWHERE), **forum}


def _begin(case_id: int) -> str:
    return f"{PUBLISHED}:{case_id}:"


def _posting(case_id: int, place: ChannelPlace, places: Places) -> Notice:
    return Notice(
        PUBLISHED,
        None,
        dedupe_key=f"{_begin(case_id)}{place}",
        args=_args(case_id, place),
        channel=_channel(place, places),
    )


def _change(case_id: int, place: ChannelPlace, places: Places) -> Notice:
    """Each is a row of its own: of two, also at one moment, the later one is sent last."""
    return Notice(
        CHANGED,
        None,
        dedupe_key=f"{CHANGED}:{case_id}:{place}:{secrets.token_hex(8)}",
        args=_args(case_id, place),
        channel=_channel(place, places),
        edits=f"{_begin(case_id)}{place}",
    )


def _channel(place: ChannelPlace, places: Places) -> OfficeChannel:
    return OfficeChannel.FORUM if places.get(place) == SHOWN_IN_FORUM else OfficeChannel.CASES


def _args(case_id: int, place: ChannelPlace) -> dict[str, str]:
    return {"case": str(case_id), "platform": place.platform, "channel": place.id}


async def _put_up(
    session: Session, case_id: int, *, organization_id: int
) -> tuple[ChannelPlace, ...]:
    """Where it has been posted, or was to be."""
    begin = _begin(case_id)
    keys = await posting_keys(session, organization_id=organization_id, begin=begin)
    named = (key.removeprefix(begin).partition(":") for key in keys)
    return tuple(ChannelPlace(platform, channel) for platform, _, channel in named)
