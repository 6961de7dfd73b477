"""The database's schema: brought up to date, taken back, and compared with storage/tables.py.

A run is one transaction on both databases: a step that fails, or a kill, leaves everything as it
was. Two replicas that start together do not meet: the second waits, and finds nothing to do.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, event, inspect, make_url, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import DomainError
from storage.database_roles import grant_use
from storage.session import open_database

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).with_name("migrations")

NEWEST = max(step.name.partition("_")[0] for step in _FOLDER.glob("versions/[0-9]*.py"))
"""The number of the last step; the steps' files are named ``0001_what_it_does.py``."""

_INSUFFICIENT_PRIVILEGE = "42501"
"""https://www.postgresql.org/docs/current/errcodes-appendix.html"""

_LOCK = 5_350_821
"""The key of PostgreSQL's advisory lock: any number, the same in every replica."""


class DatabaseIsNewer(DomainError):
    """The database has a step that this program does not know: an older program was started."""

    def __init__(self) -> None:
        super().__init__(
            "データベースが、このプログラムより新しい版で作られています。新しい版のプログラムを使ってください。"
        )


class MayNotChangeSchema(DomainError):
    """The role that the bot connects as owns nothing, as it should be."""

    def __init__(self) -> None:
        super().__init__(
            "データベースの構造を変える権限がありません。KAKEHASHI_DATABASE_OWNER_URL に、"
            "表を持つ役割のURLを設定して、kakehashi db upgrade を実行してください。"
        )


async def upgrade(url: str, *, owner_url: str = "") -> None:
    """From whatever is there, nothing included, to the newest step. Raises DatabaseIsNewer,
    MayNotChangeSchema.

    ``owner_url``: the same database as the role that owns the tables, where that is not the one of
    ``url``, which is then granted what it needs.
    """
    try:
        async with schema_change(owner_url or url) as connection:
            await connection.run_sync(_upgrade)
            if owner_url and (role := make_url(url).username):
                await grant_use(connection, role)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != _INSUFFICIENT_PRIVILEGE:
            raise
        raise MayNotChangeSchema from None


async def downgrade(url: str, *, to: str = "base") -> None:
    """Back to step ``to``; ``base`` drops every table."""
    async with schema_change(url) as connection:
        await connection.run_sync(_downgrade, to)


async def check(url: str) -> tuple[str, ...]:
    """Where the database is not what this program expects, one Japanese sentence each; else ()."""
    from storage.schema_differences import schema_differences  # slow to import, seldom used

    database = open_database(url).across()
    try:
        async with database.reader.connect() as connection:
            current = await connection.run_sync(_current_step)
            if current != NEWEST:
                return (_other_step(current),)
            return await connection.run_sync(schema_differences)
    finally:
        await database.close()


async def is_current(url: str) -> bool:
    """Whether the database has just the steps that this program knows."""
    database = open_database(url).across()
    try:
        async with database.reader.connect() as connection:
            return await connection.run_sync(_current_step) == NEWEST
    finally:
        await database.close()


def alembic_config(connection: Connection) -> "Config":
    """For Alembic's commands: our folder, and the connection that they are to run on."""
    from alembic.config import Config  # slow to import; most starts find the schema up to date

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


@asynccontextmanager
async def schema_change(url: str) -> AsyncIterator[AsyncConnection]:
    """One transaction that nobody else changes the schema beside."""
    database = open_database(url).across()
    is_sqlite = database.writer.dialect.name == "sqlite"
    if is_sqlite:
        event.listen(database.writer.sync_engine, "connect", _let_tables_be_copied)
    try:
        async with database.writer.begin() as connection:
            if not is_sqlite:  # SQLite's writer has begun with BEGIN IMMEDIATE: it is alone
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection
            if is_sqlite:
                await _check_foreign_keys(connection)
    finally:
        await database.close()


def _let_tables_be_copied(connection: Any, _record: object) -> None:
    """SQLite alters a table by copying and dropping it, and a drop would cascade to other tables."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()


async def _check_foreign_keys(connection: AsyncConnection) -> None:
    broken = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
    if broken:
        raise RuntimeError(f"a step left {len(broken)} rows that point to nothing")


def _upgrade(connection: Connection) -> None:
    current = _current_step(connection)
    if current == NEWEST:
        return
    if current is not None and current > NEWEST:
        raise DatabaseIsNewer
    from alembic.command import upgrade as alembic_upgrade  # slow to import, as above

    alembic_upgrade(alembic_config(connection), "head")


def _downgrade(connection: Connection, to: str) -> None:
    from alembic.command import downgrade as alembic_downgrade  # slow to import, as above

    alembic_downgrade(alembic_config(connection), to)


def _current_step(connection: Connection) -> str | None:
    """None for a database that no step has run on."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    step: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return step


def _other_step(current: str | None) -> str:
    if current is not None and current > NEWEST:
        return DatabaseIsNewer().sentence
    was = f"版 {current}" if current else "空"
    return (
        f"データベースは{was}です（このプログラムは版 {NEWEST}）。"
        "kakehashi db upgrade を実行してください。"
    )
