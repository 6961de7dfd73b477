"""What the town's secretariat has to do with: 情報交換, people who asked, reports, what did not arrive."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlmodel import col

from domain.exchange import Answer, Asked, Progress, Round, answered
from domain.iso_week import week_of
from domain.outbox import OutboxState
from domain.training import RecordState
from storage.access_requests import ask_for_access, close_access_request, open_access_requests
from storage.completions import report_completion
from storage.exchanges import (
    exchange_of_week,
    note_asked_again,
    note_closed,
    open_items,
    open_round,
    save_answer,
)
from storage.open_measures import note_touched
from storage.outbox_table import OutboxRow
from storage.session import Session
from storage.tables import CourseRow
from tests.digest_town.town import HERE, Town
from tests.digest_town.words import PLACES, line
from tests.storage.sample_rows import sample_row

_DEAD = ("too_many_attempts", "person_left", "superseded")


async def ask_around(town: Town, session: Session, at: datetime) -> None:
    """The week's 情報交換 is opened, and the ones before it end."""
    week = week_of(at.date())
    if week in town.rounds:
        return
    items = await open_items(session, **HERE, departments=[*PLACES], now=at)
    new = Round(
        id=0,
        week=week,
        opened_at=at,
        again_at=at + timedelta(days=3),
        closes_at=at + timedelta(days=7),
    )
    if not items or not await open_round(session, new, items, **HERE):
        return
    for before in town.rounds:
        exchange = await exchange_of_week(session, before, **HERE)
        if exchange is not None and exchange.round.closed_at is None:
            await note_closed(session, exchange.round.id, **HERE, at=at)
    town.rounds[week] = at


async def answer(town: Town, session: Session, at: datetime) -> None:
    """Of this week's or, late, of one before."""
    if not town.rounds:
        return
    week = town.chance.choice([*town.rounds][-3:])
    exchange = await exchange_of_week(session, week, **HERE)
    assert exchange is not None
    if town.chance.random() < 0.1:
        number = exchange.round.id
        await note_asked_again(session, number, **HERE, at=at, closes_at=at + timedelta(days=7))
    free = [each for each in exchange.items if each.answer is None or not exchange.round.closed_at]
    if not free:
        return
    item = town.chance.choice(free)
    said = Answer(town.chance.choice([*Progress]), line(town.chance))
    after = answered(
        item,
        Asked(item.id, item.version, said),
        exchange.round,
        by=town.somebody(),
        name_of_first="",
        at=at,
    )
    if after is not item:
        await save_answer(session, after, **HERE)
        if said.progress.touches:
            await note_touched(session, item.about, **HERE, at=at)


async def ask_to_be_let_in(town: Town, session: Session, at: datetime) -> None:
    asking = await open_access_requests(session, **HERE, limit=100)
    if asking and town.chance.random() < 0.4:
        chosen = town.chance.choice(asking)
        await close_access_request(session, **HERE, request_id=chosen.id, at=at)
        return
    number = town.chance.randrange(30)
    await ask_for_access(
        session,
        **HERE,
        platform="slack",
        platform_id=f"U{number}",
        email=f"u{number}@example.lg.jp",
        display_name=f"申し出{number}",
        at=at,
    )


async def report_training(town: Town, session: Session, at: datetime) -> None:
    """Done, or said to be done: then it waits for the office."""
    courses = [*await session.scalars(select(col(CourseRow.id)).order_by(col(CourseRow.id)))]
    await report_completion(
        session,
        **HERE,
        person_id=town.somebody(),
        course_id=town.chance.choice(courses) or 0,
        completed_on=at.date() - timedelta(days=town.chance.randrange(9)),
        state=town.chance.choice((RecordState.COMPLETED, RecordState.REPORTED)),
        at=at,
    )


async def message_lost(town: Town, session: Session, at: datetime) -> None:
    """What a delivery has come to: as its row says it when nobody tries any more."""
    row = sample_row(OutboxRow.metadata.tables["outbox"], number=1)
    state = town.chance.choice([OutboxState.SENT, *_LOST])
    reason = town.chance.choice(_DEAD) if state is OutboxState.DEAD else ""
    dead = {
        "state": state.value,
        "reason": reason,
        "staff_id": town.somebody(),
        "channel": None,
        "done_at": at,
        "dedupe_key": f"lost-{at.timestamp():.6f}",
        "key": f"lost-{at.timestamp():.6f}",
    }
    del row["id"]
    await session.execute(insert(OutboxRow).values(row | dead))


_LOST = (OutboxState.UNKNOWN, OutboxState.FAILED, OutboxState.DEAD, OutboxState.DEAD)
