"""Real processes drain one outbox while they are killed and stopped at random, on faulty platforms."""

import asyncio
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from bot.deployment import japan_now
from storage.session import open_database
from tests.peers.faults import Fault, broken, limited, lost
from tests.peers.slack.peer import SlackPeer
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.state import LOST
from tests.scheduler.outbox_town import Ends, OutboxTown

PROJECT_MODULE = "tests.soak.outbox_process"
GIVES_UP = 600
"""Seconds for all of it."""


@dataclass(frozen=True)
class Fire:
    """``notices`` for each platform; ``kills`` and ``stops`` until nothing is done to them any more.

    ``lease`` in seconds is longer than ``timeout`` and Slack's ``delay`` together, unless a test
    wants to see what becomes of it then.
    """

    notices: int
    kills: int
    stops: int
    between: float = 0.5
    """Seconds from one to the next, at most."""
    processes: int = 3
    people: int = 5
    lease: float = 2.0
    timeout: float = 1.0
    delay: float = 0.4
    """Of one post, at most; one in twenty takes twice as long."""
    is_blind: bool = False
    seed: int = 20261121


@dataclass
class Senders:
    """The processes, each of which is there again as soon as it has been killed."""

    command: Sequence[str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def starts(self, processes: int) -> None:
        self.running += [subprocess.Popen(self.command) for _ in range(processes)]

    def killed(self, place: int) -> None:
        self.running[place].kill()
        self.running[place].wait()
        self.running[place] = subprocess.Popen(self.command)

    async def stopped(self, place: int, *, seconds: float) -> None:
        process = self.running[place]
        process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()


@dataclass(frozen=True)
class Result:
    slack: Ends
    teams: Ends
    hits: int
    """Shots that came before all was done."""


async def under_fire(url: str, fire: Fire) -> Result:
    chance = random.Random(fire.seed)
    async with _town(url, fire, chance) as town:
        command = (
            *(sys.executable, "-m", PROJECT_MODULE, url),
            *(f"{town.slack.url}/api/", town.teams.host),
            *(str(fire.lease), str(fire.timeout), "blind" if fire.is_blind else "looks"),
        )
        senders = Senders(command)
        senders.starts(fire.processes)
        try:
            async with asyncio.timeout(GIVES_UP):
                hits = await _shoot(senders, town, fire, chance)
                while not await town.is_over():  # noqa: ASYNC110 - other processes' work
                    await asyncio.sleep(0.2)
        finally:
            senders.end()
        return Result(await town.ends("slack"), await town.ends("teams"), hits)


async def _shoot(senders: Senders, town: OutboxTown, fire: Fire, chance: random.Random) -> int:
    shots = ["kill"] * fire.kills + ["stop"] * fire.stops
    chance.shuffle(shots)
    hits = 0
    await town.has_begun()
    for shot in shots:
        await asyncio.sleep(chance.uniform(0.0, fire.between))
        hits += not await town.is_over()
        place = chance.randrange(fire.processes)
        if shot == "kill":
            senders.killed(place)
        else:
            await senders.stopped(place, seconds=1.5 * fire.lease)
    return hits


@asynccontextmanager
async def _town(url: str, fire: Fire, chance: random.Random) -> AsyncIterator[OutboxTown]:
    database = open_database(url).across()
    async with SlackPeer() as slack, TeamsPeer() as teams:
        town = OutboxTown(database, slack, teams, people=fire.people)
        await town.founded(notices=fire.notices, now=japan_now())
        slack.misbehaves["chat.postMessage"] += _slack_faults(fire, chance)
        for chat in teams.conversations.values():
            chat.misbehaves += _teams_faults(chance)
        yield town
        assert slack.slips == teams.slips == []
    await database.close()


def _slack_faults(fire: Fire, chance: random.Random) -> Iterator[Fault]:
    kinds = [Fault()] * 86 + [lost()] * 5 + [broken()] * 3 + [limited(1)] * 6
    for _ in range(fire.notices):
        longest = fire.delay * (2 if chance.random() < 1 / 20 else 1)
        yield replace(chance.choice(kinds), waits=chance.uniform(0, longest))


def _teams_faults(chance: random.Random) -> list[tuple[int, dict[str, str]]]:
    """At the beginning of each chat: after them it is well."""
    kinds = [LOST, (502, {}), (429, {"Retry-After": "1"})]
    return [chance.choice(kinds) for _ in range(4)]
