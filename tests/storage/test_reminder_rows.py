"""A week's reminders put down for everybody, on SQLite and on PostgreSQL."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.japan_time import JAPAN
from domain.outbox import Claimed, OutboxState
from domain.reminder import NOTHING_NEW
from domain.reminder_preference import OwnTime, ReminderPreference
from domain.weekly_schedule import Weekday
from storage.organizations import ensure_organization
from storage.outbox import claim_due
from storage.outbox_changes import Change, begin_attempt, change, give_up, mark_sent, put_off
from storage.reminder_preferences import (
    keep_reminder_preference,
    own_times,
    reminder_preference,
    reminder_preferences,
)
from storage.reminder_rows import put_reminders, reminded_at, reminded_at_of_all
from storage.session import Database
from storage.tables import OutboxRow, StaffRow

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=JAPAN)
WEEK = "2026-W47"
TUESDAY = OwnTime(Weekday.TUESDAY, time(8, 30))
STAFF = {
    1: ("在職", None),
    2: ("在職", "N1"),
    3: ("休職", "N2"),
    4: ("退職", "N2"),
    5: ("在職", "N1"),
}
"""By number: 在職状況 and the manager's number. 2 is a manager of nobody at work."""


@pytest.fixture(autouse=True)
async def town(database: Database) -> None:
    async with database.begin() as session:
        for key in ("minato", "yama"):
            await ensure_organization(session, key=key, name=key, policy_id="shimonoseki")
        for organization_id in (1, 2):
            for number, (attendance, manager) in STAFF.items():
                session.add(_staff(organization_id, number, attendance, manager))


def _staff(organization_id: int, number: int, attendance: str, manager: str | None) -> StaffRow:
    return StaffRow(
        id=number + 10 * (organization_id - 1),
        organization_id=organization_id,
        employee_number=f"N{number}",
        email=f"n{number}@{organization_id}.example",
        name="港　花子",
        grade="主事",
        employment="常勤",
        attendance=attendance,
        joined_on=date(2020, 4, 1),
        manager_number=manager,
    )


async def put(
    database: Database,
    *,
    week: str = WEEK,
    own_time: OwnTime | None = None,
    managers_only: bool = False,
) -> int:
    kind = "reminder.manager" if managers_only else "reminder.person"
    async with database.begin() as session:
        return await put_reminders(
            session,
            kind,
            week=week,
            own_time=own_time,
            managers_only=managers_only,
            organization_id=1,
            at=NOW,
        )


async def rows(database: Database) -> list[OutboxRow]:
    async with database.read() as session:
        return list(await session.scalars(select(OutboxRow).order_by(col(OutboxRow.id))))


async def keeps(database: Database, staff_id: int, preference: ReminderPreference) -> None:
    async with database.begin() as session:
        await keep_reminder_preference(
            session, preference, organization_id=1, staff_id=staff_id, at=NOW
        )


async def test_働いている人に一通ずつ置かれ休んでいる人と去った人には置かれない(
    database: Database,
) -> None:
    assert await put(database) == 3
    found = await rows(database)
    assert [row.staff_id for row in found] == [1, 2, 5]
    assert [row.dedupe_key for row in found] == [f"reminder.person:{WEEK}:{n}" for n in (1, 2, 5)]
    assert {(row.organization_id, row.not_before, row.state) for row in found} == {
        (1, NOW, "pending")
    }
    assert {row.args["week"] for row in found} == {WEEK}


async def test_鍵はどれも違い推測できない長さである(database: Database) -> None:
    await put(database)
    keys = {row.key for row in await rows(database)}
    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)


async def test_置かれた行はそのまま送りに出せる(database: Database) -> None:
    await put(database)
    async with database.begin() as session:
        claimed = await claim_due(
            session, organization_id=1, now=NOW, until=NOW + timedelta(seconds=90), limit=9
        )
    assert [message.args for message in claimed] == [{"week": WEEK}] * 3


async def test_同じ週には二度置かれず次の週には置かれる(database: Database) -> None:
    assert [await put(database), await put(database)] == [3, 0]
    assert await put(database, week="2026-W48") == 3


async def test_自分の曜日と時刻を選んだ人はその時にだけ置かれる(database: Database) -> None:
    await keeps(database, 2, ReminderPreference(TUESDAY))
    await keeps(database, 5, ReminderPreference(opted_out=True))
    assert await put(database) == 2
    assert await put(database, own_time=TUESDAY) == 1
    assert [row.staff_id for row in await rows(database)] == [1, 5, 2]


async def test_週の途中で曜日を変えても二度は置かれない(database: Database) -> None:
    await put(database)
    await keeps(database, 2, ReminderPreference(TUESDAY))
    assert await put(database, own_time=TUESDAY) == 0


async def test_働いている部下のいる人だけが所属長として置かれる(database: Database) -> None:
    assert await put(database, managers_only=True) == 1
    (row,) = await rows(database)
    assert (row.staff_id, row.kind) == (1, "reminder.manager")


async def test_選ばれた曜日と時刻は一度ずつ出る(database: Database) -> None:
    for staff_id in (1, 2):
        await keeps(database, staff_id, ReminderPreference(TUESDAY))
    await keeps(database, 5, ReminderPreference(snoozed_until=date(2026, 12, 1)))
    async with database.read() as session:
        assert await own_times(session, organization_id=1) == ((TUESDAY, NOW),)
        assert await own_times(session, organization_id=2) == ()


async def test_退職した人の選んだ曜日と時刻は数えない(database: Database) -> None:
    await keeps(database, 4, ReminderPreference(TUESDAY))
    await keeps(database, 3, ReminderPreference(OwnTime(Weekday.FRIDAY, time(9))))
    async with database.read() as session:
        (only,) = await own_times(session, organization_id=1)
    assert only[0].weekday is Weekday.FRIDAY


async def test_望みは書き換えられ言わない人はそのままである(database: Database) -> None:
    await keeps(database, 1, ReminderPreference(TUESDAY, date(2026, 12, 1), opted_out=True))
    await keeps(database, 1, ReminderPreference(snoozed_until=date(2026, 12, 8)))
    async with database.read() as session:
        kept = await reminder_preferences(session, organization_id=1)
        other = await reminder_preference(session, organization_id=1, staff_id=2)
    assert kept == {1: ReminderPreference(snoozed_until=date(2026, 12, 8))}
    assert other == ReminderPreference()


async def test_前に知らせた時は届いたか言うことがなかったときである(database: Database) -> None:
    await put(database)
    keys = [f"reminder.person:{WEEK}:{number}" for number in (1, 2, 5)]
    async with database.begin() as session:
        first, second, _ = await claim_due(
            session, organization_id=1, now=NOW, until=NOW + timedelta(seconds=90), limit=9
        )
        for message, reason in ((first, NOTHING_NEW), (second, "person_left")):
            given_up = give_up(message, state=OutboxState.DEAD, reason=reason, at=NOW)
            await change(session, [given_up])
    async with database.read() as session:
        told = [await reminded_at(session, [key], organization_id=1) for key in keys]
    assert told == [(NOW, NOW), (None, NOW), (None, NOW)]
    async with database.read() as session:
        assert await reminded_at(session, ["x"], organization_id=1) == (None, None)


async def test_届いたものは書かれた時に知らせたことになり_わかった時ではない(
    database: Database,
) -> None:
    """It is found two hours later that it stands there: what came meanwhile is not in it."""
    await put(database)
    known_at, lease = NOW + timedelta(hours=2), NOW + timedelta(hours=3)
    async with database.begin() as session:
        first, second, _ = await claim_due(
            session, organization_id=1, now=NOW, until=lease, limit=9
        )
        for message in (first, second):
            await change(session, [_begun(message, written_at=NOW, until=lease)])
        await change(session, [mark_sent(first, message_id="1", at=known_at)])
        await change(session, [put_off(second, until=known_at, reason="x")])
    async with database.begin() as session:
        (again,) = await claim_due(session, organization_id=1, now=known_at, until=lease, limit=9)
        await change(session, [_begun(again, written_at=known_at, until=lease)])
        await change(session, [mark_sent(again, message_id="2", at=lease)])
    async with database.read() as session:
        told = await reminded_at_of_all(session, "reminder.person", [WEEK], organization_id=1)
    assert told == {1: (NOW, NOW), 2: (known_at, NOW), 5: (None, NOW)}


def _begun(message: Claimed, *, written_at: datetime, until: datetime) -> Change:
    return begin_attempt(
        message, platform="slack", conversation="D1", written_at=written_at, until=until
    )
