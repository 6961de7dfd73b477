"""Whatever crashes when: on Slack nothing is lost or double, on Teams nothing double and no doubt
unlisted.

A process lives until it crashes at one of the points between two steps, or is stopped there while
another one does its work, with the platforms failing in every way that they know.
"""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.account import Account
from domain.japan_time import JAPAN
from domain.outbox import OutboxState
from domain.people import Person
from scheduler.delivery import Delivery
from scheduler.platforms import (
    Address,
    CannotTell,
    InDoubt,
    Letter,
    NotNow,
    NotThere,
    Platform,
    Refused,
    Sent,
)
from storage.session import open_database
from tests.peers.faults import Fault, broken, limited, lost
from tests.peers.slack.peer import SlackPeer
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.state import LOST
from tests.scenarios.world import Clock
from tests.scheduler.outbox_senders import Where, no_advice, senders
from tests.scheduler.outbox_town import ORGANIZATION, Ends, OutboxTown

NOTICES = 3
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)

SLACK_FAULTS = {
    "": Fault(),
    "lost": lost(),
    "broken": broken(),
    "limited": limited(3),
}
TEAMS_FAULTS: Mapping[str, tuple[int, dict[str, str]] | None] = {
    "": None,
    "lost": LOST,
    "broken": (502, {}),
    "limited": (429, {"Retry-After": "3"}),
}


class Crash(BaseException):
    """``kill -9``: nothing of the process goes on, not even its ``except Exception``."""


@dataclass(frozen=True)
class Life:
    """``at``: which of the points it comes to, None: it lives. ``faults`` of its posts, in order."""

    at: int | None = None
    is_stopped: bool = False
    """Instead of killed: for longer than the lease, while another process works."""
    faults: tuple[str, ...] = ()
    pause: int = 0
    """Seconds until the next one lives."""


lives = st.builds(
    Life,
    at=st.none() | st.integers(0, 6 * 2 * NOTICES),
    is_stopped=st.booleans(),
    faults=st.lists(st.sampled_from(sorted(SLACK_FAULTS)), max_size=4).map(tuple),
    pause=st.sampled_from([0, 3, 40, 100, 1_000]),
)


@dataclass
class Fate:
    """Points passed so far in this life."""

    life: Life
    passed: int = 0


@dataclass
class Fated:
    """A platform with a point before and after each of its steps."""

    within: Platform
    fate: Fate
    world: "Dangerous"

    async def accounts(self, person: Person) -> Sequence[Account]:
        return await self.within.accounts(person)

    async def look_up(self, person: Person) -> Account | Refused | NotNow | None:
        return await self.within.look_up(person)

    async def address(self, account: Account) -> Address | Refused | NotNow:
        await self.world.point(self.fate)
        address = await self.within.address(account)
        await self.world.point(self.fate)
        return address

    async def channel_address(self, channel: str) -> Address | Refused | NotNow:
        raise AssertionError("nothing is sent to a channel")

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        await self.world.point(self.fate)
        outcome = await self.within.send(letter, address)
        await self.world.point(self.fate)
        return outcome

    async def edit(self, letter: Letter, address: Address, message_id: str) -> Sent:
        raise AssertionError("nothing is changed in place")

    async def find(
        self, key: str, *, conversation: str, since: datetime
    ) -> Sent | NotThere | NotNow | CannotTell:
        await self.world.point(self.fate)
        found = await self.within.find(key, conversation=conversation, since=since)
        await self.world.point(self.fate)
        return found


@dataclass
class Dangerous:
    town: OutboxTown
    platforms: Mapping[str, Platform]
    clock: Clock = field(default_factory=lambda: Clock(NOW))

    async def lived(self, life: Life) -> None:
        self._arrange(life.faults)
        with suppress(Crash):
            await self._works(Fate(life))
        self._arrange(())
        self.clock.now += timedelta(seconds=life.pause)

    async def point(self, fate: Fate) -> None:
        is_here = fate.passed == fate.life.at
        fate.passed += 1
        if is_here and not fate.life.is_stopped:
            raise Crash
        if is_here:
            self.clock.now += timedelta(seconds=200)
            await self._works(Fate(Life()))

    async def calms_down(self) -> None:
        for _ in range(20):
            self.clock.now += timedelta(seconds=400)
            await self.lived(Life())

    async def _works(self, fate: Fate) -> None:
        fated = {name: Fated(each, fate, self) for name, each in self.platforms.items()}
        delivery = Delivery(
            self.town.database, fated, ORGANIZATION, self.clock, is_national_holiday, no_advice()
        )
        for _, message in await delivery.claimed(2 * NOTICES):
            await delivery.deliver(message)

    def _arrange(self, faults: Sequence[str]) -> None:
        self.town.slack.misbehaves["chat.postMessage"] = [SLACK_FAULTS[name] for name in faults]
        (chat,) = self.town.teams.conversations.values()
        arranged = (TEAMS_FAULTS[name] for name in faults)
        chat.misbehaves = [fault for fault in arranged if fault]


@asynccontextmanager
async def dangerous(template: Path, *, is_blind: bool = False) -> AsyncIterator[Dangerous]:
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copyfile(template, Path(folder) / "town.sqlite3")
        database = open_database(f"sqlite:///{file}").across()
        clock = Clock(NOW)
        async with SlackPeer(now=lambda: clock().timestamp()) as slack, TeamsPeer() as teams:
            town = OutboxTown(database, slack, teams, people=1)
            await town.founded(notices=NOTICES, now=NOW)
            where = Where(f"{slack.url}/api/", teams.host, is_blind=is_blind)
            async with senders(database, where, clock) as platforms:
                yield Dangerous(town, platforms, clock)
            assert slack.slips == teams.slips == []
        await database.close()


async def ended(
    template: Path, all_lives: Sequence[Life], *, is_blind: bool = False
) -> tuple[Ends, Ends]:
    async with dangerous(template, is_blind=is_blind) as world:
        for life in all_lives:
            await world.lived(life)
        await world.calms_down()
        assert await world.town.is_over()
        return await world.town.ends("slack"), await world.town.ends("teams")


FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(all_lives=st.lists(lives, max_size=5))
@example(all_lives=[])
@example(all_lives=[Life(faults=("lost",) * 4)])
@example(all_lives=[Life(at=3), Life(at=3, is_stopped=True, pause=100)])
@example(all_lives=[Life(at=2, is_stopped=True)])
def test_どこで倒れても失われず二度届かず疑いは一覧に載る(
    sqlite_template: Path, all_lives: list[Life]
) -> None:
    check(sqlite_template, all_lives)


@pytest.mark.soak
@settings(FEW, max_examples=500)
@given(all_lives=st.lists(lives, max_size=8))
def test_何百とおりに倒れても失われず二度届かず疑いは一覧に載る(
    sqlite_template: Path, all_lives: list[Life]
) -> None:
    check(sqlite_template, all_lives)


def check(template: Path, all_lives: Sequence[Life]) -> None:
    slack, teams = asyncio.run(ended(template, all_lives))
    assert (slack.lost, slack.double) == ([], [])
    assert set(slack.states.values()) == {OutboxState.SENT}
    assert (teams.lost, teams.double) == ([], [])
    assert set(teams.states.values()) <= {OutboxState.SENT, OutboxState.UNKNOWN}
    doubts = sum(state is OutboxState.UNKNOWN for state in teams.states.values())
    mishaps = sum(len(life.faults) + (life.at is not None) for life in all_lives)
    assert doubts <= mishaps, "疑いになるのは、倒れたか返事が途切れたものだけです。"


def test_確かめずに送り直すと二度届くことをこの試験は見逃さない(sqlite_template: Path) -> None:
    crashed = [Life(at=3, pause=100), Life(faults=("lost",))]
    slack, _ = asyncio.run(ended(sqlite_template, crashed, is_blind=True))
    assert slack.seen[slack.double[0]] == 3
