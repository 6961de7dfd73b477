"""Answering while a week's reminders to 16,000 people leave: message in, until its answer is posted.

The peer is the same bot before, when nothing waits to be sent. The reminders leave as fast as the
settings allow for a workspace; each is made when it is sent, from the person's own records. Also
``python -m benchmarks.busy URL POLICY``.
"""

import asyncio
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import insert

from benchmarks.answer import Times, times
from benchmarks.loop_gap import Gap
from benchmarks.prefecture import PEOPLE, email
from benchmarks.servers import running
from benchmarks.slack_load import Load, load_on
from benchmarks.slack_servers import our_bot, slack_stand_in
from bot.deployment import japan_now
from domain.account import AccountKind
from domain.business_calendar import Days
from domain.iso_week import week_of
from handlers import reminder
from storage.organization_office import office_of, save_days, save_office
from storage.reminder_rows import put_reminders
from storage.session import Database, open_database
from storage.tables import AccountRow

ORGANIZATION = 1
PER_SECOND, SECONDS = 10, 60
WARM_UP = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """``sent``: reminders that left meanwhile, of ``waiting``."""

    idle: Times
    idle_gap: Gap
    busy: Times
    busy_gap: Gap
    sent: int
    waiting: int


async def measured(database_url: str, policy: str) -> Measured:
    database = open_database(database_url).within(ORGANIZATION)
    await _everybody_is_known(database, now=japan_now())
    async with (
        running(slack_stand_in) as slack,
        running(our_bot, slack.port, database_url, policy) as bot,
        load_on(bot, slack=slack, people=PEOPLE) as load,
    ):
        await load.burst(WARM_UP)
        idle, idle_gap, _ = await _steady(load)
        waiting = await _put(database, now=japan_now())
        before = await load.posted()
        while await load.posted() == before:  # noqa: ASYNC110 - the count is another process's
            await asyncio.sleep(0.1)
        busy, busy_gap, posted = await _steady(load)
    await database.close()
    return Measured(idle, idle_gap, busy, busy_gap, posted - PER_SECOND * SECONDS, waiting)


async def _steady(load: Load) -> tuple[Times, Gap, int]:
    await load.longest_gap()  # of what was before: asked, it is forgotten
    before = await load.posted()
    answers = await load.answered(per_second=PER_SECOND, seconds=SECONDS)
    return times(answers), await load.longest_gap(), await load.posted() - before


async def _everybody_is_known(database: Database, *, now: datetime) -> None:
    """And the office is open at whatever time this runs."""
    rows = [
        {
            "organization_id": ORGANIZATION,
            "platform": "slack",
            "platform_id": f"U{number}",
            "kind": AccountKind.MEMBER.value,
            "email": email(number),
            "display_name": "",
            "checked_at": now,
        }
        for number in range(1, PEOPLE + 1)
    ]
    async with database.begin() as session:
        await session.execute(insert(AccountRow), rows)
        office = await office_of(session, organization_id=ORGANIZATION)
        always = replace(office, quiet=None)
        await save_office(session, always, organization_id=ORGANIZATION, at=now)
        days = Days(date(now.year, 1, 1), date(now.year + 1, 12, 31))
        await save_days(session, days, is_open=True, organization_id=ORGANIZATION)


async def _put(database: Database, *, now: datetime) -> int:
    async with database.begin() as session:
        return await put_reminders(
            session,
            reminder.KIND,
            week=week_of(now),
            own_time=None,
            managers_only=False,
            organization_id=ORGANIZATION,
            at=now,
        )


def printed(found: Measured) -> str:
    lines = [
        f"  {name:　<10} p50 {of.p50:6.1f} ms  p99 {of.p99:6.1f} ms  最長 {of.worst:6.1f} ms"
        f"  ループの停滞 {1000 * gap.passed:5.1f} ms"
        for name, of, gap in (
            ("送っている間", found.busy, found.busy_gap),
            ("比較：送るものがない間", found.idle, found.idle_gap),
        )
    ]
    title = (
        f"お知らせ{found.waiting:,}件を送りながらの答え（毎秒{PER_SECOND}件、{SECONDS}秒、投稿まで）"
        "  目標 p99 ≤ 100 ms、ループの停滞 ≤ 100 ms"
    )
    return "\n".join([title, *lines, f"  その間に送ったお知らせ {found.sent:,} 件"])


if __name__ == "__main__":
    print(printed(asyncio.run(measured(sys.argv[1], sys.argv[2]))))
