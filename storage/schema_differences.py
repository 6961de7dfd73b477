"""The database's schema against storage/tables.py."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Inspector, Table, inspect, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # the tables enter SQLModel.metadata by being imported

NOT_OURS = "procrastinate_"
"""The job queue's tables have the shape that its library gives them."""


def schema_differences(connection: Connection) -> tuple[str, ...]:
    """One Japanese sentence for each table, column, constraint or index that is not as declared."""
    context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
    # A change of columns comes as a list of changes.
    found = compare_metadata(context, SQLModel.metadata)
    changes = [c for change in found for c in (change if isinstance(change, list) else [change])]
    return (
        *map(_sentence, changes),
        *_check_differences(inspect(connection)),
        *_missing_walls(connection),
    )


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not (name or "").startswith(NOT_OURS)


def _sentence(change: tuple[Any, ...]) -> str:
    """From Alembic's ``("add_column", schema, table, column)`` and its like."""
    operation, named = change[0], [_name(part) for part in change[1:]]
    what = "・".join(name for name in named if name)
    match operation.partition("_")[0]:
        case "add":
            return f"{what} がありません（{operation}）。"
        case "remove":
            return f"{what} が余分にあります（{operation}）。"
        case _:
            return f"{what} が宣言と違います（{operation}）。"


def _name(part: object) -> str:
    """A schema item's name, its table's before it where it has one."""
    if isinstance(part, str):
        return part
    table, name = getattr(part, "table", None), getattr(part, "name", None)
    return f"{table.name}.{name}" if isinstance(table, Table) else str(name or "")


def _check_differences(inspector: Inspector) -> list[str]:
    """Alembic passes over CHECK. PostgreSQL rewrites the condition, so there only names compare."""
    keeps_wording = inspector.dialect.name == "sqlite"
    declared = {
        (f"{table.name}.{check.name}", f"CHECK {check.sqltext}" if keeps_wording else "CHECK")
        for table in SQLModel.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    found = {
        (f"{table}.{check['name']}", f"CHECK {check['sqltext']}" if keeps_wording else "CHECK")
        for table in inspector.get_table_names()
        if _is_ours(table, "table", None)
        for check in inspector.get_check_constraints(table)
    }
    missing = sorted(f"{name} がありません（{words}）。" for name, words in declared - found)
    extra = sorted(f"{name} が余分にあります（{words}）。" for name, words in found - declared)
    return missing + extra


def _missing_walls(connection: Connection) -> list[str]:
    """Alembic knows nothing of row-level security either."""
    if connection.dialect.name != "postgresql":
        return []
    walled = set(connection.scalars(_WALLED))
    return [
        f"{name} に自治体の間の仕切り（tenant_wall）がありません。"
        for name in sorted(SQLModel.metadata.tables.keys() - walled)
        if inspect(connection).has_table(name)
    ]


_WALLED = text(
    "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
    " WHERE relrowsecurity AND relforcerowsecurity AND polname = 'tenant_wall'"
    " AND polcmd = '*' AND polpermissive AND polqual IS NOT NULL AND polwithcheck IS NOT NULL"
    " AND relnamespace = current_schema()::regnamespace"
    " AND NOT EXISTS (SELECT FROM pg_policy other"
    " WHERE other.polrelid = pg_class.oid AND other.polname <> 'tenant_wall' AND other.polpermissive)"
)
"""A second permissive policy would be a door in it."""
