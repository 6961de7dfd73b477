"""Improvement cases at 20,000: searching, similar ones, and a form that opens, through our whole edge.

``python -m benchmarks.cases [--form ACTION] [--count N]``. The peer of the searches is the cosine of
TF-IDF over one to three characters (scikit-learn) on the same cases and queries in the same run: it
knows no synonyms, nobody's permissions, and is built anew for each change.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sqlalchemy import insert, update

from benchmarks.many_cases import many_cases
from benchmarks.resident import resident_mb
from benchmarks.search import WAYS, sets
from benchmarks.trigger import opened
from bot.demo import import_sample_city
from bot.main import Bot, open_bot
from bot.settings import read_settings
from cards.example_values import PERSON
from domain.improvement_case import PublishedCase
from handlers.case_shelf import document_of
from handlers.command import Member
from language.search import Document
from storage.case_tables import CaseRevisionRow, CaseRow
from storage.case_texts import text_columns
from storage.improvement_cases import touch_case
from storage.organizations import organization_by_id
from storage.session import Database
from storage.tables import OrganizationRow

COUNT = 20_000
POLICY, WHO = "shimonoseki", "ichikawa.haruka@kakehashi.example"
_ROWS = 500


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--form", default="case.write", metavar="ACTION")
    parser.add_argument("--args", default="{}", metavar="JSON")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'cases.db'}"
        cases = list(many_cases(chosen.count))
        print(f"改善事例{len(cases):,}件（作り物、SQLite）", flush=True)
        asyncio.run(_searches(url, cases))
        _peer(cases)
        pressed = opened(url, POLICY, email=WHO, action=chosen.form, args=json.loads(chosen.args))
        print(asyncio.run(pressed), flush=True)


async def _searches(url: str, cases: Sequence[PublishedCase]) -> None:
    async with open_bot(read_settings(database_url=url, policy=POLICY)) as bot:
        with tempfile.TemporaryDirectory() as folder:
            today = bot.deps.clock().date()
            await import_sample_city(bot.deployment, Path(folder), today=today)
        await _written(bot.deployment.database, bot.deployment.organization.id, cases)
        member = await _member(bot)
        before, began, cpu = resident_mb(os.getpid()), time.perf_counter(), time.process_time()
        await bot.deps.cases.tools(member, bot.deps)
        read = time.perf_counter() - began
        for kept in bot.deps.cases.kept:
            while not kept.is_indexed:
                kept.index_some(_ROWS)
        built, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(
            f"  初めに読む {read:.1f} s  索引を作る {built - read:.1f} s（CPU {cpu:.1f} s）"
            f"  メモリー +{resident_mb(os.getpid()) - before:.0f} MB"
        )
        await _asked(bot, member, cases)


async def _asked(bot: Bot, member: Member, cases: Sequence[PublishedCase]) -> None:
    deps = bot.deps
    queries = [query for each in sets() for query, _ in each.queries]
    reports = [f"{c.text.title}\n{c.text.before}" for c in many_cases(200, seed=5)]
    await _timed(
        "探す          目標 p95 ≤ 30 ms", queries, lambda q: deps.cases.search(member, q, deps)
    )
    await _timed(
        "似た事例      目標 p95 ≤ 50 ms", reports, lambda r: deps.cases.similar(member, r, deps)
    )
    async with deps.database.begin() as session:
        await touch_case(session, organization_id=member.organization.id, case_id=cases[7].id)
    changed = await _member(bot)
    began = time.perf_counter()
    await deps.cases.search(changed, queries[0], deps)
    print(f"  1件変わった後の1問 {1000 * (time.perf_counter() - began):.1f} ms", flush=True)


async def _timed(name: str, asked: Sequence[str], ask: Callable[[str], Awaitable[object]]) -> None:
    taken = []
    for each in asked:
        began = time.perf_counter()
        await ask(each)
        taken.append(1000 * (time.perf_counter() - began))
    print(f"  {name}  {_spread(taken)}（{len(taken)}問）", flush=True)


def _peer(cases: Sequence[PublishedCase]) -> None:
    name = "文字のTF-IDF"
    began = time.perf_counter()
    search = WAYS[name]([_named(case) for case in cases])
    print(f"  比較：{name} 作る {time.perf_counter() - began:.1f} s", flush=True)
    taken = []
    for query in (query for each in sets() for query, _ in each.queries):
        began = time.perf_counter()
        search(query)
        taken.append(1000 * (time.perf_counter() - began))
    print(f"  比較：{name} 探す  {_spread(taken)}", flush=True)


def _named(case: PublishedCase) -> Document[str]:
    found = document_of(case)
    return Document(str(found.key), found.title, body=found.body, keywords=found.keywords)


def _spread(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    p50, p95 = (ordered[int(len(ordered) * q)] for q in (0.5, 0.95))
    return f"p50 {p50:.1f} ms  p95 {p95:.1f} ms  最長 {ordered[-1]:.1f} ms"


async def _member(bot: Bot) -> Member:
    async with bot.deployment.database.read() as session:
        organization = await organization_by_id(session, bot.deployment.organization.id)
    return Member(PERSON, organization)


async def _written(
    database: Database, organization_id: int, cases: Sequence[PublishedCase]
) -> None:
    """As published; straight into the tables."""
    async with database.begin() as session:
        for start in range(0, len(cases), _ROWS):
            some = cases[start : start + _ROWS]
            await session.execute(insert(CaseRow), [_row(c, organization_id) for c in some])
            await session.execute(
                insert(CaseRevisionRow), [_text(c, organization_id) for c in some]
            )
        await session.execute(update(OrganizationRow).values(cases_version=len(cases)))


def _row(case: PublishedCase, organization_id: int) -> dict[str, object]:
    return {
        "organization_id": organization_id,
        "id": case.id,
        "number": case.number,
        "author_id": None,
        "department": case.department,
        "section": case.section,
        "state": "公開",
        "version": 1,
        "published_version": 1,
        "published_at": case.published_at,
        "created_at": case.published_at,
        "changed": case.number,
    }


def _text(case: PublishedCase, organization_id: int) -> dict[str, object]:
    return {
        "organization_id": organization_id,
        "case_id": case.id,
        "version": 1,
        "at": case.published_at,
        **text_columns(case.text),
    }


if __name__ == "__main__":
    main()
