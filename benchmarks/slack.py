"""A signed Slack message until its answer is posted: our whole edge against bare Bolt.

The peer is Bolt on aiohttp as its documentation shows it, whose one listener posts a fixed line: no
person is looked up, nothing is understood, read, advised or drawn. Both post to a stand-in for
Slack's Web API in a process of its own; the messages come from this one. The two take turns, so that what
else the computer does meanwhile falls on both. Also ``python -m benchmarks.slack URL POLICY``.
"""

import asyncio
import sys
from dataclasses import dataclass
from statistics import median

from benchmarks.loop_gap import Gap
from benchmarks.servers import Server, running
from benchmarks.slack_load import Load, load_on
from benchmarks.slack_servers import bare_bolt, our_bot, slack_stand_in

PEOPLE_ASKING = 400
WARM_UP = 500
ROUNDS, MESSAGES = 7, 400
STEADY_PER_SECOND, STEADY_SECONDS = 100, 10


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers a second when as many come as can (the median round), and what each takes of the
    processor in ms; acknowledgements at a steady rate in ms, and the event loop's gap meanwhile.
    """

    per_second: float
    cpu: float
    ack_p50: float
    ack_p99: float
    gap: Gap


@dataclass(slots=True)
class _Rounds:
    load: Load
    bot: Server
    per_second: list[float]
    cpu_seconds: float = 0.0

    async def one(self) -> None:
        before = self.bot.cpu_seconds
        self.per_second.append(MESSAGES / await self.load.burst(MESSAGES))
        self.cpu_seconds += self.bot.cpu_seconds - before

    async def result(self) -> Measured:
        await self.load.longest_gap()  # of the bursts: asked, it is forgotten
        acks = await self.load.steady(per_second=STEADY_PER_SECOND, seconds=STEADY_SECONDS)
        p50, p99 = (1000 * acks[int(len(acks) * q)] for q in (0.5, 0.99))
        return Measured(
            median(self.per_second),
            1000 * self.cpu_seconds / (MESSAGES * len(self.per_second)),
            p50,
            p99,
            await self.load.longest_gap(),
        )


async def compare(database_url: str, policy: str) -> tuple[Measured, Measured]:
    """Ours, and the peer's."""
    async with (
        running(slack_stand_in) as slack,
        running(our_bot, slack.port, database_url, policy) as bot,
        running(bare_bolt, slack.port) as bolt,
        load_on(bot, slack=slack, people=PEOPLE_ASKING) as to_ours,
        load_on(bolt, slack=slack, people=PEOPLE_ASKING) as to_bare,
    ):
        ours, bare = _Rounds(to_ours, bot, []), _Rounds(to_bare, bolt, [])
        for each in (ours, bare):
            await each.load.burst(WARM_UP)
        for _ in range(ROUNDS):
            await ours.one()
            await bare.one()
        return await ours.result(), await bare.result()


_TITLE = (
    "署名つきのSlackのメッセージから投稿まで"
    "  目標 比較の相手の0.4倍以上、毎秒100件で受領 p99 ≤ 50 ms・ループの停滞 ≤ 100 ms"
)


def printed(ours: Measured, bare: Measured) -> str:
    lines = [
        f"  {name:　<14} {one.per_second:6.0f} 件/秒（CPU {one.cpu:4.2f} ms/件）"
        f"  受領 p50 {one.ack_p50:5.1f} ms  p99 {one.ack_p99:5.1f} ms"
        f"  ループの停滞 {1000 * one.gap.passed:5.1f} ms（仕事 {1000 * one.gap.worked:4.1f} ms）"
        for name, one in (("かけはし", ours), ("比較：Boltで決まった返事", bare))
    ]
    share, of_cpu = ours.per_second / bare.per_second, bare.cpu / ours.cpu
    return "\n".join([_TITLE, *lines, f"  比 {share:.2f}（CPUでは {of_cpu:.2f}）"])


if __name__ == "__main__":
    print(printed(*asyncio.run(compare(sys.argv[1], sys.argv[2]))))
