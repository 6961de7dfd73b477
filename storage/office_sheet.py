"""One sheet of an Excel workbook, written row by row: a table below a header that stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from storage.office_lines import lines_in
from storage.office_pages import print_in_pages
from storage.office_writer import ListColumn, WrittenCell, written_text

_PRINTED_IN_PAGE = 230
"""Half-width characters beside each other on an A4 page on its side, of 7 points at least."""
_HEADER_HEIGHT = 30
"""Points: two lines. What reads the file need not find out by itself."""

_LINE_HEIGHT, _HIGHEST = 15.5, 409.0
"""Points of one line, and of Excel's highest row."""

# The last four are what a Japanese keyboard types for the first.
_POWERFUL = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


class OfficeSheet:
    def __init__(self, book: Workbook, name: str, columns: Sequence[ListColumn]) -> None:
        # Any: the published types of openpyxl leave out what write-only sheets have.
        self._sheet: Any = book.create_sheet(name)
        self._columns = columns
        self._wrapped = [column.width if column.wraps else 0 for column in columns]
        self._wraps = any(self._wrapped)
        self.rows = 0
        for number, column in enumerate(columns, start=1):
            self._sheet.column_dimensions[get_column_letter(number)].width = column.width
        self._sheet.freeze_panes = "A2"
        self._sheet.row_dimensions[1].height = _HEADER_HEIGHT
        self._print_in_pages()
        self._sheet.append([self._header(column.name) for column in columns])
        # A styled cell is written at once with its row, so one a column serves for all rows.
        self._literals = [self._literal(column) for column in columns]
        self._texts = [self._plain(column) for column in columns]
        self._dates = [self._formatted(column.format or "yyyy/mm/dd") for column in columns]
        self._numbers = [self._formatted(column.format or "General") for column in columns]

    def append(self, row: Sequence[WrittenCell]) -> None:
        """As high as its longest text: LibreOffice does not find that out by itself."""
        number, lines = self.rows + 2, max(map(lines_in, row, self._wrapped), default=1)
        if lines > 1:
            height = min(lines * _LINE_HEIGHT, _HIGHEST)
            self._sheet.row_dimensions[number].height = height
        self._sheet.append([self._cell(place, value) for place, value in enumerate(row)])
        if lines > 1:
            # It is written: nobody needs one a row in memory.
            del self._sheet.row_dimensions[number]
        self.rows += 1

    def finish(self) -> None:
        """The table, whose rows are counted now. Excel wants one row at least, be it empty."""
        last = f"{get_column_letter(len(self._columns))}{max(self.rows, 1) + 1}"
        table = Table(
            displayName=self._sheet.title,
            ref=f"A1:{last}",
            autoFilter=AutoFilter(ref=f"A1:{last}"),
            tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
            tableColumns=[
                TableColumn(id=number, name=column.name)
                for number, column in enumerate(self._columns, start=1)
            ],
        )
        # add_table would warn that a write-only sheet cannot find the columns' names by itself.
        self._sheet.tables.add(table)

    def _cell(self, place: int, value: WrittenCell) -> Any:
        """In a sheet with a column that wraps each says that it stands at the top: a row may be higher than we count."""
        if value is None or value == "":
            return None
        if isinstance(value, date):
            self._dates[place].value = value
            return self._dates[place]
        if isinstance(value, int | float):
            self._numbers[place].value = value
            return self._numbers[place]
        text = written_text(value)
        is_powerful = text.startswith(_POWERFUL) or text in ERROR_CODES
        if not (is_powerful or self._wraps):
            return text
        cell = (self._literals if is_powerful else self._texts)[place]
        cell.value = text
        cell.data_type = "s"
        return cell

    def _literal(self, column: ListColumn) -> Any:
        """Shown as it is, and still so after somebody has edited the cell in Excel."""
        cell = self._plain(column)
        cell.quotePrefix = True
        return cell

    def _plain(self, column: ListColumn) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        cell.alignment = Alignment(wrap_text=column.wraps, vertical="top")
        return cell

    def _formatted(self, number_format: str) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        cell.number_format = number_format
        cell.alignment = Alignment(vertical="top")
        return cell

    def _header(self, name: str) -> Any:
        cell: Any = WriteOnlyCell(self._sheet, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DCE6F1")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell

    def _print_in_pages(self) -> None:
        """As many pages wide as it takes to stay readable; each says which row it goes on with."""
        pages = -(-sum(column.width for column in self._columns) // _PRINTED_IN_PAGE)
        self._sheet.print_title_rows = "1:1"
        if pages > 1:
            self._sheet.print_title_cols = "A:A"
        print_in_pages(self._sheet, wide=pages, lies="landscape")
