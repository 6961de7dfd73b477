"""KPIs are counted from the real rows, kept once at the end of a month and a fiscal year, and stay."""

import asyncio
from datetime import date, datetime, timedelta

from sqlalchemy import text, update
from sqlmodel import col

from domain.japan_time import JAPAN
from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_snapshot import Due, Period, Snapshot, due_snapshots
from domain.training import RecordState
from handlers.kpi_reading import count_now
from scheduler.keep_kpis import keep_kpis
from storage.completions import report_completion
from storage.kpi_snapshots import keep_snapshot, month_ends, snapshots_taken
from storage.people import person_by_email
from storage.tables import AuditEntryRow
from tests.scenarios.world import World

FIRST = datetime(2026, 12, 1, 0, 25, tzinfo=JAPAN)
SECURITY = Series(Kpi.COURSE, "SEC-01")


async def taken(world: World, period: Period = Period.MONTH) -> tuple[Snapshot, ...]:
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        return await snapshots_taken(
            session, organization_id=deployment.organization.id, period=period
        )


async def now(world: World) -> Reading:
    deployment = world.bot.deployment
    rulebook = world.bot.deps.advice.rulebook(deployment.organization)
    return await count_now(
        deployment.organization, rulebook, deployment.database, as_of=world.clock().date()
    )


def whole(reading: Reading, series: Series) -> Figure:
    figure = reading.figure(series)
    assert figure is not None
    return figure


async def completes(world: World, name: str, *, on: date) -> None:
    """市民課's report of the security training, as if confirmed."""
    deployment, code = world.bot.deployment, SECURITY.about
    number = deployment.organization.id
    async with deployment.database.begin() as session:
        person = await person_by_email(session, organization_id=number, email=f"{name}@kakehashi.example")  # fmt: skip
        assert person is not None
        asked = text("SELECT id FROM course WHERE organization_id = :number AND code = :code")
        course_id = await session.scalar(asked, {"number": number, "code": code})
        await report_completion(
            session,
            organization_id=number,
            person_id=person.id,
            course_id=course_id,
            completed_on=on,
            state=RecordState.COMPLETED,
            at=world.clock(),
        )


async def test_受講率はデータベースに直接たずねた数と同じ(world: World) -> None:
    """A second way to the same number: plain SQL, without the code that counts."""
    number, as_of = world.bot.deployment.organization.id, world.clock().date()
    asked = text(
        """
        SELECT d.name, count(*), sum(CASE WHEN EXISTS (
            SELECT 1 FROM training_record r JOIN course c ON c.id = r.course_id
            WHERE r.staff_id = s.id AND c.code = 'PRV-01' AND r.state = '修了'
              AND r.completed_on BETWEEN '2026-04-01' AND '2026-11-20'
        ) THEN 1 ELSE 0 END)
        FROM staff s JOIN staff_post p ON p.staff_id = s.id AND p.position = 0
        JOIN section x ON x.id = p.section_id JOIN department d ON d.id = x.department_id
        WHERE s.organization_id = :number AND s.attendance = '在職'
          AND (s.joined_on IS NULL OR s.joined_on <= '2026-11-20')
        GROUP BY d.name
        """
    )
    async with world.bot.deployment.database.read() as session:
        rows = (await session.execute(asked, {"number": number})).all()
    reading = await now(world)
    found = {
        figure.series.department: (figure.of, figure.count)
        for figure in reading.by_department(Kpi.COURSE, "PRV-01")
    }
    assert found == {name: (people, done) for name, people, done in rows}
    assert len(found) > 5
    of_all = whole(reading, Series(Kpi.COURSE, "PRV-01"))
    assert (of_all.of, of_all.count) == (sum(r[1] for r in rows), sum(r[2] for r in rows))
    assert reading.people == of_all.of
    assert as_of == date(2026, 11, 20)


async def test_月の初めに前の月末の指標が一度だけ残る(world: World) -> None:
    world.clock.now = FIRST
    assert await keep_kpis(world.bot.deps) == 1
    assert await keep_kpis(world.bot.deps) == 0
    (kept,) = await taken(world)
    assert (kept.period, kept.reading.as_of, kept.taken_at) == (Period.MONTH, date(2026, 11, 30), FIRST)  # fmt: skip
    assert kept.policy_id == "shimonoseki"
    assert kept.reading.basics
    assert await taken(world, Period.YEAR) == ()


async def test_月が終わってから初めて名簿を入れた市には前の月末の指標を残さない(
    world: World,
) -> None:
    database = world.bot.deployment.database
    came_in = update(AuditEntryRow).where(col(AuditEntryRow.action) == "roster.new")
    world.clock.now = FIRST + timedelta(days=2)
    async with database.begin() as session:
        await session.execute(came_in.values(at=datetime(2026, 12, 1, 0, 0, tzinfo=JAPAN)))
    assert await keep_kpis(world.bot.deps) == 0
    assert await taken(world) == ()
    async with database.begin() as session:
        await session.execute(came_in.values(at=datetime(2026, 11, 30, 23, 59, tzinfo=JAPAN)))
    assert await keep_kpis(world.bot.deps) == 1


async def test_二つのプログラムが同時に残しても一つだけ(world: World) -> None:
    world.clock.now = FIRST
    kept = await asyncio.gather(keep_kpis(world.bot.deps), keep_kpis(world.bot.deps))
    assert sum(kept) == 1
    assert len(await taken(world)) == 1


async def test_あとから入った修了は次の月にだけ表れる(world: World) -> None:
    world.clock.now = FIRST
    await keep_kpis(world.bot.deps)
    (before,) = await taken(world)
    world.clock.pass_days(3)
    await completes(world, "ichikawa.haruka", on=date(2026, 11, 20))
    await keep_kpis(world.bot.deps)
    assert await taken(world) == (before,)
    world.clock.now = datetime(2027, 1, 1, 0, 25, tzinfo=JAPAN)
    await keep_kpis(world.bot.deps)
    november, december = await taken(world)
    assert november == before
    counts = [whole(each.reading, SECURITY).count for each in (november, december)]
    assert counts[1] == counts[0] + 1


async def test_残した指標は同じ日のものをもう一度書いても変わらない(world: World) -> None:
    world.clock.now = FIRST
    await keep_kpis(world.bot.deps)
    (before,) = await taken(world)
    number = world.bot.deployment.organization.id
    other = Snapshot(Period.MONTH, FIRST, Reading(as_of=before.reading.as_of, figures=(), people=0))
    async with world.bot.deployment.database.begin() as session:
        assert not await keep_snapshot(session, other, organization_id=number)
    assert await taken(world) == (before,)


async def test_八日目からは名簿が変わっているかもしれないので残さない(world: World) -> None:
    world.clock.now = FIRST + timedelta(days=7)
    assert await keep_kpis(world.bot.deps) == 0
    assert await taken(world) == ()


async def test_年度の終わりには年度末の指標も残る(world: World) -> None:
    world.clock.now = datetime(2027, 4, 1, 0, 25, tzinfo=JAPAN)
    assert await keep_kpis(world.bot.deps) == 2
    (year,) = await taken(world, Period.YEAR)
    assert year.reading.as_of == date(2027, 3, 31)
    async with world.bot.deployment.database.read() as session:
        months = await month_ends(session, organization_id=world.bot.deployment.organization.id)
    assert [each.as_of for each in months] == [date(2027, 3, 31)]
    assert not any(figure.series.department for figure in months[0].figures)


def test_残す時期は月の初めの七日間() -> None:
    assert due_snapshots(date(2026, 12, 7)) == (Due(Period.MONTH, date(2026, 11, 30)),)
    assert due_snapshots(date(2026, 12, 8)) == ()
    assert due_snapshots(date(2028, 3, 1)) == (Due(Period.MONTH, date(2028, 2, 29)),)
