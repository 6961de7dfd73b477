"""Events that no platform sends again are forgotten, the others are kept."""

from datetime import datetime, timedelta

from domain.japan_time import JAPAN
from scheduler.forget_old_events import KEPT, forget_old_events
from scheduler.timetable import timetable
from scheduler.turns import Turns
from storage.inbox import is_first
from storage.organizations import ensure_organization
from storage.session import Database
from tests.scheduler.weekly_world import turns_of

NOW = datetime(2026, 11, 20, 3, 30, tzinfo=JAPAN)


async def handled(database: Database, key: str, *, at: datetime) -> bool:
    async with database.begin() as session:
        organization = await ensure_organization(
            session, key="main", name="かけはし市", policy_id="shimonoseki"
        )
        return await is_first(session, organization_id=organization.id, event_key=key, at=at)


async def test_期限を過ぎた出来事だけを忘れる(database: Database) -> None:
    assert await handled(database, "古い", at=NOW - KEPT - timedelta(minutes=1))
    assert await handled(database, "新しい", at=NOW)
    assert await forget_old_events(database, lambda: NOW) == 1
    assert not await handled(database, "新しい", at=NOW)
    assert await handled(database, "古い", at=NOW)


async def test_二度しても害はない(database: Database) -> None:
    await handled(database, "古い", at=NOW - 2 * KEPT)
    assert await forget_old_events(database, lambda: NOW) == 1
    assert await forget_old_events(database, lambda: NOW) == 0


async def test_時刻表には遅れても一度だけ動く仕事がある(database: Database) -> None:
    settle = turns_of(database, lambda: NOW).settle
    hourly = dict.fromkeys(
        ("bring-up-waiting-cases", "bring-up-stalled", "go-on-with-exchanges"), settle
    )
    clockwork = timetable(database, lambda: NOW, settle, Turns(), hourly)
    clockwork.start(paused=True)
    jobs = {job.id: job for job in clockwork.get_jobs()}
    assert set(jobs) == {
        "weekly-turns",
        "weekly-turns-at-the-start",
        "forget-old-events",
        "forget-old-messages",
        "forget-old-addresses",
        "forget-old-corrections",
        "forget-old-drafts",
        "forget-old-dialogues",
        "drop-pending-files",
        "bring-up-waiting-cases",
        "bring-up-stalled",
        "go-on-with-exchanges",
    }
    for job in jobs.values():
        assert (job.coalesce, job.misfire_grace_time) == (True, None)
        assert job.next_run_time.utcoffset() == timedelta(hours=9)
    clockwork.shutdown(wait=False)
