"""Hundreds who have never spoken are told all the same: each once, and the list is read once."""

import asyncio

import pytest

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from bot.slack import directory
from domain.outbox import OutboxState
from scheduler.deliver_outbox import DeliverOutbox
from scheduler.delivery import Delivery
from storage.session import Database
from tests.peers.rates import Rates
from tests.peers.slack.peer import SlackPeer
from tests.peers.teams.peer import TeamsPeer
from tests.scheduler.outbox_senders import Where, no_advice, senders
from tests.scheduler.outbox_town import ORGANIZATION, OutboxTown

PEOPLE = 150


async def test_話したことのない数百人にも一度ずつ届き一覧は一度しか読まない(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PAGE", 30)
    async with SlackPeer(rates=Rates(speed=60)) as slack, TeamsPeer() as teams:
        town = OutboxTown(database, slack, teams, PEOPLE, have_spoken=False)
        await town.founded(notices=PEOPLE, now=japan_now(), on=("slack",))
        slack.leaves("U5")
        where = Where(f"{slack.url}/api/", teams.host)
        async with senders(database, where, japan_now) as platforms:
            delivery = Delivery(
                database, platforms, ORGANIZATION, japan_now, is_national_holiday, no_advice()
            )
            async with asyncio.timeout(60):
                await _delivered(delivery, town)
        ends = await town.ends("slack")
        assert set(ends.seen.values()) == {1}
        assert len(ends.seen) == PEOPLE - 1
        assert list(ends.states.values()).count(OutboxState.FAILED) == 1
        assert len(slack.calls("users.list")) == 5
        assert len(slack.calls("users.lookupByEmail")) == 0


async def _delivered(delivery: Delivery, town: OutboxTown) -> None:
    """Who is put off for a moment comes again."""
    while await town.left():
        await DeliverOutbox(delivery, asyncio.Event(), every=0.2).run_dry()
        await asyncio.sleep(0.2)
