"""Another organization's rows: not seen, not changed, not made, for every table and verb. PostgreSQL."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    Table,
    Time,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import storage.tables  # noqa: F401  # the tables enter SQLModel.metadata by being imported
from domain.japan_time import JAPAN
from storage.database_roles import standing
from storage.migration import MayNotChangeSchema, upgrade
from storage.session import Database, open_database
from storage.table_base import AwareDateTime
from tests.databases import PostgreSQL

OURS, THEIRS = 1, 2
TABLES = SQLModel.metadata.sorted_tables
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JAPAN)
SAMPLES: Mapping[type[TypeEngine[Any]], object] = {
    Integer: 1,
    Float: 1.0,
    Boolean: False,
    AutoString: "x",
    LargeBinary: b"x",
    Date: NOW.date(),
    Time: NOW.time(),
    AwareDateTime: NOW,
    JSON: {},
}
SPECIAL: Mapping[tuple[str, str], object] = {
    ("outbox", "state"): "pending",
    ("outbox", "channel"): "forum",
    ("ledger", "state"): "done",
    ("workspace", "platform"): "slack",
}
"""What a CHECK asks for."""


def row_of(table: Table, *, organization_id: int) -> dict[str, Any]:
    """A row that the table takes; what it points to has the organization's number as its own."""
    row = {
        column.name: SPECIAL.get((table.name, column.name), _sample(column))
        for column in table.columns
        if not column.nullable or (table.name, column.name) in SPECIAL
    }
    linked = {key.parent.name: organization_id for key in table.foreign_keys}
    linked = {name: number for name, number in linked.items() if name in row}
    own = {"organization": "key", "workspace": "external_id"}  # unique among all
    named = {own[table.name]: f"k{organization_id}"} if table.name in own else {}
    return row | linked | named | {"id": organization_id}


def _sample(column: Column[Any]) -> object:
    return SAMPLES[type(column.type)]


@pytest.fixture
async def two_towns(postgresql_url: str) -> AsyncIterator[Database]:
    """As it is opened: nothing said of whose rows it sees. Each table has one row of each town."""
    database = open_database(postgresql_url)
    async with database.across().begin() as session:
        for organization_id in (OURS, THEIRS):
            for table in TABLES:
                await session.execute(
                    insert(table).values(row_of(table, organization_id=organization_id))
                )
    yield database
    await database.close()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_どの表も自治体の列を持ち仕切りがある(table: Table, postgresql_url: str) -> None:
    assert table.name == "organization" or "organization_id" in table.columns, (
        f"表 {table.name} に organization_id がありません。storage/table_base.py の Table から作ってください。"
    )
    database = open_database(postgresql_url)
    async with database.read() as session:
        walled = await session.execute(
            text(
                "SELECT relrowsecurity AND relforcerowsecurity, polqual IS NOT NULL"
                " AND polwithcheck IS NOT NULL AND polcmd = '*' AND polpermissive"
                " FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid"
                " WHERE relname = :name AND relkind = 'r'"
            ),
            {"name": table.name},
        )
    await database.close()
    assert walled.all() == [(True, True)], (
        f"表 {table.name} に仕切りがありません。表を作る移行で raise_wall を呼んでください（storage/migrations/tenant_wall.py）。"
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_ほかの自治体の行は見えず変えられず消せない(
    table: Table, two_towns: Database
) -> None:
    key = table.c.id if table.name == "organization" else table.c.organization_id
    async with two_towns.within(OURS).begin() as session:
        assert list(await session.scalars(select(key))) == [OURS]
        for change in (update(table).values(id=table.c.id), delete(table)):
            changed = await session.execute(change.where(key == THEIRS).returning(table.c.id))
            assert changed.all() == []
    async with two_towns.across().read() as session:
        assert sorted(await session.scalars(select(key))) == [OURS, THEIRS]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_ほかの自治体の行は作れず移せない(table: Table, two_towns: Database) -> None:
    key = "id" if table.name == "organization" else "organization_id"
    row = row_of(table, organization_id=THEIRS) | {"id": 3}
    for refused in (insert(table).values(row), update(table).values({key: THEIRS + 1})):
        with pytest.raises(ProgrammingError, match="row-level security"):
            async with two_towns.within(OURS).begin() as session:
                await session.execute(refused)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_だれの行か言わなければ何も見えず何も書けない(
    table: Table, two_towns: Database
) -> None:
    async with two_towns.begin() as session:
        assert await session.scalar(select(func.count()).select_from(table)) == 0
        for change in (update(table).values(id=table.c.id), delete(table)):
            assert (await session.execute(change.returning(table.c.id))).all() == []
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with two_towns.begin() as session:
            await session.execute(
                insert(table).values(row_of(table, organization_id=OURS) | {"id": 3})
            )


async def test_つなぎ直して使う接続からほかの自治体が漏れない(two_towns: Database) -> None:
    """Many at once on a pool of few connections, some of which end in an error."""
    numbers = random.Random(7)
    department = SQLModel.metadata.tables["department"]

    async def asked(sees: int | None) -> tuple[int | None, list[int]]:
        database = two_towns if sees is None else two_towns.within(sees)
        async with database.read() as session:
            await asyncio.sleep(numbers.random() / 200)
            found = list(await session.scalars(select(department.c.organization_id)))
            if numbers.random() < 0.2:
                await session.execute(text("SAVEPOINT one"))
                with pytest.raises(ProgrammingError):
                    await session.execute(text("SELECT no_such_function()"))
        return sees, found

    choices = [numbers.choice((OURS, THEIRS, None)) for _ in range(400)]
    for sees, found in await asyncio.gather(*map(asked, choices)):
        assert found == ([] if sees is None else [sees])


async def test_ボットの役割は表を持たず仕切りを越えられない(postgresql_url: str) -> None:
    database = open_database(postgresql_url)
    async with database.read() as session:
        role = await standing(session)
    for statement in (
        "ALTER TABLE staff DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant_wall ON staff",
        "CREATE TABLE mine (id integer)",
        "UPDATE alembic_version SET version_num = '0001'",
        "TRUNCATE staff",
    ):
        with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"):
            async with database.begin() as session:
                await session.execute(text(statement))
    await database.close()
    assert role is not None
    assert not role.passes_wall
    assert not role.owns_tables


async def test_表を持つ役割も仕切りの外を見ない(
    postgresql: PostgreSQL, postgresql_name: str, two_towns: Database
) -> None:
    owner = open_database(postgresql.owner_url(postgresql_name))
    async with owner.within(OURS).read() as session:
        assert list(await session.scalars(text("SELECT id FROM organization"))) == [OURS]
        role = await standing(session)
    await owner.close()
    assert role is not None
    assert role.owns_tables
    assert not role.passes_wall


async def test_構造を変えられない役割は何をすればよいか言う(postgresql: PostgreSQL) -> None:
    name = postgresql.create()
    with pytest.raises(MayNotChangeSchema, match="KAKEHASHI_DATABASE_OWNER_URL"):
        await upgrade(postgresql.url(name))
    await upgrade(postgresql.url(name), owner_url=postgresql.owner_url(name))
    await upgrade(postgresql.url(name))
    postgresql.drop(name)
