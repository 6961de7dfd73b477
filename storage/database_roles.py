"""PostgreSQL's roles: who owns the tables, and the one that the bot connects as, which owns nothing."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

_STANDING = text(
    "SELECT rolsuper OR rolbypassrls AS passes_wall,"
    " EXISTS (SELECT FROM pg_class WHERE relname = 'organization' AND relkind = 'r'"
    " AND pg_has_role(relowner, 'MEMBER')) AS owns_tables"
    " FROM pg_roles WHERE rolname = current_user"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a role may do to the wall between organizations: pass it, or pull it down."""

    passes_wall: bool
    owns_tables: bool


async def grant_use(connection: AsyncConnection, role: str) -> None:
    """What the bot needs of the tables, and no more. The owner says so."""
    quoted = connection.dialect.identifier_preparer.quote
    schema, to = quoted(await connection.scalar(text("SELECT current_schema()"))), quoted(role)
    rows, later = "SELECT, INSERT, UPDATE, DELETE", f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}"
    for statement in (
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        f"GRANT {rows} ON ALL TABLES IN SCHEMA {schema} TO {to}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
        f"REVOKE INSERT, UPDATE, DELETE ON {schema}.alembic_version FROM {to}",
        # What later steps make, also where they are run without naming the role.
        f"{later} GRANT {rows} ON TABLES TO {to}",
        f"{later} GRANT USAGE ON SEQUENCES TO {to}",
    ):
        await connection.execute(text(statement))


async def standing(session: AsyncSession) -> Standing | None:
    """Of the role that is connected. None on SQLite, which has no roles."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    row = (await session.execute(_STANDING)).one()
    return Standing(row.passes_wall, row.owns_tables)
