"""Steps up, steps down, no drift; on SQLite and on PostgreSQL."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import DomainError
from storage.audit import audit_entries, record_audit
from storage.migration import NEWEST, DatabaseIsNewer, check, downgrade, upgrade
from storage.session import Database, open_database
from storage.tables import OrganizationRow

_AT = datetime(2026, 4, 1, tzinfo=UTC)


async def _change(url: str, *statements: str) -> None:
    database = open_database(url)
    async with database.writer.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await database.close()


async def _tables(url: str) -> set[str]:
    database = open_database(url)
    async with database.reader.connect() as connection:
        names = await connection.run_sync(_table_names)
    await database.close()
    return names
