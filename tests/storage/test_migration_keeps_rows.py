"""Rows put in at each step are the same after a way to the newest step and back; on both databases."""

from pathlib import Path

import pytest
from alembic.command import upgrade as upgrade_to
from sqlalchemy import Connection, MetaData, Table, insert, inspect, select

import storage.migration
from storage.migration import alembic_config, check, downgrade, schema_change, upgrade
from storage.schema_differences import NOT_OURS
from tests.storage.sample_rows import sample_row

_STEPS = sorted(
    step.name.partition("_")[0]
    for step in Path(storage.migration.__file__).with_name("migrations").glob("versions/[0-9]*.py")
)
Rows = dict[str, list[dict[str, object]]]


@pytest.mark.parametrize("step", _STEPS)
async def test_どの版で入れた行も最新の版まで上げて戻しても変わらない(
    step: str, empty_database_url: str
) -> None:
    async with schema_change(empty_database_url) as connection:
        await connection.run_sync(_up_to, step)
        put = await connection.run_sync(_filled)
    assert await _there_and_back(empty_database_url, step) == put
    await upgrade(empty_database_url)
    assert await check(empty_database_url) == ()


async def _there_and_back(url: str, step: str) -> Rows:
    await upgrade(url)
    await downgrade(url, to=step)
    async with schema_change(url) as connection:
        return await connection.run_sync(_rows)


def _up_to(connection: Connection, step: str) -> None:
    upgrade_to(alembic_config(connection), step)


def _filled(connection: Connection) -> Rows:
    for table in _tables(connection):
        for number in (1, 2):
            connection.execute(insert(table).values(sample_row(table, number=number)))
    rows = _rows(connection)
    assert all(len(of_table) == 2 for of_table in rows.values())
    return rows


def _rows(connection: Connection) -> Rows:
    return {
        table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by("id"))]
        for table in _tables(connection)
    }


def _tables(connection: Connection) -> list[Table]:
    """As they are at this step, those pointed to first."""
    names = inspect(connection).get_table_names()
    ours = [name for name in names if name != "alembic_version" and not name.startswith(NOT_OURS)]
    found = MetaData()
    found.reflect(connection, only=ours)
    return found.sorted_tables
