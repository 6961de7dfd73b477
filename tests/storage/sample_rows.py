"""A row for any table, declared or found in a database: what a column of its kind can hold."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    Time,
)
from sqlalchemy.types import TypeEngine

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_SAMPLES: Mapping[type[TypeEngine[Any]], object] = {
    Boolean: False,
    Integer: 1,
    Float: 1.0,
    Numeric: 1,
    LargeBinary: b"x",
    Date: NOW.date(),
    DateTime: NOW,
    Time: NOW.time(),
    JSON: {},
}
EMPTY: Mapping[str, frozenset[str]] = {
    "case_attachment": frozenset({"draft_key"}),
    "exchange_item": frozenset({"measure_id"}),
    "countermeasure": frozenset({"group_id"}),
    "outbox": frozenset({"channel"}),
    "stalled_notice": frozenset({"measure_id"}),
}
"""Columns that a CHECK wants empty where another one is not. A new CHECK may need a word here."""


def sample_row(table: Table, *, number: int) -> dict[str, Any]:
    """Of the organization, the person, the course … of that number; its own number is the same."""
    row = {column.name: _sample(column, number=number) for column in table.columns}
    pointing = {key.parent.name: number for key in table.foreign_keys}
    chosen = dict.fromkeys(EMPTY.get(table.name, ()))
    row |= _first_choices(table) | pointing | chosen | {"id": number}
    return {name: value for name, value in row.items() if name in table.columns}


def _sample(column: Column[Any], *, number: int) -> object:
    """A text tells rows apart: some are unique among all organizations."""
    kind = getattr(column.type, "impl", column.type)
    if isinstance(kind, String):
        return f"x{number}"
    return next(value for known, value in _SAMPLES.items() if isinstance(kind, known))


def _first_choices(table: Table) -> dict[str, str]:
    """Of columns whose CHECK lists what they may be: ``state IN ('pending', …)``."""
    texts = [str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)]
    listed = (
        re.match(r"\(*(\w+)\)?(?:::text)? (?:IN|= ANY) \(+(?:ARRAY\[)?'(\w+)'", text)
        for text in texts
    )
    return {found[1]: found[2] for found in listed if found}
