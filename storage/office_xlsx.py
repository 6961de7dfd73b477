"""Excel workbooks (.xlsx): visible sheets, cached values, merged ranges.

Sheets are streamed (openpyxl read-only), so that a large file does not fill the memory; merged
ranges stand behind the rows in the sheet's part of the zip and are read from there. openpyxl
parses with defusedxml where that is installed, as it is here.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, time, timedelta
from typing import IO, Any, cast

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.escape import unescape

from domain.errors import DomainError
from domain.office_table import Cell, DateWithoutYear
from storage.raw_sheet import MOST_COLUMNS, MOST_ROWS, OLE_HEADER, RawRow, RawSheet

LARGEST_UNPACKED = 400 * 1024 * 1024
"""Bytes of all parts together. zipfile never unpacks more of a part than it declares."""
MOST_MERGED_CELLS = 1_000_000

_OLD_FORMAT = "古い形式（.xls）のファイルです。Excelで開き、「.xlsx」で保存し直してください。"
_ENCRYPTED = "パスワードの付いたファイルは読めません。パスワードを外して保存し直してください。"
_WORD = "Wordの文書です。Excelの表を「.xlsx」で保存して渡してください。"
_BROKEN = "Excelのファイルとして読めません。Excelで開き、「.xlsx」で保存し直してください。"
_TOO_LARGE = "ファイルが大きすぎます。不要なシートや行を除いてください。"
_ZEROS = re.compile(r"0{2,20}")
_MERGE_RANGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]')


def read_xlsx(content: bytes) -> tuple[RawSheet, ...]:
    """The visible sheets. Raises DomainError for what is no workbook, locked, broken or a bomb."""
    if content.startswith(OLE_HEADER):
        raise DomainError(_ole_sentence(content))
    _check_size(content)
    try:
        with warnings.catch_warnings():
            # Excel extensions that openpyxl passes over (validation lists, printer settings).
            warnings.simplefilter("ignore")
            return tuple(_sheets(content))
    except DomainError:
        raise
    except Exception as error:
        raise DomainError(_BROKEN) from error


def _ole_sentence(content: bytes) -> str:
    """An encrypted .xlsx, an old .xls and an old .doc share one container; its names tell."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _ENCRYPTED
    return _WORD if "WordDocument".encode("utf-16-le") in content else _OLD_FORMAT


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DomainError(_BROKEN) from error
    if any(part.filename == "word/document.xml" for part in parts):
        raise DomainError(_WORD)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > 2_000:
        raise DomainError(_TOO_LARGE)


def _sheets(content: bytes) -> Iterator[RawSheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive, closing(book):
        rows_left = MOST_ROWS
        # Any: the published types of openpyxl leave out what streamed sheets have.
        for sheet in cast("list[Any]", book.worksheets):
            if sheet.sheet_state == "visible":
                rows = tuple(_rows(sheet, most=rows_left))
                rows_left -= len(rows)
                # openpyxl does not say otherwise where a streamed sheet lies in the zip.
                with archive.open(sheet._worksheet_path) as part:
                    merged = _merged(_merge_ranges(part), rows)
                yield RawSheet(sheet.title, rows, merged)


def _rows(sheet: Any, *, most: int) -> Iterator[RawRow]:
    # The stored dimension is often wrong; what is there is read.
    sheet.reset_dimensions()
    found = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = tuple(_value(cell) for cell in cells[:MOST_COLUMNS])
        if any(value is not None for value in values):
            found += 1
            yield RawRow(number, values)
        if found > most:
            raise DomainError(f"行が多すぎます（{MOST_ROWS:,}行まで）。ファイルを分けてください。")


def _value(cell: Any) -> Cell:
    """What the cell shows, where its format says more than its number: 001234, 9月30日."""
    value = cell.value
    if isinstance(value, str):
        # Excel writes what XML cannot carry as _x000D_; openpyxl leaves that to its caller.
        return unescape(value).replace("\r", "").strip() or None
    if isinstance(value, (bool, float, time, timedelta)) or value is None:
        return value
    if isinstance(value, int):
        zeros = _ZEROS.fullmatch(cell.number_format or "")
        return str(value).zfill(len(zeros[0])) if zeros and value >= 0 else value
    if isinstance(value, datetime):
        return _dated(value, cell.number_format or "")
    return str(value)


def _dated(value: datetime, number_format: str) -> Cell:
    shown = _QUOTED.sub("", number_format).lower()
    if "d" in shown and not any(part in shown for part in ("y", "e", "g", "h")):
        return DateWithoutYear(value.year, value.month, value.day)
    return value


def _merge_ranges(part: IO[bytes]) -> Iterator[tuple[range, range]]:
    """The rows (from 1) and the column indexes (from 0) of each merged range."""
    rest = b""
    while chunk := part.read(1 << 20):
        text = rest + chunk
        end = text.rfind(b">") + 1
        for match in _MERGE_RANGE.finditer(text, 0, end):
            left, top, right, bottom = (group.decode("ascii") for group in match.groups())
            last_column = min(column_index_from_string(right), MOST_COLUMNS)
            columns = range(column_index_from_string(left) - 1, last_column)
            yield range(int(top), int(bottom) + 1), columns
        rest = text[end:][-10_000:]


def _merged(
    ranges: Iterable[tuple[range, range]], rows: Iterable[RawRow]
) -> dict[int, dict[int, Cell]]:
    """For each row, what merged ranges put into its covered cells."""
    by_number = {row.number: row for row in rows}
    covered: dict[int, dict[int, Cell]] = {}
    left = MOST_MERGED_CELLS
    for numbers, columns in ranges:
        top = by_number.get(numbers.start)
        value = top.cells[columns.start] if top and columns.start < len(top.cells) else None
        left -= len(numbers) * len(columns)
        if left < 0:
            raise DomainError("結合されたセルが多すぎます。セルの結合を解除してください。")
        if value is not None:
            for number in numbers:
                covered.setdefault(number, {}).update(dict.fromkeys(columns, value))
    return covered
