"""今月の改善事例 in the forum's channel: posted once, then changed in place as its cases are (docs/decisions/0027)."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from cards.case_selection import (
    gone_in_channel_card,
    selection_card,
    selection_not_shown_here_card,
)
from cards.elements import Card
from domain.case_files import span_of
from domain.case_selection import Selection, still_shown
from domain.improvement_case import PublishedCase
from domain.office import ChannelPlace, OfficeChannel
from domain.outbox import Note, Notice
from handlers.occasion import ChannelOccasion, Dropped, Noted
from storage.case_selections import posted_selections_with, selection_of
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.outbox_postings import posting_keys
from storage.published_cases import published_case
from storage.session import Session

KIND, CHANGED = "case.selection", "case.selection_changed"
CASE_GONE, NOT_SHOWN_HERE = "case_gone", "case_not_shown_here"


async def enqueue_posted(
    session: Session,
    selection: Selection,
    forum: ChannelPlace,
    *,
    organization_id: int,
    at: datetime,
) -> None:
    """In the transaction that marks it as posted."""
    notice = Notice(
        KIND,
        None,
        dedupe_key=f"{_begin(selection)}{forum}",
        args=_args(selection, forum),
        channel=OfficeChannel.FORUM,
    )
    await enqueue(session, notice, organization_id=organization_id, at=at)


async def enqueue_redrawn(
    session: Session, case_id: int, *, organization_id: int, at: datetime
) -> None:
    """In the transaction of what changes how a case is shown: wherever it stands among others."""
    for selection in await posted_selections_with(
        session, case_id, organization_id=organization_id
    ):
        begin = _begin(selection)
        keys = await posting_keys(session, organization_id=organization_id, begin=begin)
        for key in keys:
            platform, _, channel = key.removeprefix(begin).partition(":")
            place = ChannelPlace(platform, channel)
            notice = Notice(
                CHANGED,
                None,
                dedupe_key=f"{CHANGED}:{selection.month}:{place}:{secrets.token_hex(8)}",
                args=_args(selection, place),
                channel=OfficeChannel.FORUM,
                edits=key,
            )
            await enqueue(session, notice, organization_id=organization_id, at=at)


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Noted | Dropped:
    """With the cases that the forum may see at this moment."""
    number, session = occasion.organization_id, occasion.session
    selection = await selection_of(session, span_of(args["month"]).first, organization_id=number)
    office = await office_of(session, organization_id=number)
    if office.forum != ChannelPlace(args["platform"], args["channel"]):
        return Noted(selection_not_shown_here_card(selection), Note(withheld=NOT_SHOWN_HERE))
    cases = await shown_cases(session, selection, organization_id=number)
    if not cases:
        return Noted(gone_in_channel_card(selection), Note(withheld=CASE_GONE))
    return selection_card(selection, cases)


async def shown_cases(
    session: Session, selection: Selection, *, organization_id: int
) -> tuple[PublishedCase, ...]:
    """In the order of the selection."""
    return still_shown(
        [
            await published_case(session, organization_id=organization_id, case_id=case_id)
            for case_id in selection.case_ids
        ]
    )


def _begin(selection: Selection) -> str:
    return f"{KIND}:{selection.month}:"


def _args(selection: Selection, place: ChannelPlace) -> dict[str, str]:
    month = f"{selection.month:%Y-%m}"
    return {"month": month, "platform": place.platform, "channel": place.id}
