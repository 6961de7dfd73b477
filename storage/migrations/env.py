"""Alembic's entry: runs on the connection, and in the transaction, that storage/migration.py opened.

New steps are drafted in batch form, since SQLite alters a table only by copying it.
"""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import storage.tables  # noqa: F401  # the tables enter SQLModel.metadata by being imported
from storage.table_base import AwareDateTime


def _rendered(kind: str, value: object, _context: AutogenContext) -> str | Literal[False]:
    """Plain SQLAlchemy types in the steps, so that an old step never needs today's classes."""
    match kind, value:
        case "type", AutoString():
            return "sa.String()"
        case "type", AwareDateTime():
            return "sa.DateTime(timezone=True)"
        case _:
            return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=_rendered,
)
context.run_migrations()
