"""改善事例.xlsx: the collection of cases as an office keeps it, and who has done the same."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain import fiscal_year
from samples.cases import SampleCase
from samples.dates import wareki
from samples.workbook import new_book, save, style_header, write_title

Value = str | int | float | None

_CASES = (
    ("番号", 6),
    ("部局", 16),
    ("所属", 16),
    ("報告者", 14),
    ("件名", 34),
    ("改善前（課題）", 46),
    ("改善後（取組内容）", 46),
    ("削減時間\n（時間/月）", 10),
    ("削減額\n（円/年）", 12),
    ("市民の待ち時間\nの減（分）", 12),
    ("その他の効果", 28),
    ("使用ツール", 22),
    ("きっかけの研修", 12),
    ("ほかの課で使うときの注意", 40),
    ("公開範囲", 18),
    ("公開日", 16),
)
_ADOPTIONS = (
    ("事例番号", 8),
    ("件名", 34),
    ("部局", 16),
    ("所属", 16),
    ("始めた月", 14),
    ("削減時間\n（時間/月）", 10),
    ("ひとこと", 46),
)
_HEADER_ROW = 3
_NOTE = "※空欄は未記入。0とは数えない。"


def write_cases(path: Path, cases: Sequence[SampleCase], *, today: date) -> None:
    book = new_book(today)
    year = fiscal_year.reiwa(fiscal_year.fiscal_year(today))
    rows = [_case(number, case) for number, case in enumerate(cases, start=1)]
    _write(book.create_sheet("改善事例"), f"{year}　改善事例一覧", _CASES, rows)
    adopted = [
        row for number, case in enumerate(cases, start=1) for row in _adoptions(number, case)
    ]
    _write(book.create_sheet("横展開"), f"{year}　横展開の状況", _ADOPTIONS, adopted)
    save(book, path, today=today)


def _write(
    sheet: Worksheet,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[tuple[Value, ...]],
) -> None:
    write_title(sheet, title, columns=len(columns))
    for number, (header, width) in enumerate(columns, start=1):
        sheet.cell(_HEADER_ROW, number, header)
        sheet.column_dimensions[get_column_letter(number)].width = width
    style_header(sheet, first_row=_HEADER_ROW, last_row=_HEADER_ROW, columns=len(columns))
    last = _HEADER_ROW
    for last, row in enumerate(rows, start=_HEADER_ROW + 1):
        for number, value in enumerate(row, start=1):
            sheet.cell(last, number, value).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(last + 1, 1, _NOTE)
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"


def _case(number: int, case: SampleCase) -> tuple[Value, ...]:
    text, effect, author = case.text, case.text.effect, case.author
    return (
        *(number, author.department, author.section, author.name),
        *(text.title, text.before, text.after),
        *(effect.hours, effect.cost, effect.waiting, effect.other or None),
        *("、".join(text.tools), text.course_code or None, text.reuse),
        *(text.visibility.value, wareki(case.published_on)),
    )


def _adoptions(number: int, case: SampleCase) -> Iterable[tuple[Value, ...]]:
    for each in case.adoptions:
        since = wareki(each.since).removesuffix("1日")
        place = (each.by.department, each.by.section)
        yield (number, case.text.title, *place, since, each.hours, each.remark)
