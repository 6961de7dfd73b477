"""What a week's digest of a prefecture costs: 16,000 people, and 1,000 or 10,000 issues.

``python -m benchmarks.digest``. Each is measured in a process of its own, so that its memory is its own.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from benchmarks.digest_cost import POLICY, Cost
from benchmarks.many_issues import write_issues
from benchmarks.prefecture import PEOPLE, make_prefecture
from bot.deployment import japan_now
from bot.main import open_bot
from bot.settings import read_settings

SIZES = ((1_000, 5), (10_000, 30))
"""Issues, and the seconds that they may take."""
MOST_MEGABYTES = 400


def main() -> None:
    print(f"週のまとめ（{PEOPLE:,}人、SQLite、方針は{POLICY}）")
    with tempfile.TemporaryDirectory() as folder:
        prefecture = Path(folder) / "prefecture.db"
        asyncio.run(_prefecture(f"sqlite:///{prefecture}"))
        for count, most in SIZES:
            file = Path(folder) / f"{count}.db"
            shutil.copyfile(prefecture, file)
            url = f"sqlite:///{file}"
            asyncio.run(_with_issues(url, count))
            print(printed(count, most, _in_a_process(url)), flush=True)
            print(memory_printed("ボットの中で作るとき", _in_a_process(url, "--bot")), flush=True)


def printed(count: int, most: int, cost: Cost) -> str:
    return (
        f"  課題{count:6,}件  まとめ {cost.digest:5.2f} s（目標 {most} s 以下、CPU {cost.cpu:.2f} s、うち指標 {cost.kpis:.2f} s）"
        f"  カードとExcel {cost.files:.2f} s  文 {cost.sentences}  ループの停滞 {cost.gap:.2f} s\n"
        + memory_printed("kakehashi digest --excel", cost)
    )


def memory_printed(how: str, cost: Cost) -> str:
    return (
        f"    {how}：メモリー {cost.memory:.0f} MB（目標 {MOST_MEGABYTES} MB 以下）"
        f"  自分だけのもの {cost.own:.0f} MB  共有のファイル {cost.shared:.0f} MB"
    )


def _in_a_process(url: str, *options: str) -> Cost:
    command = (sys.executable, "-m", "benchmarks.digest_cost", url, *options)
    done = subprocess.run(command, capture_output=True, check=True)
    return Cost(**json.loads(done.stdout))


async def _prefecture(url: str) -> None:
    async with open_bot(read_settings(database_url=url, policy=POLICY)) as bot:
        await make_prefecture(bot.deployment, now=japan_now())


async def _with_issues(url: str, count: int) -> None:
    async with open_bot(read_settings(database_url=url, policy=POLICY)) as bot:
        await write_issues(
            bot.deployment.database,
            count,
            organization_id=bot.deployment.organization.id,
            people=PEOPLE,
            now=japan_now() - timedelta(hours=1),
        )


if __name__ == "__main__":
    main()
