"""The files of Monday's digest: a message of their own in the thread that its card begins.

A row of its own in the outbox: whatever becomes of it, the card is there, once (docs/decisions/0040).
"""

import asyncio
from collections.abc import Mapping

from cards.digest import digest_files_card
from domain.office import ChannelPlace, OfficeChannel
from domain.outbox import OutboxState, dedupe_key
from handlers import digest
from handlers.chart_files import chart_files
from handlers.digest_pictures import digest_file, groups_picture
from handlers.late_week import too_late
from handlers.occasion import ChannelOccasion, Dropped, Filed, Moment, Postponed
from storage.organization_office import office_of
from storage.outbox_postings import note_of_sent, posting, sent_to

KIND = "digest.files"
NOT_THERE = "digest_not_there"
NOT_TAKEN = "files_not_taken"
_ON_ITS_WAY = frozenset({OutboxState.PENDING, OutboxState.SENDING})


async def thread_of(moment: Moment, args: Mapping[str, str]) -> ChannelPlace | Dropped | None:
    """Under the card; where the secretariat has another channel by now, there, and under nothing. None while
    the card is on its way.
    """
    number = moment.organization_id
    chain = await posting(moment.session, organization_id=number, key=_card_of(args))
    if any(link.state in _ON_ITS_WAY for link in chain):
        return None
    sent = [each.message_id for each in chain if each.state is OutboxState.SENT]
    office = await office_of(moment.session, organization_id=number)
    place = office.place(OfficeChannel.SECRETARIAT)
    if place is None or not sent or not sent[0]:
        return Dropped(NOT_THERE)
    if not place.takes_files:
        return Dropped(NOT_TAKEN)
    return place.in_thread(sent[0]) if await _is_there(moment, place, args) else place


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Filed | Dropped | Postponed:
    """The pictures, then the Excel file: in the words of the card, or those that were quoted; in no third ones."""
    if late := await too_late(occasion, KIND, args["week"]):
        return late
    office = await office_of(occasion.session, organization_id=occasion.organization_id)
    place = office.place(OfficeChannel.SECRETARIAT)
    is_below = place is not None and await _is_there(occasion, place, args)
    card = await note_of_sent(
        occasion.session, organization_id=occasion.organization_id, key=_card_of(args)
    )
    made = await digest.digest_of_turn(occasion, args["week"], told_before=card.phrased)
    if isinstance(made, Postponed):
        return made
    groups = await asyncio.to_thread(groups_picture, made.tables)
    workbook = await asyncio.to_thread(digest_file, made)
    pictures = (
        *await chart_files((digest.card_of(made, today=occasion.today),)),
        *([groups] if groups else []),
    )
    said = digest_files_card(made.digest.period, is_below=is_below, today=occasion.today)
    return Filed(said, (*pictures, workbook))


async def _is_there(moment: Moment, place: ChannelPlace, args: Mapping[str, str]) -> bool:
    """Whether the card stands in that channel."""
    found = await sent_to(
        moment.session, organization_id=moment.organization_id, key=_card_of(args)
    )
    return found is not None and place.has(found.platform, found.id)


def _card_of(args: Mapping[str, str]) -> str:
    return dedupe_key(digest.KIND, args["week"], None)
