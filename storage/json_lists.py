"""Rows of another table inside a row, as a JSON list: one round trip where several would be needed.

The same on both databases; dates come as ISO strings, booleans as true and false or as 1 and 0.
"""

from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import JSON, ColumnElement, Text, cast, func, literal
from sqlalchemy.orm import Mapped

_FIRST = itemgetter(0)


def json_list(dialect: str, *columns: Mapped[Any]) -> ColumnElement[str]:
    """An aggregate: a list with one list for each row, in no particular order."""
    if dialect == "sqlite":
        return cast(func.json_group_array(func.json_array(*columns)), Text)
    listed = func.json_agg(func.json_build_array(*columns))
    return cast(func.coalesce(listed, cast(literal([], JSON), JSON)), Text)


def json_numbers(dialect: str, column: Mapped[int]) -> ColumnElement[str]:
    """The same of one column: a list of numbers."""
    if dialect == "sqlite":
        return cast(func.json_group_array(column), Text)
    return cast(func.json_agg(column), Text)


def rows_in(stored: str) -> list[list[Any]]:
    """The rows of such a list, in the order of their first column, which is unique."""
    rows: list[list[Any]] = orjson.loads(stored)
    rows.sort(key=_FIRST)
    return rows
