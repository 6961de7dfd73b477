"""Office files in chat: what was sent in, and what is given out."""

from collections.abc import Sequence

from cards.elements import Button, Buttons, ButtonStyle, Card, Note, Paragraph, note, paragraph
from cards.import_report import Extent, import_report_card
from domain.import_report import ImportKind, ImportReport
from domain.office_table import RowProblem

IN_CHAT = Extent(items=20, rows=20)
"""More than that nobody reads in a chat: the rest comes as a file."""
PROBLEMS_FILE = "直す行.xlsx"


def found_in_file_card(report: ImportReport, *, file_name: str, queue: str) -> Card:
    """What taking over would do. ``queue`` names this file and those that wait behind it."""
    return import_report_card(
        report,
        extent=IN_CHAT,
        before=_named(file_name),
        after=(*_rest(report), *_offers(report, queue)),
    )


def taken_over_card(report: ImportReport, *, file_name: str) -> Card:
    return import_report_card(report, extent=IN_CHAT, before=_named(file_name))


def fits_into_chat(report: ImportReport) -> bool:
    """Whether all rows that need care are listed in the card itself."""
    return not _is_cut(report.problems) and not _is_cut(report.warnings)


def can_change_something(report: ImportReport) -> bool:
    return bool(report.new or report.changed or _missing(report))


def not_taken_over_card(*, file_name: str) -> Card:
    return Card(
        "取り込みませんでした",
        (paragraph(f"「{file_name}」は取り込んでいません。直したら、もう一度送ってください。"),),
        summary=f"「{file_name}」は取り込んでいません。",
    )


def unreadable_file_card(*, file_name: str, sentence: str) -> Card:
    return Card(
        "ファイルを取り込めません",
        (paragraph(f"「{file_name}」"), paragraph(sentence)),
        summary=sentence,
    )


def file_gone_card() -> Card:
    sentence = (
        "取り込み済みか、取りやめたか、1日以上たったため、このファイルは残っていません。"
        "必要なら、もう一度送ってください。"
    )
    return Card("ファイルがもうありません", (paragraph(sentence),), summary=sentence)


def not_read_card() -> Card:
    """To who sent a picture, or may not take anything over."""
    return Card(
        "添付のファイルは読んでいません",
        (
            paragraph("ご用件は文字で送ってください。"),
            note(
                "取り込めるのは、事務局・研修担当の方が送る職員名簿・研修一覧・受講記録"
                "（Excelの.xlsxかCSV）です。"
            ),
        ),
        summary="添付のファイルは読んでいません。ご用件は文字で送ってください。",
    )


def too_many_files_card(limit: int) -> Card:
    sentence = f"一度に送れるファイルは{limit}個までです。分けて送ってください。"
    return Card("ファイルが多すぎます", (paragraph(sentence),), summary=sentence)


def records_card(*, file_name: str) -> Card:
    return Card(
        "受講記録の書き出し",
        (
            paragraph(f"「{file_name}」をお渡しします。"),
            note("個人の記録です。取り扱いに注意してください。書き出したことは記録に残ります。"),
        ),
        summary=f"「{file_name}」をお渡しします。",
    )


def _named(file_name: str) -> tuple[Paragraph, ...]:
    return (paragraph(f"「{file_name}」"),)


def _is_cut(rows: Sequence[RowProblem]) -> bool:
    return IN_CHAT.rows is not None and len(rows) > IN_CHAT.rows


def _rest(report: ImportReport) -> tuple[Note, ...]:
    if fits_into_chat(report):
        return ()
    return (note(f"直す行のすべては「{PROBLEMS_FILE}」にあります。"),)


def _missing(report: ImportReport) -> int:
    """What could be ended. Records are never deleted because a file does not list them."""
    return len(report.gone) if report.kind in (ImportKind.ROSTER, ImportKind.CATALOGUE) else 0


def _offers(report: ImportReport, queue: str) -> tuple[Buttons, ...]:
    if not can_change_something(report):
        return ()
    take_over = _take_over(queue)
    leave = Button("取り込まない", "import.leave", {"queue": queue})
    changing = (take_over,) if report.new or report.changed else ()
    return (Buttons((*changing, *_retiring(report, queue), leave)),)


def _take_over(queue: str) -> Button:
    return Button("取り込む", "import.take_over", {"queue": queue}, ButtonStyle.PRIMARY)


def _retiring(report: ImportReport, queue: str) -> tuple[Button, ...]:
    count = _missing(report)
    if not count:
        return ()
    what = f"{count:,}人を退職" if report.kind is ImportKind.ROSTER else f"{count:,}件を掲載終了"
    label = f"取り込んで、ファイルにない{what}にする"
    return (Button(label, "import.ask_to_retire", {"queue": queue}, ButtonStyle.DANGER),)


def really_retire_card(report: ImportReport, *, file_name: str, queue: str) -> Card:
    """Asked once more: a file of one department alone would end everyone else."""
    is_roster = report.kind is ImportKind.ROSTER
    many = f"{len(report.gone):,}" + ("人" if is_roster else "件")
    end = "退職" if is_roster else "掲載終了"
    whole = "全職員の名簿" if is_roster else "すべての研修の一覧"
    question = f"「{file_name}」にない{many}を{end}にします。"
    args = {"queue": queue}
    return Card(
        f"{end}にしてよいですか",
        (
            paragraph(question),
            paragraph(
                f"{whole}のときだけ選んでください。一部だけのファイルなら「取り込む」を押します。"
            ),
            Buttons(
                (
                    Button(
                        f"{many}を{end}にして取り込む",
                        "import.take_over",
                        {**args, "retire": "yes"},
                        ButtonStyle.DANGER,
                    ),
                    *((_take_over(queue),) if report.new or report.changed else ()),
                    Button("取り込まない", "import.leave", args),
                )
            ),
        ),
        summary=question,
    )


_LARGE = ImportReport(
    kind=ImportKind.RECORDS,
    dry_run=True,
    new=tuple(f"10{n} 研修 D-101 2026-06-{n % 28 + 1:02}" for n in range(234, 300)),
    problems=tuple(
        RowProblem("", row, "職員番号", "「99999」は職員名簿にありません。番号を確かめてください。")
        for row in range(3, 28)
    ),
)

EXAMPLES: dict[str, Card] = {
    "送られた名簿": found_in_file_card(
        ImportReport(
            kind=ImportKind.ROSTER,
            dry_run=True,
            new=("10301", "10302"),
            gone=("10012",),
            unchanged=296,
        ),
        file_name="R8職員名簿.xlsx",
        queue="ROSTER:abc",
    ),
    "誤りの多い受講記録": found_in_file_card(_LARGE, file_name="受講記録.csv", queue="RECORDS:abc"),
    "退職にする前に": really_retire_card(
        ImportReport(kind=ImportKind.ROSTER, dry_run=True, gone=("10012", "10013")),
        file_name="R8職員名簿.xlsx",
        queue="ROSTER:abc",
    ),
    "取り込んだ": taken_over_card(
        ImportReport(kind=ImportKind.CATALOGUE, dry_run=False, new=("研修 D-105",), unchanged=78),
        file_name="研修一覧.xlsx",
    ),
    "取り込まなかった": not_taken_over_card(file_name="R8職員名簿.xlsx"),
    "読めないファイル": unreadable_file_card(
        file_name="名簿.xls",
        sentence="古い形式（.xls）のファイルです。Excelで開き、「.xlsx」で保存し直してください。",
    ),
    "期限の過ぎたファイル": file_gone_card(),
    "読まない添付": not_read_card(),
    "多すぎるファイル": too_many_files_card(10),
    "受講記録の書き出し": records_card(file_name="受講記録_2026-11-21.xlsx"),
}
