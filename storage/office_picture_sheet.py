"""Pictures in an Excel workbook: a sheet of their own, each below its words."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.pagebreak import Break

from storage.office_lines import lines_in
from storage.office_pages import print_in_pages
from storage.office_pictures import BookPicture

_WIDTH = 540
"""Pixels, as Excel counts them: a page of A4 upright, with room for broader letters."""
_PIXELS_IN_ROW = 20
_COLUMN = 76
_LINE_HEIGHT = 17.0
_MOST_LINES = 24
"""Of one row: Excel's highest is 409 points."""
_CUT = 600
"""Letters of one line that are fewer lines than that, full-width as they may be."""


def write_pictures(book: Workbook, title: str, pictures: Sequence[BookPicture]) -> None:
    """One a page, each with its title and words above it."""
    # Any: the published types of openpyxl leave out what write-only sheets have.
    sheet: Any = book.create_sheet(title)
    sheet.column_dimensions["A"].width = _COLUMN
    print_in_pages(sheet, wide=1, lies="portrait")
    row = 1
    for picture in pictures:
        if row > 1:
            sheet.row_breaks.append(Break(id=row - 1))
        image = Image(io.BytesIO(picture.content))
        image.height, image.width = round(image.height * _WIDTH / image.width), _WIDTH
        rows = -(-image.height // _PIXELS_IN_ROW) + 2
        sheet.append([_words(sheet, picture.title, is_bold=True)])
        for piece in _pieces(picture.alt):
            row += 1
            sheet.row_dimensions[row].height = lines_in(piece, _COLUMN) * _LINE_HEIGHT
            sheet.append([_words(sheet, piece)])
        sheet.add_image(image, f"A{row + 1}")
        for _ in range(rows):
            sheet.append([])
        row += 1 + rows


def _pieces(text: str) -> list[str]:
    """Each as many lines as a row holds, one at least."""
    pieces: list[list[str]] = [[]]
    height = 0
    for line in text.splitlines():
        for begin in range(0, len(line) or 1, _CUT):
            part = line[begin : begin + _CUT]
            lines = max(1, lines_in(part, _COLUMN))
            if pieces[-1] and height + lines > _MOST_LINES:
                pieces.append([])
                height = 0
            pieces[-1].append(part)
            height += lines
    return ["\n".join(each) for each in pieces]


def _words(sheet: Any, text: str, *, is_bold: bool = False) -> Any:
    """Never computed, whatever it begins with."""
    cell: Any = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if is_bold:
        cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
