"""How much of the rate that a platform allows is used, and whether anything is called while it has
asked for rest: nine times in each run it does, though its rate is kept. Also
``python -m benchmarks.sending``.

The platforms are those of the tests, which count as the documentation says and answer 429; our clients
keep the same limits. Looking at who is known, writing, drawing and the platform's own work share the
time of one process.
"""

import asyncio
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.deployment import japan_now
from bot.national_holidays import is_national_holiday
from bot.pacing import limits
from scheduler.deliver_outbox import DeliverOutbox, delivering
from scheduler.delivery import Delivery
from scheduler.platforms import Platform
from storage.migration import upgrade
from storage.session import open_database
from tests.peers.faults import Fault, Weather, limited
from tests.peers.rates import Rates
from tests.peers.slack.peer import SlackPeer
from tests.peers.teams.peer import TeamsPeer
from tests.scheduler.outbox_senders import Where, no_advice, senders
from tests.scheduler.outbox_town import ORGANIZATION, OutboxTown

PEOPLE = 100
SLACK, TEAMS = "5/1", "50/1"
RESTS, REST = 9, 2
"""How often a platform asks for rest, and for how many seconds."""


@dataclass(frozen=True, slots=True)
class Used:
    """``share`` of what the platform allows, without its rests; ``cpu`` ms for each message, the platform's own included;
    the others are numbers of calls.
    """

    share: float
    cpu: float
    refused: int
    impatient: int


async def used(platform: str, *, notices: int, allowed: str) -> Used:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'town.db'}"
        await upgrade(url)
        rates = Rates()
        slack, teams = SlackPeer(rates=rates), TeamsPeer(rates=rates, checks_one_in=500)
        begun = time.process_time()
        async with slack, teams:
            weather = _AsksForRest(Random(), every=notices // (RESTS + 1))
            slack.weather = teams.weather = weather
            seconds = await _seconds(url, slack, teams, platform, notices)
    (limit,) = limits(allowed)
    cpu = 1000 * (time.process_time() - begun) / notices
    working = seconds - weather.rests * REST
    share = notices / working / (limit.calls / limit.seconds)
    return Used(share, cpu, rates.refused, len(rates.impatient))


async def _seconds(
    url: str, slack: SlackPeer, teams: TeamsPeer, platform: str, notices: int
) -> float:
    opened = open_database(url)
    database = opened.across()
    town = OutboxTown(database, slack, teams, people=PEOPLE)
    await town.founded(notices=notices, now=japan_now(), on=(platform,))
    where = Where(f"{slack.url}/api/", teams.host, slack_limits=SLACK, teams_limits=TEAMS)
    async with senders(database, where, japan_now) as platforms:
        seconds = await _drained(town, platforms)
    await opened.close()
    return seconds


@dataclass(frozen=True)
class _AsksForRest(Weather):
    """After every so many messages, whoever they are for; not after the last."""

    every: int = 1
    _asked: list[bool] = field(default_factory=list)
    """For each call whether it was answered so."""

    @property
    def rests(self) -> int:
        return sum(self._asked)

    def fault(self) -> Fault:
        is_due = len(self._asked) % self.every == self.every - 1
        self._asked.append(is_due and self.rests < RESTS)
        return limited(REST) if self._asked[-1] else Fault()


async def _drained(town: OutboxTown, platforms: dict[str, Platform]) -> float:
    delivery = Delivery(
        town.database, platforms, ORGANIZATION, japan_now, is_national_holiday, no_advice()
    )
    begun = time.perf_counter()
    async with delivering(DeliverOutbox(delivery, asyncio.Event())):
        while await town.left():  # noqa: ASYNC110 - the outbox's own work
            await asyncio.sleep(0.05)
        return time.perf_counter() - begun


async def printed() -> str:
    lines = [
        "送る速さ：プラットフォームが許す速さに対して  目標 95 % 以上、休むように言われた間の呼び出し 0"
    ]
    for name, notices, allowed in (("slack", 300, SLACK), ("teams", 3_000, TEAMS)):
        one = await used(name, notices=notices, allowed=allowed)
        lines.append(
            f"  {name:6} {100 * one.share:5.1f} %（{allowed}、{notices:,}件）"
            f"  CPU {one.cpu:.1f} ms/件  429 {one.refused} 回  休みの間の呼び出し {one.impatient} 回"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(asyncio.run(printed()))
