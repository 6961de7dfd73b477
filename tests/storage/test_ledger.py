"""The ledger, read: what the office sees of it, however many turns people's own times have had."""

from datetime import datetime, timedelta

import pytest

from domain.japan_time import JAPAN
from domain.weekly_schedule import Occurrence
from domain.weekly_turn import Turn
from storage.ledger import settle, settled_turns, skipped_turns
from storage.organizations import ensure_organization
from storage.session import Database

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=JAPAN)


@pytest.fixture(autouse=True)
async def town(database: Database) -> None:
    """The office's turn was skipped; three hundred own times have had theirs since."""
    async with database.begin() as session:
        await ensure_organization(session, key="minato", name="みなと市", policy_id="shimonoseki")
        one = Occurrence("reminder.forum", "2026-W47", NOW, NOW)
        await settle(session, one, organization_id=1, at=NOW, skipped_for="no_channel")
        later = NOW + timedelta(minutes=1)
        for number in range(300):
            own = Occurrence(f"reminder.person@1-{number}", "2026-W47", later, later)
            await settle(session, own, organization_id=1, at=NOW)


def names(turns: tuple[Turn, ...]) -> list[str]:
    return [turn.job for turn in turns]


async def test_見送った回は人の選んだ時刻がいくつあっても見つかる(database: Database) -> None:
    async with database.read() as session:
        assert names(await skipped_turns(session, organization_id=1, since=NOW)) == [
            "reminder.forum"
        ]
        assert not await skipped_turns(session, organization_id=1, since=NOW + timedelta(seconds=1))


async def test_名指した仕事の回だけを見られる(database: Database) -> None:
    async with database.read() as session:
        found = await settled_turns(session, organization_id=1, limit=10, jobs=["reminder.forum"])
        assert names(found) == ["reminder.forum"]
        assert len(await settled_turns(session, organization_id=1, limit=10)) == 10
