"""What nobody has got is counted by an index of its own; procrastinate 3.10's tables on PostgreSQL."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


_CARE = ("unknown", "failed")


def upgrade() -> None:
    for state in _CARE:
        where = sa.text(f"state = '{state}'")
        op.create_index(
            f"ix_outbox_{state}",
            "outbox",
            ["organization_id"],
            sqlite_where=where,
            postgresql_where=where,
        )
    if op.get_bind().dialect.name != "postgresql":
        return
    from procrastinate.schema import SchemaManager

    # Many statements in one, which the driver takes as they are only without parameters.
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(SchemaManager.get_schema())


def downgrade() -> None:
    for state in _CARE:
        op.drop_index(f"ix_outbox_{state}", "outbox")
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    for kind, names in _made(bind):
        for name in names:
            op.execute(f"DROP {kind} IF EXISTS {name} CASCADE")


def _made(bind: sa.Connection) -> tuple[tuple[str, list[str]], ...]:
    ours = "nspname = current_schema() AND {} LIKE 'procrastinate\\_%'"
    asked = {
        "TABLE": "SELECT quote_ident(relname) FROM pg_class c JOIN pg_namespace n"
        f" ON n.oid = c.relnamespace WHERE relkind = 'r' AND {ours.format('relname')}",
        "FUNCTION": "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n"
        f" ON n.oid = p.pronamespace WHERE {ours.format('proname')}",
        "TYPE": "SELECT quote_ident(typname) FROM pg_type t JOIN pg_namespace n"
        " ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid"
        f" WHERE (typtype = 'e' OR (typtype = 'c' AND c.relkind = 'c')) AND {ours.format('typname')}",
    }
    return tuple(
        (kind, list(bind.execution_options(no_parameters=True).exec_driver_sql(sql).scalars()))
        for kind, sql in asked.items()
    )
