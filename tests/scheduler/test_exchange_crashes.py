"""Whoever is killed wherever: each week every 統括リーダー is asked once, and there is one summary."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlmodel import col

from bot.national_holidays import is_national_holiday
from domain.issue import Issue, IssueState, IssueText, Standing
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from handlers.exchange_ask import AGAIN, ASK
from handlers.exchange_posts import SUMMARY, UNANSWERED
from scheduler.bring_up_stalled import bring_up_stalled
from scheduler.go_on_with_exchanges import go_on_with_exchanges
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.exchange_tables import ExchangeItemRow, ExchangeRoundRow
from storage.issues import add_issue
from storage.organization_office import save_office
from storage.outbox_table import OutboxRow
from storage.session import Database, open_database
from storage.tables import DepartmentRow, StaffRow, StaffTeamRoleRow
from tests.scenarios.world import Clock
from tests.scheduler.test_weekly_crashes import Fate
from tests.scheduler.weekly_world import (
    ORGANIZATION,
    Killed,
    Mortal,
    Point,
    founded,
    nothing_happens,
    turns_of,
)

FRIDAY = datetime(2026, 10, 2, 12, 0, tzinfo=JAPAN)
JOBS = tuple(job for job in WEEKLY_REMINDERS if job.name == ASK)
DEPARTMENTS = ("市民部", "福祉部")
STEPS = st.integers(0, 16)
WAITS = st.one_of(
    st.timedeltas(timedelta(), timedelta(hours=20)), st.timedeltas(timedelta(), timedelta(days=9))
)
LIVES = st.lists(st.tuples(WAITS, st.lists(STEPS, min_size=1, max_size=3)), max_size=14)
FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def town(database: Database) -> None:
    """Two departments with a 統括リーダー and an issue each; the first one always answers."""
    await founded(database)
    async with database.begin() as session:
        for number, name in enumerate(DEPARTMENTS, start=1):
            session.add(DepartmentRow(id=number, organization_id=ORGANIZATION, name=name))
        await session.flush()
        people = (await session.scalars(select(col(StaffRow.id)).order_by(col(StaffRow.id)))).all()
        for number, staff_id in enumerate(people[:2], start=1):
            assert staff_id is not None
            session.add(
                StaffTeamRoleRow(
                    organization_id=ORGANIZATION,
                    staff_id=staff_id,
                    department_id=number,
                    name="DX統括リーダー",
                )
            )
            issue = Issue(
                id=0,
                number=0,
                author_id=staff_id,
                department=DEPARTMENTS[number - 1],
                section="課",
                text=IssueText(title="二度打ち", what="二度打っている。"),
                standing=Standing(IssueState.RECEIVED),
                version=1,
                created_at=FRIDAY - timedelta(days=20),
                touched_at=FRIDAY - timedelta(days=20),
            )
            await add_issue(session, issue, organization_id=ORGANIZATION)
        place = ChannelPlace("slack", "C1")
        office = Office(forum=place, secretariat=place)
        await save_office(session, office, organization_id=ORGANIZATION, at=FRIDAY)


async def minute(database: Database, clock: Clock, point: Point = nothing_happens) -> None:
    """All that the scheduler does of it, by one process."""
    mortal = Mortal(database.writer, database.reader, point=point)
    await replace(turns_of(database, clock, point=point), jobs=JOBS).settle()
    await go_on_with_exchanges(mortal, clock, is_national_holiday)
    await bring_up_stalled(mortal, clock, is_national_holiday)


async def one_answers(database: Database) -> None:
    async with database.begin() as session:
        await session.execute(
            update(ExchangeItemRow)
            .where(col(ExchangeItemRow.department) == DEPARTMENTS[0])
            .values(progress="変わりなし", version=1)
        )


async def _check(template: Path, lives: Sequence[tuple[timedelta, Sequence[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(
            f"sqlite:///{shutil.copyfile(template, Path(folder) / 'db')}"
        ).across()
        await town(database)
        clock = Clock(FRIDAY)
        await minute(database, clock)
        for wait, ends in lives:
            clock.now += wait
            for steps in ends:
                with suppress(Killed):
                    await minute(database, clock, Fate(steps))
                await one_answers(database)
        for days in (60, 20):
            clock.now += timedelta(days=days)
            for _ in range(2):
                await minute(database, clock)
        async with database.read() as session:
            rounds = (await session.scalars(select(ExchangeRoundRow))).all()
            has_answer = col(ExchangeItemRow.progress) != ""
            answering = {
                *await session.scalars(select(col(ExchangeItemRow.round_id)).where(has_answer))
            }
            sent = (
                await session.execute(
                    select(col(OutboxRow.kind), col(OutboxRow.args), col(OutboxRow.staff_id))
                )
            ).all()
        await database.close()
    counts = Counter((kind, args.get("week"), staff_id) for kind, args, staff_id in sent)
    assert set(counts.values()) <= {1}
    opened = {each.opened_at for each in rounds}
    for each in rounds:
        assert [s for k, w, s in counts if (k, w) == (ASK, each.week)] == [1, 2]
        is_summed_up = each.closed_at is not None and each.id in answering
        assert counts[SUMMARY, each.week, None] == is_summed_up
        is_asked_again = each.asked_again_at is not None
        is_over = each.closed_at is not None
        assert counts[UNANSWERED, each.week, None] == (is_over and is_asked_again)
        again = [s for k, w, s in counts if (k, w) == (AGAIN, each.week)]
        # The first one has answered before that, wherever somebody lived in between.
        asked = [2] if each.id in answering else [1, 2]
        assert again == (asked if is_asked_again else [])
        # Not asked again: only where the next week's came first, or it is not time yet.
        came_first = each.closed_at in opened
        assert is_asked_again or came_first or (not is_over and clock.now < each.again_at)
    stalled = [staff_id for kind, _, staff_id in counts if kind == "stalled.chief"]
    assert sorted(number or 0 for number in stalled) == [1, 2]
    assert sum(kind == "stalled.office" for kind, _, _ in counts) == 1


@FEW
@example(lives=[(timedelta(days=3), [4]), (timedelta(days=2), [2, 7]), (timedelta(days=9), [1])])
@given(lives=LIVES)
def test_どこで倒れても一人に一度聞きまとめは一つだけ(
    sqlite_template: Path, lives: list[tuple[timedelta, list[int]]]
) -> None:
    asyncio.run(_check(sqlite_template, lives))


@pytest.mark.soak
@settings(FEW, max_examples=500)
@given(lives=LIVES)
def test_五百とおりに倒れても一人に一度聞きまとめは一つだけ(
    sqlite_template: Path, lives: list[tuple[timedelta, list[int]]]
) -> None:
    asyncio.run(_check(sqlite_template, lives))
