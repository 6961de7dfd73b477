"""Excel workbooks whose bytes depend on nothing but their content."""

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

HEADER_FILL = PatternFill("solid", fgColor="DCE6F1")
_LINE = Side(style="thin", color="999999")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def new_book(today: date) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "かけはし市 人事課"
    book.properties.created = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - openpyxl takes no zone
    return book


def save(book: Workbook, path: Path, *, today: date) -> None:
    """openpyxl writes the present time into the properties and into the zip: both become today."""
    buffer = io.BytesIO()
    book.save(buffer)
    stamp = (today.year, today.month, today.day, 0, 0, 0)
    with zipfile.ZipFile(buffer) as written, zipfile.ZipFile(path, "w") as kept:
        for part in written.infolist():
            content = _MODIFIED.sub(
                rb"\g<1>" + f"{today:%Y-%m-%d}T00:00:00Z".encode(), written.read(part)
            )
            kept.writestr(zipfile.ZipInfo(part.filename, stamp), content, zipfile.ZIP_DEFLATED)


def style_header(sheet: Worksheet, *, first_row: int, last_row: int, columns: int) -> None:
    for row in sheet.iter_rows(min_row=first_row, max_row=last_row, max_col=columns):
        for cell in row:
            cell.font = Font(bold=True)
            cell.fill = HEADER_FILL
            cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write_title(sheet: Worksheet, title: str, *, columns: int) -> None:
    sheet.cell(1, 1, title).font = Font(bold=True, size=14)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
