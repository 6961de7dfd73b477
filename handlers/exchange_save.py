"""Answers of the 情報交換, kept all together or not at all, with all that follows from each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cards import wording
from cards.exchange_form import line_field
from domain.digest import CiteKind
from domain.exchange import (
    NO_HELPERS,
    AnsweredMeanwhile,
    AnswerFixed,
    Asked,
    Exchange,
    ExchangeItem,
    ExchangeOver,
    HelperIds,
    LineTooLong,
    Progress,
    answered,
    require_answer,
)
from domain.issue import Issue
from handlers.command import Member
from handlers.deps import Deps
from handlers.digest_edition_post import enqueue_taken_back
from handlers.exchange_helpers import found_helpers
from handlers.exchange_posts import enqueue_answer, enqueue_late
from handlers.field_refused import FieldRefused
from handlers.issue_seen import names_of
from storage.audit import record_audit
from storage.exchanges import newest_exchange, save_answer
from storage.open_measures import note_touched
from storage.organization_lock import hold_organization
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Saved:
    """``items`` that say something else than before."""

    items: Sequence[ExchangeItem]


async def save_answers(asked: Sequence[Asked], member: Member, deps: Deps) -> Saved:
    """Of the newest round. Raises ExchangeOver, NotAllowed, FieldRefused."""
    number, now = member.organization.id, deps.clock()
    helpers = await _helpers(asked, member, deps)
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=number)
        exchange = await newest_exchange(session, organization_id=number)
        if exchange is None:
            raise ExchangeOver
        names = await names_of(
            session, (item.answered_by for item in exchange.items), organization_id=number
        )
        pairs = list(_answered(asked, exchange, helpers, names, member, at=now))
        changed = [(before, after) for before, after in pairs if after is not before]
        for before, after in changed:
            await _keep(session, before, after, member, at=now)
        saved = [after for _, after in changed]
        if saved and exchange.round.closed_at is not None:
            await enqueue_late(
                session, exchange.with_answers(saved), organization_id=number, at=now
            )
    return Saved(saved)


def _answered(
    asked: Sequence[Asked],
    exchange: Exchange,
    helpers: Mapping[int, HelperIds],
    names: Mapping[int, str],
    member: Member,
    *,
    at: datetime,
) -> Iterator[tuple[ExchangeItem, ExchangeItem]]:
    """Each as it was, and as it is now. Raises ExchangeOver, NotAllowed, FieldRefused."""
    items = {item.id: item for item in exchange.items}
    for each in asked:
        item = items.get(each.item_id)
        if item is None:
            raise ExchangeOver
        require_answer(member.person, item)
        first = names.get(item.answered_by or 0, "")
        try:
            after = answered(
                item,
                each,
                exchange.round,
                by=member.person.id,
                name_of_first=wording.people_name(first) if first else "ほかの方",
                at=at,
                helpers=helpers.get(item.id, NO_HELPERS),
            )
        except LineTooLong as refusal:
            raise FieldRefused(line_field(item.id), refusal.sentence) from None
        except (AnswerFixed, AnsweredMeanwhile) as refusal:
            raise FieldRefused("", refusal.sentence) from None
        yield item, after


async def _keep(
    session: Session, before: ExchangeItem, item: ExchangeItem, member: Member, *, at: datetime
) -> None:
    number = member.organization.id
    await save_answer(session, item, organization_id=number)
    if item.answer and item.answer.progress.touches and item.is_open:
        await note_touched(session, item.about, organization_id=number, at=at)
    await enqueue_answer(session, item, organization_id=number, at=at)
    if _is_trouble(before) or _is_trouble(item):  # nothing else of an answer is quoted
        kind = CiteKind.ISSUE if isinstance(item.about, Issue) else CiteKind.MEASURE
        await enqueue_taken_back(session, kind, item.about.id, organization_id=number, at=at)
    record_audit(
        session,
        organization_id=number,
        at=at,
        actor_id=member.person.id,
        action="ANSWER_EXCHANGE",
        detail=f"item {item.id} version {item.version}",
    )


def _is_trouble(item: ExchangeItem) -> bool:
    return item.answer is not None and item.answer.progress is Progress.TROUBLED


async def _helpers(asked: Sequence[Asked], member: Member, deps: Deps) -> Mapping[int, HelperIds]:
    """Of what is in trouble. Raises NotAllowed before anything is looked for."""
    troubled = {each.item_id: each for each in asked if each.answer.progress is Progress.TROUBLED}
    if not troubled:
        return {}
    async with deps.database.read() as session:
        exchange = await newest_exchange(session, organization_id=member.organization.id)
    items = [each for each in exchange.items if each.id in troubled] if exchange else []
    for item in items:
        require_answer(member.person, item)
    return {
        item.id: await found_helpers(item, troubled[item.id].answer, member, deps) for item in items
    }
