"""Rows put in at each step are the same after a way to the newest step and back; on both databases."""

from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from alembic.command import upgrade as upgrade_to
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, insert, select, text

import storage.migration
from storage.migration import alembic_config, check, downgrade, schema_change, upgrade
from storage.schema_differences import NOT_OURS
from tests.storage.sample_rows import sample_row

_FOLDER = Path(storage.migration.__file__).with_name("migrations")
_STEPS = sorted(step.name.partition("_")[0] for step in _FOLDER.glob("versions/[0-9]*.py"))
Rows = dict[str, list[dict[str, object]]]
Tables = list[Table]
"""As they are at a step, those pointed to first."""
Known = dict[str, tuple[str, Table]]
"""By name: what a table was when it was found, and what was found."""
_SAID = {
    "sqlite": text(
        "SELECT tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        " ORDER BY tbl_name, type, name"
    ),
    "postgresql": text(
        "SELECT table_name, column_name, data_type, is_nullable, column_default"
        " FROM information_schema.columns WHERE table_schema = 'public'"
        " UNION ALL SELECT relname, conname, pg_get_constraintdef(c.oid), '', ''"
        " FROM pg_constraint AS c JOIN pg_class ON pg_class.oid = conrelid"
        " JOIN pg_namespace AS n ON n.oid = relnamespace WHERE nspname = 'public'"
        " ORDER BY 1, 2, 3"
    ),
}


@pytest.fixture(autouse=True)
def _steps_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of sixty runs would read every step's file anew: a fifth of the time."""
    folder = Config()
    folder.set_main_option("script_location", str(_FOLDER))
    steps = ScriptDirectory.from_config(folder)
    monkeypatch.setattr(ScriptDirectory, "from_config", lambda _config: steps)


async def test_どの版で入れた行も最新の版まで上げて戻しても変わらない(
    empty_database_url: str,
) -> None:
    """One way up, with new rows in every table at each step, and one way down."""
    url, put, known = empty_database_url, dict[str, tuple[Tables, Rows]](), Known()
    for step in _STEPS:
        async with schema_change(url) as connection:
            await connection.run_sync(_up_to, step)
            put[step] = await connection.run_sync(_filled, 2 * len(put) + 1, known)
    for step in reversed(_STEPS):
        await downgrade(url, to=step)
        tables, rows = put[step]
        async with schema_change(url) as connection:
            found = await connection.run_sync(_rows, tables)
        assert _those_of(found, rows) == rows, step
    await upgrade(url)
    assert await check(url) == ()


def _up_to(connection: Connection, step: str) -> None:
    upgrade_to(alembic_config(connection), step)


def _filled(connection: Connection, first: int, known: Known) -> tuple[Tables, Rows]:
    """All that is there once each table has two rows more, of these numbers."""
    tables = _tables(connection, known)
    for table in tables:
        new = [sample_row(table, number=number) for number in (first, first + 1)]
        connection.execute(insert(table), new)
    rows = _rows(connection, tables)
    assert all({first, first + 1} <= {row["id"] for row in of_table} for of_table in rows.values())
    return tables, rows


def _those_of(rows: Rows, put: Rows) -> Rows:
    """Without what later steps have added."""
    numbers = {name: {row["id"] for row in of_table} for name, of_table in put.items()}
    return {
        name: [row for row in of_table if row["id"] in numbers.get(name, ())]
        for name, of_table in rows.items()
    }


def _rows(connection: Connection, tables: Tables) -> Rows:
    return {
        table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by("id"))]
        for table in tables
    }


def _tables(connection: Connection, known: Known) -> Tables:
    """Found anew are those only that this step has made or changed: a step changes few of seventy."""
    definitions = _definitions(connection)
    changed = [name for name, now in definitions.items() if known.get(name, ("",))[0] != now]
    found = MetaData()
    found.reflect(connection, only=changed, resolve_fks=False)
    known |= {name: (definitions[name], found.tables[name]) for name in changed}
    points_to = {name: _pointed_to(known[name][1]) - {name} for name in definitions}
    return [known[name][1] for name in TopologicalSorter(points_to).static_order()]


def _pointed_to(table: Table) -> set[str]:
    return {key.target_fullname.partition(".")[0] for key in table.foreign_keys}


def _definitions(connection: Connection) -> dict[str, str]:
    """By the name of each of our tables: all that the database says of its columns and constraints."""
    said = defaultdict[str, list[str]](list)
    for name, *what in connection.execute(_SAID[connection.dialect.name]):
        said[name].append(repr(what))
    return {
        name: "\n".join(what)
        for name, what in said.items()
        if name != "alembic_version" and not name.startswith(NOT_OURS)
    }
