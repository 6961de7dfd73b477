"""A sheet before its header is known, as Excel or a CSV file gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.office_table import Cell

MOST_ROWS = 200_000
"""Rows that hold something, per file."""
MOST_COLUMNS = 200
LARGEST_FILE = 50 * 1024 * 1024
"""Bytes as handed over."""
OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""With which an old or an encrypted Excel file begins."""


@dataclass(frozen=True, slots=True)
class RawRow:
    number: int
    """As Excel shows it: the first row is 1."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """``rows`` leaves out empty rows. ``merged`` fills the covered cells of merged ranges:
    row number → column index → the value of the range.
    """

    name: str
    rows: tuple[RawRow, ...]
    merged: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)

    def filled(self, row: RawRow) -> list[Cell]:
        """The row's cells, with what merged ranges say in the cells that they cover."""
        cells = list(row.cells)
        for index, value in self.merged.get(row.number, {}).items():
            cells.extend([None] * (index + 1 - len(cells)))
            if cells[index] is None:
                cells[index] = value
        return cells
