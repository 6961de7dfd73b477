"""A kept digest goes as soon as anything that it was read from is written: no table, and no writer, is forgotten."""

import ast
import sys
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import CodeType, FrameType

from sqlalchemy import ClauseElement, Table, event
from sqlalchemy.sql import visitors
from sqlmodel import SQLModel

from domain.digest import Period
from handlers.digest_reading import digest_of
from storage import tables
from storage.digest_basis import digest_basis
from storage.session import Database
from tests.digest_town.history import WEEKS, Happening, happens, moments_since, town_founded
from tests.digest_town.seldom import SELDOM
from tests.digest_town.town import HERE, Town

STORAGE = Path(tables.__file__).parent
MANY = 160
"""Happenings, in which each of the usual ones comes several times."""
TABLES_WHY_NOT: Mapping[str, str] = {
    "exchange_round": "when it was closed stands in no sentence; its items are counted themselves",
}
"""Tables that a digest reads and that may be written without another basis."""
WRITERS_WHY_NOT: Mapping[str, str] = {
    "waiting_cases.note_brought_up": "how often a case was brought up stands in no digest",
}
"""Functions that write a table which a digest reads, and that are not tried here."""


@dataclass
class Seen:
    """Tables by name."""

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


@contextmanager
def looking_at(database: Database) -> Iterator[Seen]:
    """What statements read, and of what they have changed a row."""
    seen = Seen()

    def note(
        _connection: object,
        clause: object,
        _many: object,
        _one: object,
        _options: object,
        told: object,
    ) -> None:
        if getattr(clause, "is_dml", False):
            if getattr(told, "rowcount", 1):
                seen.written.add(clause.table.name)  # type: ignore[attr-defined]  # is_dml says so
        elif isinstance(clause, ClauseElement):
            seen.read |= {each.name for each in visitors.iterate(clause) if isinstance(each, Table)}

    engines = {database.writer.sync_engine, database.reader.sync_engine}
    for engine in engines:
        event.listen(engine, "after_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "after_execute", note)


@contextmanager
def noting_calls() -> Iterator[set[CodeType]]:
    """Of whatever runs in this thread."""
    called: set[CodeType] = set()

    def note(frame: FrameType, what: str, _: object) -> None:
        if what == "call":
            called.add(frame.f_code)

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)


async def basis_of(town: Town) -> object:
    async with town.database.read() as session:
        return await digest_basis(session, **HERE)


async def test_まとめが読む表のどれに書いても_取っておいたまとめは使わない(
    sqlite_template: Path, tmp_path: Path
) -> None:
    wrote: list[tuple[set[str], bool]] = []
    called = set[CodeType]()
    async with town_founded(sqlite_template, tmp_path, seed=1) as (town, _, start):
        moments = moments_since(start, town.chance, count=MANY)
        steps = [
            *((happens, at) for at in moments),
            *((_at_once(each), moments[-1]) for each in SELDOM),
        ]
        for step, at in steps:
            before = await basis_of(town)
            with looking_at(town.database) as seen, noting_calls() as ran:
                await step(town, at)
            wrote.append((seen.written, await basis_of(town) != before))
            called |= ran
        with looking_at(town.database) as seen:
            middle = (start + timedelta(weeks=WEEKS // 2)).date()
            week = Period.of_week(middle, as_of=start + timedelta(weeks=WEEKS))
            await digest_of(town.database, week, **HERE, last_stage="")
    read = seen.read - TABLES_WHY_NOT.keys()
    kept = [sorted(written & read) for written, is_new in wrote if written & read and not is_new]
    assert not kept, f"書いても storage/digest_basis.py が変わらない表があります：{kept}"
    tried = set().union(*(written for written, _ in wrote))
    assert read <= tried, f"書いてみていない表です。SELDOM に足してください：{sorted(read - tried)}"
    names = {f"{Path(each.co_filename).stem}.{each.co_name}" for each in called}
    left = {name for name in writers_of(read) if name not in names} - WRITERS_WHY_NOT.keys()
    assert not left, f"試していない書き方です。SELDOM に足してください：{sorted(left)}"


def _at_once(happening: Happening) -> Callable[[Town, datetime], Awaitable[None]]:
    async def happens_alone(town: Town, at: datetime) -> None:
        async with town.database.begin() as session:
            await happening(town, session, at)

    return happens_alone


def writers_of(names: Collection[str]) -> Iterator[str]:
    """Functions of ``storage/`` that hand one of these tables to what writes, as ``file.function``."""
    rows = {
        name
        for name, row in vars(tables).items()
        if isinstance(row, type) and issubclass(row, SQLModel) and str(row.__tablename__) in names
    }
    for path in STORAGE.glob("*.py"):
        tree = ast.parse(path.read_text())
        for function in ast.walk(tree):
            if isinstance(function, ast.AsyncFunctionDef) and _writes(function, rows):
                yield f"{path.stem}.{function.name}"


def _writes(function: ast.AsyncFunctionDef, rows: set[str]) -> bool:
    also = {
        node.targets[0].id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Name)
        and node.value.id in rows
    }
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    by_call = any(_hands(call, rows | also) or _makes(call, rows) for call in calls)
    return by_call or (_sets_columns(function) and bool(_named(function) & rows))


def _sets_columns(function: ast.AsyncFunctionDef) -> bool:
    """``row.text = …``."""
    targets = (
        target
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
    )
    return any(isinstance(target, ast.Attribute) for target in targets)


def _named(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


_WRITING = frozenset(
    {
        "insert",
        "update",
        "delete",
        "insert_for",
        "insert_or_update",
        "insert_rows",
        "update_rows",
        "delete_rows",
    }
)


def _hands(call: ast.Call, rows: set[str]) -> bool:
    given = {arg.id for arg in call.args if isinstance(arg, ast.Name)}
    return isinstance(call.func, ast.Name) and call.func.id in _WRITING and bool(given & rows)


def _makes(call: ast.Call, rows: set[str]) -> bool:
    """A row, to be added."""
    return isinstance(call.func, ast.Name) and call.func.id in rows
