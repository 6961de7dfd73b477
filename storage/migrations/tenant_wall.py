"""The wall between organizations: row-level security on a table, for the steps that make tables.

A transaction says whose rows it sees (``storage/engines.py``); one that says nothing sees none.
SQLite has no such wall: a deployment on it serves one organization, or trusts its queries.
"""

from alembic import op

_SEES = "(SELECT nullif(current_setting('kakehashi.organization', true), '')::integer)"
"""A query of its own: asked once for each statement, not for each row. Null where nothing was said;
0 is every organization (``storage/session.py``).
"""

POLICY = "tenant_wall"


def raise_wall(table: str, *, column: str = "organization_id") -> None:
    """FORCE: it holds for the owner of the table as well."""
    if not _is_postgresql():
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    seen = f"{_SEES} IN (0, {column})"
    op.execute(f"CREATE POLICY {POLICY} ON {table} USING ({seen}) WITH CHECK ({seen})")


def drop_wall(table: str) -> None:
    """Before a table is dropped there is no need to."""
    if not _is_postgresql():
        return
    op.execute(f"DROP POLICY {POLICY} ON {table}")
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def _is_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"
