"""Where a sheet's header is, and which column of the layout each of its columns is."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.office_table import Cell, Layout
from storage.raw_sheet import RawRow, RawSheet

SEARCHED_ROWS = 20
"""A header stands among the first rows; titles and dates of issue may stand above it."""

_MARKS = re.compile(r"\((?:必須|任意|必要に応じて|注?\d*|※\d*)\)$|[※*]\d*$|^[※*]|[\s.・,/_\-]")


@dataclass(frozen=True, slots=True)
class Header:
    """``columns``: column index → canonical name. ``rows``: the one or two rows that it takes."""

    layout: Layout
    rows: tuple[int, ...]
    columns: dict[int, str]
    ignored: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        found = self.columns.values()
        return tuple(name for name in self.layout.required if name not in found)

    @property
    def is_near(self) -> bool:
        """Incomplete, but meant as this table: it has the key and something else of it."""
        return self.layout.key in self.columns.values() and len(self.columns) > 1


def find_header(sheet: RawSheet, layouts: Sequence[Layout]) -> Header | None:
    """The row (or two) that names the most columns of one layout; a complete one goes first."""
    candidates = [header for layout in layouts for header in _candidates(sheet, layout)]
    return max(candidates, key=_fitness, default=None)


def heading(cell: Cell) -> str:
    """A header cell without what offices put into it: breaks, blanks, marks, letter width."""
    return "" if cell is None else _heading(str(cell))


@lru_cache(maxsize=4096)
def _heading(written: str) -> str:
    return _MARKS.sub("", "".join(unicodedata.normalize("NFKC", written).split())).lower()


def _fitness(header: Header) -> tuple[bool, int, int, int]:
    return not header.missing, len(header.columns), -header.rows[0], -len(header.rows)


def _candidates(sheet: RawSheet, layout: Layout) -> Iterator[Header]:
    names = _names(layout)
    top_rows = sheet.rows[:SEARCHED_ROWS]
    for position, row in enumerate(top_rows):
        cells = sheet.filled(row)
        one = _header(layout, names, (row.number,), [(cell,) for cell in cells])
        if len(one.columns) > 1:
            yield one
        below = top_rows[position + 1] if position + 1 < len(top_rows) else None
        if below is not None and below.number == row.number + 1:
            two = _header(layout, names, (row.number, below.number), _joined(sheet, row, below))
            if len(two.columns) > max(1, len(one.columns)):
                yield two


def _joined(sheet: RawSheet, top: RawRow, bottom: RawRow) -> list[tuple[Cell, ...]]:
    """For each column what it may be called: both rows together, the lower one, the upper one.

    The upper one alone counts only where nothing, or the same merged cell, stands below it.
    """
    above, below = sheet.filled(top), sheet.filled(bottom)
    width = max(len(above), len(below))
    above += [None] * (width - len(above))
    below += [None] * (width - len(below))
    return [
        (up,) if down is None or down == up else (f"{up or ''}{down}", down)
        for up, down in zip(above, below, strict=True)
    ]


def _names(layout: Layout) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in layout.columns:
        for variant in column.variants:
            names.setdefault(heading(variant), column.name)
    # A column's own name wins over another's variant (区分 and 区分（必須・選択）).
    return names | {heading(column.name): column.name for column in layout.columns}


def _header(
    layout: Layout, names: dict[str, str], rows: tuple[int, ...], cells: list[tuple[Cell, ...]]
) -> Header:
    """Of two columns with one meaning, the one with the canonical name counts, else the first."""
    meant = {index: _meaning(names, written) for index, written in enumerate(cells)}
    columns: dict[int, str] = {}
    for name in dict.fromkeys(name for name in meant.values() if name):
        same = [index for index, other in meant.items() if other == name]
        exact = [i for i in same if heading(name) in map(heading, cells[i])]
        columns[(exact or same)[0]] = name
    ignored = [str(written[-1]) for i, written in enumerate(cells) if i not in columns]
    shown = ("".join(name.split()) for name in ignored if name != "None")
    return Header(layout, rows, columns, tuple(dict.fromkeys(shown)))


def _meaning(names: dict[str, str], written: tuple[Cell, ...]) -> str | None:
    return next((names[h] for cell in written if (h := heading(cell)) in names), None)
