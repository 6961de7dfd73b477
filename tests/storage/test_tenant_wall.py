"""Another organization's rows: not seen, not changed, not made, for every table and verb. PostgreSQL."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Table, delete, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # the tables enter SQLModel.metadata by being imported
from storage.database_roles import standing
from storage.migration import MayNotChangeSchema, check, upgrade
from storage.session import Database, open_database
from tests.databases import PostgreSQL
from tests.storage.sample_rows import sample_row

OURS, THEIRS = 1, 2
TABLES = SQLModel.metadata.sorted_tables


async def _fill(url: str) -> None:
    """One row of each town in each table."""
    database = open_database(url)
    async with database.across().begin() as session:
        for organization_id in (OURS, THEIRS):
            for table in TABLES:
                await session.execute(
                    insert(table).values(sample_row(table, number=organization_id))
                )
    await database.close()


@pytest.fixture(scope="module")
def filled(postgresql: PostgreSQL, postgresql_name: str) -> Iterator[str]:
    name = postgresql.create(like=postgresql_name)
    asyncio.run(_fill(postgresql.url(name)))
    postgresql.remember(name)
    yield name
    postgresql.drop(name)


@pytest.fixture
async def two_towns(postgresql: PostgreSQL, filled: str) -> AsyncIterator[Database]:
    """As it is opened: nothing said of whose rows it sees."""
    database = open_database(postgresql.url(filled))
    yield database
    await database.close()
    postgresql.restore(filled)


def test_どの表も自治体の列を持つ() -> None:
    without = [t.name for t in TABLES if "organization_id" not in t.columns]
    assert without == ["organization"], (
        f"表 {without} に organization_id がありません。storage/table_base.py の Table から作ってください。"
    )


async def test_どの表にも仕切りがある(postgresql_url: str) -> None:
    assert await check(postgresql_url) == (), (
        "表を作る移行で raise_wall を呼んでください（storage/migrations/tenant_wall.py）。"
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
    row = sample_row(table, number=THEIRS) | {"id": 3}
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
            await session.execute(insert(table).values(sample_row(table, number=OURS) | {"id": 3}))


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
    postgresql: PostgreSQL, filled: str, two_towns: Database
) -> None:
    owner = open_database(postgresql.owner_url(filled))
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
