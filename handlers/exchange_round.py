"""A week's 情報交換 from the turn on: who is asked, asked once more, and when the answers are put together."""

from datetime import datetime

from domain.business_calendar import BusinessCalendar
from domain.chief import CHIEF, led_by
from domain.exchange import Exchange, Round
from domain.exchange_rules import ExchangeRules, open_days_later
from domain.office import Office
from domain.people import Person
from handlers.exchange_ask import AGAIN, ASK, notice
from handlers.exchange_posts import enqueue_closed
from storage.exchanges import (
    note_asked_again,
    note_closed,
    open_exchanges,
    open_items,
    open_round,
)
from storage.organization_lock import hold_organization
from storage.outbox import enqueue
from storage.people import holders_of
from storage.session import Session


async def begin_round(
    session: Session,
    *,
    week: str,
    rules: ExchangeRules,
    calendar: BusinessCalendar,
    organization_id: int,
    at: datetime,
) -> int:
    """In the turn's transaction: how many are asked. Where there is nothing to ask about there is no
    round, and nobody is asked. What is still open of an earlier week is put together.
    """
    number = organization_id
    # Who answers at this moment sees whether the earlier one is put together, or is in it.
    await hold_organization(session, organization_id=number)
    for earlier in await open_exchanges(session, organization_id=number):
        await _close(session, earlier, organization_id=number, at=at)
    chiefs = await holders_of(session, CHIEF, organization_id=number)
    departments = sorted({department for each in chiefs for department in led_by(each)})
    items = await open_items(session, organization_id=number, departments=departments, now=at)
    new = Round(
        id=0,
        week=week,
        opened_at=at,
        again_at=open_days_later(at, rules.again_after, calendar),
        closes_at=open_days_later(at, rules.closes_after, calendar),
    )
    if not items or not await open_round(session, new, items, organization_id=number):
        return 0
    return await _ask(session, chiefs, {*items}, ASK, week=week, organization_id=number, at=at)


async def go_on(
    session: Session,
    exchange: Exchange,
    *,
    office: Office,
    calendar: BusinessCalendar,
    organization_id: int,
    at: datetime,
) -> int:
    """What is due of an open round: it is asked once more, or closed; nothing while the office pauses.
    How many messages were put in for people; whoever calls holds the organization.
    """
    number = organization_id
    if office.paused_at:
        return 0
    if exchange.is_to_ask_again(now=at):
        return await _ask_again(
            session,
            exchange,
            rules=office.exchange,
            calendar=calendar,
            organization_id=number,
            at=at,
        )
    if exchange.is_to_close(now=at):
        return int(await _close(session, exchange, organization_id=number, at=at))
    return 0


async def _ask_again(
    session: Session,
    exchange: Exchange,
    *,
    rules: ExchangeRules,
    calendar: BusinessCalendar,
    organization_id: int,
    at: datetime,
) -> int:
    """Where the deadline has passed by then, in a pause say, there is as long to answer as always."""
    number, asked = organization_id, exchange.round
    closes_at = asked.closes_at
    if at >= closes_at:
        closes_at = open_days_later(at, rules.closes_after - rules.again_after, calendar)
    noted = await note_asked_again(
        session, asked.id, closes_at=closes_at, organization_id=number, at=at
    )
    if not noted:
        return 0
    chiefs = await holders_of(session, CHIEF, organization_id=number)
    return await _ask(
        session,
        chiefs,
        {*exchange.unanswered},
        AGAIN,
        week=asked.week,
        organization_id=number,
        at=at,
    )


async def _ask(
    session: Session,
    chiefs: tuple[Person, ...],
    departments: set[str],
    kind: str,
    *,
    week: str,
    organization_id: int,
    at: datetime,
) -> int:
    asked = [each for each in chiefs if not departments.isdisjoint(led_by(each))]
    rows = [
        await enqueue(
            session, notice(kind, each, week=week), organization_id=organization_id, at=at
        )
        for each in asked
    ]
    return sum(rows)


async def _close(
    session: Session, exchange: Exchange, *, organization_id: int, at: datetime
) -> bool:
    """Once, whoever comes at the same moment."""
    number = organization_id
    if not await note_closed(session, exchange.round.id, organization_id=number, at=at):
        return False
    await enqueue_closed(session, exchange, organization_id=number, at=at)
    return True
