"""A week's フォーラム版 in the forum's channel: posted once, then changed in place (docs/decisions/0027, 0039)."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from cards.digest_edition import not_shown_here_card, posted_card, withdrawn_card
from cards.elements import Card
from domain.digest import Cite, CiteKind
from domain.digest_edition_history import published_of
from domain.in_forum import NOT_SHOWN_HERE, WITHDRAWN
from domain.office import ChannelPlace, OfficeChannel
from domain.outbox import Note, Notice
from handlers.occasion import ChannelOccasion, Dropped, Noted
from storage.digest_editions import edition_versions, note_withheld, published_resting_on
from storage.digest_taken_back import number_of, rows_of, taken_back_of
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.outbox_postings import posting_keys
from storage.session import Session

POSTED, CHANGED = "digest.posted", "digest.post_changed"
NEVER_PUBLISHED = "digest_never_published"


async def enqueue_posted(
    session: Session, week: str, *, organization_id: int, at: datetime
) -> None:
    """In the transaction that publishes or withdraws it. The first time it is posted; from then on what
    stands there is changed.
    """
    forum = (await office_of(session, organization_id=organization_id)).forum
    before = await _put_up(session, week, organization_id=organization_id)
    if forum is not None and forum not in before:
        notice = Notice(
            POSTED,
            None,
            dedupe_key=posting_of_edition(week, forum),
            args=_args(week, forum),
            channel=OfficeChannel.FORUM,
        )
        await enqueue(session, notice, organization_id=organization_id, at=at)
    await _enqueue_changed(session, week, before, organization_id=organization_id, at=at)


async def _enqueue_changed(
    session: Session,
    week: str,
    places: Iterable[ChannelPlace],
    *,
    organization_id: int,
    at: datetime,
) -> None:
    for place in places:
        notice = Notice(
            CHANGED,
            None,
            dedupe_key=f"{CHANGED}:{week}:{place}:{secrets.token_hex(8)}",
            args=_args(week, place),
            channel=OfficeChannel.FORUM,
            edits=posting_of_edition(week, place),
        )
        await enqueue(session, notice, organization_id=organization_id, at=at)


async def enqueue_taken_back(
    session: Session, kind: CiteKind, row: int, *, organization_id: int, at: datetime
) -> None:
    """In the transaction of a change to it: what rests on it is drawn anew where it stands and is not told as it
    was. Only who publishes posts it where it does not stand yet.
    """
    number = await number_of(session, kind, row, organization_id=organization_id)
    if number is None:
        return
    cite = Cite(kind, number)
    for each in await published_resting_on(session, cite, organization_id=organization_id):
        edition = each.shown.edition
        gone = await taken_back_of(session, each.versions, organization_id=organization_id)
        withheld = edition.withheld_mark(gone)
        if withheld != each.withheld:
            await note_withheld(session, each.shown, withheld, organization_id=organization_id)
            week = edition.period.week
            places = await _put_up(session, week, organization_id=organization_id)
            await _enqueue_changed(session, week, places, organization_id=organization_id, at=at)


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Noted | Dropped:
    """What was published last, without what has been taken back by now."""
    session, whose = occasion.session, {"organization_id": occasion.organization_id}
    versions = await edition_versions(session, args["edition"], **whose)
    if not versions:
        return Dropped(NEVER_PUBLISHED)
    newest, shown = versions[-1].edition, published_of(versions)
    office = await office_of(session, **whose)
    if office.forum != ChannelPlace(args["platform"], args["channel"]):
        card = not_shown_here_card(newest, today=occasion.today)
        return Noted(card, Note(withheld=NOT_SHOWN_HERE))
    if shown is None:
        return Noted(withdrawn_card(newest, today=occasion.today), Note(withheld=WITHDRAWN))
    gone = await taken_back_of(session, versions, **whose)
    edition = shown.edition.shown(gone)
    if edition.is_empty:
        return Noted(withdrawn_card(newest, today=occasion.today), Note(withheld=WITHDRAWN))
    rows = await rows_of(session, edition.cites, **whose)
    return posted_card(edition, rows, today=occasion.today)


async def _put_up(session: Session, week: str, *, organization_id: int) -> list[ChannelPlace]:
    begin = _begin(week)
    keys = await posting_keys(session, organization_id=organization_id, begin=begin)
    parts = (key.removeprefix(begin).partition(":") for key in keys)
    return [ChannelPlace(platform, channel) for platform, _, channel in parts]


def posting_of_edition(week: str, place: ChannelPlace) -> str:
    """The dedupe key of its message there."""
    return f"{_begin(week)}{place}"


def _begin(week: str) -> str:
    return f"{POSTED}:{week}:"


def _args(week: str, place: ChannelPlace) -> dict[str, str]:
    return {"edition": week, "platform": place.platform, "channel": place.id}
