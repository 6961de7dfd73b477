"""Forgetting: what is over, of every organization, however much it is."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from domain.japan_time import JAPAN
from domain.office import OfficeChannel
from domain.outbox import Notice, OutboxState
from handlers.outgoing import KINDS, WEEKLY
from scheduler import forget_old_messages
from scheduler.forget_old_messages import KEPT
from storage.organizations import ensure_organization
from storage.outbox import claim_due, enqueue
from storage.outbox_changes import change, give_up
from storage.session import Database
from storage.tables import OutboxRow

NOW = datetime(2026, 11, 16, 3, 40, tzinfo=JAPAN)


async def fails(database: Database, kind: str, count: int, *, organization_id: int) -> None:
    """Messages that reached nobody, just within what is kept."""
    at = NOW - KEPT
    async with database.begin() as session:
        for number in range(count):
            notice = Notice(kind, None, f"{kind}:{number}", channel=OfficeChannel.FORUM)
            await enqueue(session, notice, organization_id=organization_id, at=at)
        claimed = await claim_due(
            session, organization_id=organization_id, now=at, until=at, limit=count
        )
        failed = [
            give_up(each, state=OutboxState.FAILED, reason="no_channel", at=at) for each in claimed
        ]
        await change(session, failed)


async def test_毎週のものは届かなくても古くなれば自治体ごとに消える(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget_old_messages, "AT_ONCE", 2)
    across = database.across()
    for number, key in enumerate(("minato", "yama"), start=1):
        async with across.begin() as session:
            await ensure_organization(session, key=key, name=key, policy_id="shimonoseki")
        for kind, count in (("reminder.forum", 3), ("workspace.joined", 1)):
            await fails(across, kind, count, organization_id=number)

    async def forgotten(now: datetime) -> int:
        return await forget_old_messages.forget_old_messages(database, lambda: now)

    assert await forgotten(NOW) == 0
    assert await forgotten(NOW + timedelta(minutes=1)) == 6
    async with across.read() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxRow)) == 2


def test_毎週のものはどれも送るものの種類である() -> None:
    assert {*WEEKLY} < {*KINDS}
