"""An office's Excel or CSV file as tables: encodings, titles, merged cells and notes seen through."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from domain.errors import DomainError
from domain.office_table import Cell, Layout, OfficeRow, OfficeTable
from storage.office_csv import read_csv
from storage.office_header import SEARCHED_ROWS, Header, find_header, heading
from storage.raw_sheet import LARGEST_FILE, OLE_HEADER, RawSheet

_NOTE = re.compile(
    r"※.*|[(（]?注[)）:：\d].*|[(（]注.*|(?:合\s*計|小\s*計|総\s*計|計)(?:\s*\d+\s*[名人件]?)?|以\s*上",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """The tables of a file, in the order of its sheets; ``passed_over`` names the other sheets."""

    tables: tuple[OfficeTable, ...]
    passed_over: tuple[str, ...] = ()

    def of(self, layout: Layout) -> tuple[OfficeTable, ...]:
        return tuple(table for table in self.tables if table.layout == layout)


def read_tables(content: bytes, *, filename: str, layouts: Sequence[Layout]) -> OfficeFile:
    """Every visible sheet that has all required columns of one of ``layouts``.

    Raises DomainError with what to do: no Excel or CSV file, locked, broken, too large, empty,
    without a header, or with a header that lacks a required column.
    """
    _check_bytes(content)
    is_excel = _looks_like_excel(content, filename=filename)
    sheets = _sheets(content, is_excel=is_excel)
    if not any(sheet.rows for sheet in sheets):
        raise DomainError("ファイルに何も書かれていません。表のあるファイルを選んでください。")
    headers = [(sheet, find_header(sheet, layouts)) for sheet in sheets]
    whole = [(sheet, header) for sheet, header in headers if header and not header.missing]
    incomplete = [(sheet, header) for sheet, header in headers if header and header.missing]
    _check_incomplete(incomplete, found={header.layout.name for _, header in whole})
    if not whole:
        raise DomainError(_no_header(layouts, filename=filename, is_excel=is_excel))
    used = {sheet.name for sheet, _ in whole}
    return OfficeFile(
        tables=tuple(_table(sheet, header) for sheet, header in whole),
        passed_over=tuple(sheet.name for sheet in sheets if sheet.name not in used and sheet.rows),
    )


class ColumnsMissing(DomainError):
    """``missing``: the names of the columns without which the table is none."""

    def __init__(self, sentence: str, *, missing: Sequence[str]) -> None:
        super().__init__(sentence)
        self.missing = tuple(missing)


def headings_in(content: bytes, *, filename: str) -> tuple[Mapping[str, str], ...]:
    """Of every row in which a header may stand, what is written in it, by ``heading`` of it.

    Raises DomainError.
    """
    _check_bytes(content)
    sheets = _sheets(content, is_excel=_looks_like_excel(content, filename=filename))
    rows = [sheet.filled(row) for sheet in sheets for row in sheet.rows[:SEARCHED_ROWS]]
    return tuple(
        {heading(cell): " ".join(str(cell).split()) for cell in row if heading(cell)}
        for row in rows
    )


def _looks_like_excel(content: bytes, *, filename: str) -> bool:
    """By content first; a name that says Excel is enough to be treated, and refused, as one."""
    is_excel_name = filename.lower().endswith((".xlsx", ".xlsm", ".xls"))
    return content.startswith((b"PK", OLE_HEADER)) or is_excel_name


def _sheets(content: bytes, *, is_excel: bool) -> tuple[RawSheet, ...]:
    if not is_excel:
        return (read_csv(content),)
    from storage.office_xlsx import read_xlsx  # openpyxl takes 12 MB: only for such a file

    return read_xlsx(content)


def _check_bytes(content: bytes) -> None:
    if not content.strip():
        raise DomainError("ファイルが空です。表のあるファイルを選んでください。")
    if len(content) > LARGEST_FILE:
        megabytes = LARGEST_FILE // (1024 * 1024)
        raise DomainError(f"ファイルが大きすぎます（{megabytes}MBまで）。分けてください。")


def _check_incomplete(incomplete: list[tuple[RawSheet, Header]], *, found: set[str]) -> None:
    """A sheet that is meant as a table which the file does not have otherwise is refused."""
    for sheet, header in incomplete:
        if header.layout.name not in found and (header.is_near or not found):
            where = f"シート「{sheet.name}」の見出し" if sheet.name else "見出し"
            raise ColumnsMissing(
                f"{where}に「{'」「'.join(header.missing)}」の列がありません。"
                f"{'・'.join(str(number) for number in header.rows)}行目の見出しに加えてください。",
                missing=header.missing,
            )


def _no_header(layouts: Sequence[Layout], *, filename: str, is_excel: bool) -> str:
    needed = "、または".join("・".join(layout.required) for layout in layouts)
    sentence = (
        f"「{PurePath(filename).name}」に見出しの行が見つかりません。"
        f"{needed}の列がある表にしてください。"
    )
    garbled = "文字が化けているときは、「CSV UTF-8」か「.xlsx」で保存し直してください。"
    return sentence if is_excel else sentence + garbled


def _table(sheet: RawSheet, header: Header) -> OfficeTable:
    return OfficeTable(
        sheet=sheet.name,
        layout=header.layout,
        header_rows=header.rows,
        columns=frozenset(header.columns.values()),
        rows=tuple(_rows(sheet, header)),
        ignored_columns=header.ignored,
    )


def _rows(sheet: RawSheet, header: Header) -> Iterator[OfficeRow]:
    for row in sheet.rows:
        if row.number <= header.rows[-1] or _is_note(row.cells, sheet.filled(row), header):
            continue
        # A merged cell alone does not make a row: 部局 is merged down past the last person too.
        if not any(row.cells[i] is not None for i in header.columns if i < len(row.cells)):
            continue
        filled = sheet.filled(row)
        if not _repeats(header, filled):
            cells = {
                name: filled[i]
                for i, name in header.columns.items()
                if i < len(filled) and filled[i] is not None
            }
            yield OfficeRow(row.number, cells)


def _is_note(cells: Sequence[Cell], filled: Sequence[Cell], header: Header) -> bool:
    """「※…」, 「（注）…」, 合計 and 以上 under a table are for readers.

    A row that has more is one of the table's, with a remark before it (「※育休中」 of a 備考 column).
    What is merged down from above counts (``filled``) beside a cell of the row's own, not alone.
    """
    first = next((index for index, cell in enumerate(cells) if cell is not None), None)
    if first is None or not _NOTE.fullmatch(str(cells[first])):
        return False
    required = [i for i, name in header.columns.items() if name in header.layout.required]
    others = [i for i in required if i != first]
    own = [i for i in others if i < len(cells) and cells[i] is not None]
    if not str(cells[first]).startswith("※"):
        return len(own) < _A_ROW
    if any(_is_code(cells[i]) for i in own if header.columns[i] == header.layout.key):
        return False
    return not own or sum(i < len(filled) and filled[i] is not None for i in others) < _A_ROW


def _is_code(cell: Cell) -> bool:
    """A number or code, and not a sentence: a note may go on under the key column."""
    return heading(cell).isascii()


_A_ROW = 2
"""Required columns filled besides: a total has a figure under one at most."""


def _repeats(header: Header, cells: Sequence[Cell]) -> bool:
    """The header again, as it stands on each printed page."""
    keys = [i for i, name in header.columns.items() if name == header.layout.key]
    return all(i < len(cells) and heading(cells[i]) == heading(header.layout.key) for i in keys)
