"""``make bench``: prints every claim, what was measured, and the peer of the same run."""

import asyncio
import tempfile
from pathlib import Path

from benchmarks import (
    answer,
    busy,
    cases,
    digest,
    drain,
    fan_out,
    issues,
    search,
    sending,
    slack,
    teams_edge,
    understanding,
)
from benchmarks.prefecture import PEOPLE, RECORDS, make_prefecture
from benchmarks.processes import (
    bare_import_seconds,
    environment_for,
    peer_everyone,
    recommend_everyone,
    start_to_ready,
)
from bot.deployment import japan_now
from bot.main import open_bot
from bot.settings import read_settings

POLICY = "tokyo-template"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "prefecture.db"
        print(f"県を作っています（{PEOPLE:,}人、記録{RECORDS:,}件、SQLite）…", flush=True)
        asyncio.run(_answers(database))
        environment = environment_for(database, POLICY)
        _everyone(database, environment)
        _start(environment)
        _slack(database)
        print(f"\n{busy.printed(asyncio.run(busy.measured(f'sqlite:///{database}', POLICY)))}")
    asyncio.run(teams_edge.main())
    print()
    fan_out.main([])
    print(f"\n{drain.printed(drain.compare())}\n\n{asyncio.run(sending.printed())}\n")
    search.main([])
    print()
    cases.main([])
    print()
    understanding.main([])
    print()
    issues.main([])
    print()
    digest.main()


async def _answers(database: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{database}", policy=POLICY)
    async with open_bot(settings) as bot:
        await make_prefecture(bot.deployment, now=japan_now())
        await answer.ours(bot)  # once to warm the operating system's page cache, for both
        mine = await answer.ours(bot)
    least = answer.peer(database)
    print(
        f"\n1つの回答（{answer.ROUNDS:,}回、文章からSlackのカードまで）  目標 p50 ≤ 12 ms、p99 ≤ 50 ms"
    )
    print(
        f"  かけはし        p50 {mine.p50:7.2f} ms  p99 {mine.p99:7.2f} ms  最長 {mine.worst:7.2f} ms"
    )
    print(
        f"  比較：最小の実装 p50 {least.p50:7.2f} ms  p99 {least.p99:7.2f} ms  最長 {least.worst:7.2f} ms"
    )


def _everyone(database: Path, environment: dict[str, str]) -> None:
    mine, least = recommend_everyone(environment), peer_everyone(database)
    print(f"\nrecommend --all（{mine.people:,}人、プロセス全体）  目標 ≤ 4 s")
    print(
        f"  かけはし        {mine.seconds:6.2f} s（1人 {1000 * mine.seconds / mine.people:.3f} ms）"
    )
    print(
        f"  比較：最小の実装 {least.seconds:6.2f} s（1人 {1000 * least.seconds / least.people:.3f} ms）"
    )


def _start(environment: dict[str, str]) -> None:
    bare = bare_import_seconds(environment)
    started = start_to_ready(environment)
    print("\n起動から受付まで  目標 ≤ 2 s、常駐メモリー ≤ 200 MB")
    print(f"  かけはし        {started.seconds:6.2f} s  {started.resident_mb:.0f} MB")
    print(f"  比較：ライブラリーの読み込みだけ {bare:6.2f} s")


def _slack(database: Path) -> None:
    print(f"\n{slack.printed(*asyncio.run(slack.compare(f'sqlite:///{database}', POLICY)))}")


if __name__ == "__main__":
    main()
