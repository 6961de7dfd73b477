"""Made-up histories of the issues of one office: for what a digest of thousands of them costs.

Texts are those of ``benchmarks.issues.many_issues``; when they were raised, moved and closed, and which people
said to be one group, comes of a seeded generator.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from benchmarks.issues import many_issues
from domain.issue import IssueState
from domain.issue_group import ChangeKind, GroupKind
from storage.dx_measure_tables import DxMeasureRevisionRow, DxMeasureRow
from storage.issue_group_tables import (
    IssueGroupChangeRow,
    IssueGroupMemberRow,
    IssueGroupRevisionRow,
    IssueGroupRow,
)
from storage.issue_tables import IssueRevisionRow, IssueRow
from storage.session import Database

GROUPS, TOGETHER = 40, 4
"""Confirmed groups, and the issues of each."""
_YEARS = timedelta(days=730)
_STEPS = (IssueState.RECEIVED, IssueState.AT_WORK, IssueState.SOLVED)
_AT_A_TIME = 5_000

Row = dict[str, Any]


async def write_issues(
    database: Database, count: int, *, organization_id: int, people: int, now: datetime
) -> None:
    """``count`` issues with their versions, and ``GROUPS`` groups of which every fourth has a measure."""
    chance = random.Random(count)
    rows: dict[type[SQLModel], list[Row]] = {table: [] for table in _TABLES}
    for each in many_issues()[:count]:
        author, raised = chance.randrange(people) + 1, now - chance.random() * _YEARS
        _write_issue(rows, each.key + 1, each.department, each.text, author, raised, chance, now)
    for number in range(1, GROUPS + 1):
        _write_group(rows, number, count, now - chance.random() * _YEARS / 4)
    for table, all_of_it in rows.items():
        for begin in range(0, len(all_of_it), _AT_A_TIME):
            some = [row | {"organization_id": organization_id} for row in all_of_it[begin : begin + _AT_A_TIME]]  # fmt: skip
            async with database.begin() as session:
                await session.execute(insert(table), some)


_TABLES: tuple[type[SQLModel], ...] = (
    IssueRow,
    IssueRevisionRow,
    IssueGroupRow,
    IssueGroupMemberRow,
    IssueGroupChangeRow,
    IssueGroupRevisionRow,
    DxMeasureRow,
    DxMeasureRevisionRow,
)


def _write_issue(
    rows: dict[type[SQLModel], list[Row]],
    number: int,
    department: str,
    text: str,
    author: int,
    raised: datetime,
    chance: random.Random,
    now: datetime,
) -> None:
    moments = sorted(raised + chance.random() * (now - raised) for _ in range(chance.randrange(3)))
    steps = list(zip((raised, *moments), _STEPS, strict=False))
    rows[IssueRevisionRow] += (
        {
            "issue_id": number,
            "version": version,
            "editor_id": author,
            "at": at,
            "title": text[:20],
            "what": text,
            "state": state.value,
            "stage": "",
        }
        for version, (at, state) in enumerate(steps, 1)
    )
    rows[IssueRow].append(
        {
            "id": number,
            "number": number,
            "author_id": author,
            "department": department,
            "section": "",
            "state": steps[-1][1].value,
            "version": len(steps),
            "created_at": raised,
            "touched_at": steps[-1][0],
            "changed": number,
        }
    )


def _write_group(
    rows: dict[type[SQLModel], list[Row]], number: int, count: int, at: datetime
) -> None:
    """Of issues that lie apart: people know better."""
    members = [number + place * (count // TOGETHER) for place in range(TOGETHER)]
    kind = {"label": f"まとまりの名前{number}", "kind": GroupKind.COMMON.value, "stands": True}
    rows[IssueGroupRow].append({"id": number, "number": number, "version": 1, **kind})
    rows[IssueGroupMemberRow] += ({"group_id": number, "issue_id": each} for each in members)
    change = {"kind": ChangeKind.CONFIRM.value, "editor_id": 1, "at": at}
    rows[IssueGroupChangeRow].append({"id": number, **change})
    rows[IssueGroupRevisionRow].append(
        {"group_id": number, "version": 1, "change_id": number, "issue_ids": members, **kind}
    )
    if number % 4 == 0:
        rows[DxMeasureRow].append(
            {
                "id": number,
                "number": number,
                "group_id": number,
                "version": 1,
                "created_at": at,
                "touched_at": at,
            }
        )
        rows[DxMeasureRevisionRow] += _measure(number, members, at)


def _measure(number: int, members: list[int], at: datetime) -> Iterator[Row]:
    day = (at + timedelta(days=60)).date().isoformat()
    yield {
        "measure_id": number,
        "version": 1,
        "editor_id": 1,
        "at": at,
        "name": f"施策の名前{number}",
        "aim": "一度で済ませる",
        "lead_department": "部局01",
        "lead_id": 1,
        "departments": ["部局01", "部局02"],
        "member_ids": [],
        "supporter_ids": [],
        "milestones": [[day, "試行を終える"]],
        "effect": "",
        "stage": "",
        "issue_ids": members,
    }
