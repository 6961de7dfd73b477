"""Real processes drain one outbox while they are killed and stopped at random, on faulty platforms."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerProcess

from bot.deployment import japan_now
from storage.session import open_database
from tests.peers.faults import Weather
from tests.peers.rates import Rates
from tests.peers.slack.peer import SlackPeer
from tests.peers.teams.peer import TeamsPeer
from tests.scheduler.outbox_senders import Where
from tests.scheduler.outbox_town import Ends, OutboxTown
from tests.soak import outbox_process
from tests.soak.killed_process import killed, started

GIVES_UP = 1_500
"""Seconds for all of it."""


@dataclass(frozen=True)
class Fire:
    """``notices`` for each platform; ``kills``, ``stops`` and ``restarts`` (of the database) until
    nothing is done to them any more.

    ``lease`` in seconds is longer than ``timeout``, Slack's ``takes`` and ``hides`` together, unless
    a test wants to see what becomes of it then.
    """

    notices: int
    kills: int
    stops: int
    restarts: int = 0
    between: float = 0.5
    """Seconds from one to the next, at most."""
    processes: int = 3
    at_once: int = 2
    """Messages of a process. Few: a kill is to find the others waiting."""
    people: int = 5
    lease: float = 2.0
    timeout: float = 1.0
    takes: float = 0.4
    """Of one post, at most."""
    hides: float = 0.4
    """Until a post is found, at most."""
    speed: float = 60.0
    """Of the platforms' windows: their rates are kept all the while."""
    main: Callable[..., None] = outbox_process.main
    """What the processes run."""
    is_blind: bool = False
    until_double: bool = False
    seed: int = 20261121


@dataclass
class Senders:
    """The processes, each of which is there again as soon as it has been killed."""

    main: Callable[..., None]
    arguments: Sequence[object]
    running: list[ForkServerProcess] = field(default_factory=list)

    def starts(self, processes: int) -> None:
        self.running += [started(self.main, *self.arguments) for _ in range(processes)]

    def killed(self, place: int) -> None:
        killed(self.running[place])
        self.running[place] = started(self.main, *self.arguments)

    async def stopped(self, place: int, *, seconds: float) -> None:
        process = self.running[place].pid
        assert process is not None
        os.kill(process, signal.SIGSTOP)
        await asyncio.sleep(seconds)
        os.kill(process, signal.SIGCONT)

    def end(self) -> None:
        for process in self.running:
            killed(process)


@dataclass(frozen=True)
class Result:
    slack: Ends
    teams: Ends
    hits: int
    """Shots that came before all was done."""


async def under_fire(url: str, fire: Fire, *, restart: Callable[[], None] | None = None) -> Result:
    """``restart``: of the database. With a fire of ``until_double`` the first double ends it."""
    chance = random.Random(fire.seed)
    async with _town(url, fire, chance) as town:
        where = Where(
            f"{town.slack.url}/api/",
            town.teams.host,
            timeout=fire.timeout,
            is_blind=fire.is_blind,
        )
        senders = Senders(fire.main, (url, where, fire.lease, fire.at_once))
        senders.starts(fire.processes)
        try:
            async with asyncio.timeout(GIVES_UP):
                hits = await _shoot(senders, town, fire, chance, restart)
                while not await _is_over(town, fire):  # noqa: ASYNC110 - other processes' work
                    await asyncio.sleep(0.2)
        finally:
            senders.end()
        return Result(await town.ends("slack"), await town.ends("teams"), hits)


async def _is_over(town: OutboxTown, fire: Fire) -> bool:
    if fire.until_double and (await town.ends("slack")).double:
        return True
    return await town.is_over()


async def _shoot(
    senders: Senders,
    town: OutboxTown,
    fire: Fire,
    chance: random.Random,
    restart: Callable[[], None] | None,
) -> int:
    shots = ["kill"] * fire.kills + ["stop"] * fire.stops + ["restart"] * fire.restarts
    chance.shuffle(shots)
    hits = 0
    await town.has_begun()
    for shot in shots:
        await asyncio.sleep(chance.uniform(0.0, fire.between))
        hits += not await town.is_over()
        place = chance.randrange(fire.processes)
        if shot == "kill":
            senders.killed(place)
        elif shot == "stop":
            await senders.stopped(place, seconds=1.5 * fire.lease)
        elif restart:
            await asyncio.to_thread(restart)
    return hits


@asynccontextmanager
async def _town(url: str, fire: Fire, chance: random.Random) -> AsyncIterator[OutboxTown]:
    database = open_database(url).across()
    weather = _weather(fire, chance)
    slack = SlackPeer(rates=Rates(fire.speed), weather=weather)
    teams = TeamsPeer(
        checks_one_in=20,
        rates=Rates(fire.speed),
        weather=replace(weather, broken_status=502),
    )
    async with slack, teams:
        town = OutboxTown(database, slack, teams, people=fire.people)
        await town.founded(notices=fire.notices, now=japan_now())
        yield town
        assert slack.slips == teams.slips == []
    await database.close()


def _weather(fire: Fire, chance: random.Random) -> Weather:
    return Weather(
        chance,
        limited=0.01,
        broken=0.01,
        broken_after=0.02,
        dropped=0.01,
        lost=0.03,
        late=0.01,
        late_by=1.3 * fire.timeout,
        takes=fire.takes,
        hides=fire.hides,
    )
