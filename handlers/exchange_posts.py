"""What was answered, where others read it: in the issue's thread, and in the forum's one post of the week."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from cards.elements import Card
from cards.exchange_answers import answer_in_thread_card, summary_card, unanswered_card
from domain.case_publish import SHOWN_IN_FORUM
from domain.chief import CHIEF, led_by
from domain.exchange import NOBODY_HELPS, Exchange, ExchangeItem
from domain.issue import Issue, IssueState
from domain.office import THREAD, ChannelPlace, OfficeChannel
from domain.outbox import Notice
from domain.posting import posting_of_issue
from handlers.exchange_helpers import helpers_of
from handlers.issue_publish import ISSUE_GONE, WITHDRAWN
from handlers.issue_seen import names_of
from handlers.occasion import ChannelOccasion, Dropped, Moment
from storage.exchanges import exchange_of_week, exchange_with_item
from storage.issues import issue_by_id
from storage.organization_office import office_of
from storage.outbox import enqueue
from storage.outbox_postings import is_on_its_way, posted_at, posting_keys
from storage.people import holders_of
from storage.session import Session

ANSWERED, ANSWER_CHANGED = "exchange.answered", "exchange.answer_changed"
SUMMARY, SUMMARY_CHANGED = "exchange.summary", "exchange.summary_changed"
UNANSWERED = "exchange.unanswered"
THREAD_GONE = "thread_gone"


async def enqueue_answer(
    session: Session, item: ExchangeItem, *, organization_id: int, at: datetime
) -> None:
    """In the transaction of the answer. A measure has no thread: it stands in the summary alone."""
    if not isinstance(item.about, Issue):
        return
    first = f"{ANSWERED}:{item.id}"
    is_new = item.version == 1
    notice = Notice(
        ANSWERED if is_new else ANSWER_CHANGED,
        None,
        dedupe_key=first if is_new else f"{ANSWER_CHANGED}:{item.id}:{item.version}",
        args={"item": str(item.id), "of": str(item.about.id)},
        channel=OfficeChannel.FORUM,
        edits=None if is_new else first,
    )
    await enqueue(session, notice, organization_id=organization_id, at=at)


async def enqueue_closed(
    session: Session, exchange: Exchange, *, organization_id: int, at: datetime
) -> None:
    """In the transaction that closes it: the forum's post, and to the secretariat who has not answered."""
    week = exchange.round.week
    office = await office_of(session, organization_id=organization_id)
    if office.forum is not None and exchange.answering:
        notice = Notice(
            SUMMARY,
            None,
            dedupe_key=f"{SUMMARY}:{week}:{office.forum}",
            args=_args(week, office.forum),
            channel=OfficeChannel.FORUM,
        )
        await enqueue(session, notice, organization_id=organization_id, at=at)
    if exchange.missing:
        notice = Notice(
            UNANSWERED, None, f"{UNANSWERED}:{week}", {"week": week}, OfficeChannel.SECRETARIAT
        )
        await enqueue(session, notice, organization_id=organization_id, at=at)


async def enqueue_late(
    session: Session, exchange: Exchange, *, organization_id: int, at: datetime
) -> None:
    """In the transaction of an answer that comes after it: the post is drawn anew where it stands, or
    made now where there was nothing to put together.
    """
    week, begin = exchange.round.week, f"{SUMMARY}:{exchange.round.week}:"
    keys = await posting_keys(session, organization_id=organization_id, begin=begin)
    if not keys:
        await enqueue_closed(session, exchange, organization_id=organization_id, at=at)
    for key in keys:
        platform, _, channel = key.removeprefix(begin).partition(":")
        notice = Notice(
            SUMMARY_CHANGED,
            None,
            dedupe_key=f"{SUMMARY_CHANGED}:{week}:{secrets.token_hex(8)}",
            args=_args(week, ChannelPlace(platform, channel)),
            channel=OfficeChannel.FORUM,
            edits=key,
        )
        await enqueue(session, notice, organization_id=organization_id, at=at)


async def thread_of(moment: Moment, args: Mapping[str, str]) -> ChannelPlace | Dropped | None:
    """Where the issue's card stands in the forum: the thread that it begins, or that it stands in."""
    number, begin = moment.organization_id, posting_of_issue(int(args["of"]))
    found = await posted_at(moment.session, organization_id=number, begin=begin)
    if found:
        place, message_id = found
        return place if THREAD in place.id else place.in_thread(message_id)
    is_coming = await is_on_its_way(moment.session, begin, organization_id=number)
    return None if is_coming else Dropped(THREAD_GONE)


async def write_answer(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    """As it was answered last."""
    session, number = occasion.session, occasion.organization_id
    found = await exchange_with_item(session, int(args["item"]), organization_id=number)
    issue = await issue_by_id(session, organization_id=number, issue_id=int(args["of"]))
    if found is None or issue is None:
        return Dropped(ISSUE_GONE)
    if issue.standing.state is IssueState.WITHDRAWN:
        return Dropped(WITHDRAWN)
    exchange, item = found
    helpers = await helpers_of(session, [item], organization_id=number, visible=SHOWN_IN_FORUM)
    names = await names_of(session, [item.answered_by], organization_id=number)
    return answer_in_thread_card(
        item,
        helpers.get(item.id, NOBODY_HELPS),
        name=names.get(item.answered_by or 0, ""),
        week=exchange.round.week,
        today=occasion.today,
    )


async def write_summary(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    """With all that has been answered by now. What has been withdrawn since is not in it."""
    session, number = occasion.session, occasion.organization_id
    exchange = await exchange_of_week(session, args["week"], organization_id=number)
    if exchange is None:
        return Dropped(ISSUE_GONE)
    exchange = without_withdrawn(exchange)
    helpers = await helpers_of(
        session, exchange.items, organization_id=number, visible=SHOWN_IN_FORUM
    )
    return summary_card(exchange, helpers, today=occasion.today)


async def write_unanswered(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    """Who has not answered by now, with who answers for them now."""
    session, number = occasion.session, occasion.organization_id
    exchange = await exchange_of_week(session, args["week"], organization_id=number)
    if exchange is None or not exchange.missing:
        return Dropped("nothing_to_ask")
    people = await holders_of(session, CHIEF, organization_id=number)
    chiefs = {
        department: [person.name for person in people if department in led_by(person)]
        for department in exchange.unanswered
    }
    return unanswered_card(exchange, chiefs, today=occasion.today)


def without_withdrawn(exchange: Exchange) -> Exchange:
    """For who reads along: a withdrawn issue's title is not shown again."""
    shown = tuple(each for each in exchange.items if not _is_withdrawn(each))
    return Exchange(exchange.round, shown)


def _is_withdrawn(item: ExchangeItem) -> bool:
    about = item.about
    return isinstance(about, Issue) and about.standing.state is IssueState.WITHDRAWN


def _args(week: str, place: ChannelPlace) -> dict[str, str]:
    return {"week": week, "platform": place.platform, "channel": place.id}
