"""A table out of an office's Excel or CSV file, as rows of cells under known columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | bool | int | float | date | datetime | time | timedelta | None
"""What Excel stores in a cell; a CSV file has only strings. None is a blank cell."""


class DateWithoutYear(date):
    """A date that the sheet shows as 9月30日: Excel added the year by itself when it was typed."""


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is the canonical header; ``variants`` are what offices write instead."""

    name: str
    variants: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of table. The first column is its key."""

    name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        return self.columns[0].name

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """``number`` is the row's number in the file, as Excel shows it; ``cells`` has no blanks."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """One sheet's table. ``columns`` are the canonical columns that the sheet has."""

    sheet: str
    """Empty for a CSV file."""
    layout: Layout
    header_rows: tuple[int, ...]
    columns: frozenset[str]
    rows: tuple[OfficeRow, ...]
    ignored_columns: tuple[str, ...] = ()
    """Headers that no column of the layout answers to."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row, and what to write instead."""

    sheet: str
    row: int
    column: str
    sentence: str

    @property
    def place(self) -> str:
        """「5」, or 「開催日程 5」 in a file with several sheets."""
        return f"{self.sheet} {self.row}".strip()
