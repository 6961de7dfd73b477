"""A list as an Excel workbook: one table with a header that stays, filters and widths.

Rows go to the disk as they come (openpyxl write-only), so that a long list does not fill the
memory. Nothing that stands in a cell is ever computed. openpyxl takes 12 MB and 0.2 s: it is loaded
when the first file is written.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from storage.office_pictures import BookPicture

if TYPE_CHECKING:
    from openpyxl import Workbook

    from storage.office_sheet import OfficeSheet

MOST_ROWS = 1_048_576 - 1
"""Excel's rows of a sheet, without the header."""
WrittenCell = str | date | int | float | None

_LINE_END = re.compile("\r\n?")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_READ_AS_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """``width`` in half-width characters. ``format``: Excel's, of the numbers and days in it.

    ``wraps``: long texts in it go on in a further line of the cell.
    """

    name: str
    width: int
    format: str = ""
    wraps: bool = False


class OfficeList:
    """Rows in, a workbook out: ``with OfficeList(…) as office_list``. A list too long for one sheet goes on in the next."""

    def __init__(
        self, title: str, columns: Sequence[ListColumn], *, rows_in_sheet: int = MOST_ROWS
    ) -> None:
        self._title = title
        self._columns = columns
        self._rows_in_sheet = rows_in_sheet
        self._book = _new_book()
        self._sheets = [_new_sheet(self._book, title, columns)]
        self._finished = False

    def __enter__(self) -> "OfficeList":
        return self

    def __exit__(self, *_: object) -> None:
        # openpyxl gives its temporary files back only when it has saved.
        if not self._finished:
            self.finish()

    def append(self, rows: Iterable[Sequence[WrittenCell]]) -> None:
        for row in rows:
            if self._sheets[-1].rows == self._rows_in_sheet:
                name = f"{self._title}{len(self._sheets) + 1}"
                self._sheets.append(_new_sheet(self._book, name, self._columns))
            self._sheets[-1].append(row)

    def finish(self) -> bytes:
        """The file's content; no row can be added after."""
        self._finished = True
        for sheet in self._sheets:
            sheet.finish()
        content = io.BytesIO()
        self._book.save(content)
        return content.getvalue()


class OfficeBook:
    """Several lists in one workbook, each a sheet with a table of its own."""

    def __init__(self) -> None:
        self._book = _new_book()

    def add(
        self, title: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[WrittenCell]]
    ) -> None:
        sheet = _new_sheet(self._book, title, columns)
        for row in rows:
            sheet.append(row)
        sheet.finish()

    def add_pictures(self, title: str, pictures: Sequence[BookPicture]) -> None:
        """A sheet with nothing else, one below the other."""
        from storage.office_picture_sheet import write_pictures  # with openpyxl

        written = (
            replace(each, title=written_text(each.title), alt=written_text(each.alt))
            for each in pictures
        )
        write_pictures(self._book, title, [*written])

    def finish(self) -> bytes:
        """The file's content."""
        content = io.BytesIO()
        self._book.save(content)
        return content.getvalue()


def _new_book() -> "Workbook":
    from openpyxl import Workbook  # only for who writes a file

    book = Workbook(write_only=True)
    book.properties.creator = "かけはし"
    return book


def _new_sheet(book: "Workbook", name: str, columns: Sequence[ListColumn]) -> "OfficeSheet":
    from storage.office_sheet import OfficeSheet  # with openpyxl

    return OfficeSheet(book, name, columns)


def in_xml(text: str) -> str:
    """What XML can carry, with its own ends of lines."""
    return _NOT_IN_XML.sub("\ufffd", _LINE_END.sub("\n", text))


def written_text(text: str) -> str:
    """What Excel's own escapes can carry as well; ``_x0041_`` stays these seven characters.

    ECMA-376, Part 1, 22.9.2.19 (ST_Xstring).
    """
    return _READ_AS_ESCAPE.sub("_x005F_", in_xml(text))
