"""All rows of an import that need care, as an Excel file: a chat shows the first of them."""

from collections.abc import Iterator, Sequence

from cards.office_file import PROBLEMS_FILE
from domain.import_report import ImportReport
from domain.office_table import RowProblem
from handlers.reply import MadeFile
from storage.office_writer import ListColumn, OfficeList

_COLUMNS = (
    ListColumn("シート", 18),
    ListColumn("行", 8),
    ListColumn("列", 18),
    ListColumn("内容", 70),
    ListColumn("取り込み", 22),
)


def problem_rows(report: ImportReport) -> MadeFile:
    with OfficeList("直す行", _COLUMNS) as office_list:
        office_list.append(_rows(report.problems, "取り込めません"))
        office_list.append(_rows(report.warnings, "取り込みます（要確認）"))
        return MadeFile(PROBLEMS_FILE, office_list.finish())


def _rows(problems: Sequence[RowProblem], done: str) -> Iterator[tuple[str, ...]]:
    for one in problems:
        yield one.sheet, str(one.row), one.column, one.sentence, done
