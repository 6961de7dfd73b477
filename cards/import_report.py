"""What an import of an office file did, or would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.elements import Card, Element, Facts, Heading, Table, note, paragraph
from domain.import_report import ColumnChange, ImportKind, ImportReport, ItemChange
from domain.office_table import RowProblem


@dataclass(frozen=True, slots=True)
class Extent:
    """How many are listed of the new, changed and gone items, and of the rows that need care.

    ``rows`` None: all of them. The counts are always whole.
    """

    items: int
    rows: int | None = None


IN_FULL = Extent(items=100)


def import_report_card(
    report: ImportReport,
    *,
    extent: Extent = IN_FULL,
    before: Sequence[Element] = (),
    after: Sequence[Element] = (),
) -> Card:
    """``before`` and ``after``: what stands above and below the report."""
    title = f"{report.kind}の取り込み" + ("（確認のみ）" if report.dry_run else "")
    return Card(
        title,
        (
            *before,
            paragraph(_outcome(report)),
            Facts(_counts(report)),
            *_rows("取り込めない行", report.problems, extent),
            *_rows("確かめてほしい行", report.warnings, extent),
            *_changes(report.changed, extent),
            *_items("新規", report.new, extent),
            *_items(_gone_label(report), report.gone, extent),
            *(note(line) for line in report.notes),
            *after,
        ),
        summary=f"{title}：{'、'.join(f'{label}{count}' for label, count in _counts(report))}",
    )


def _outcome(report: ImportReport) -> str:
    """The one sentence that tells whether anything has to be done."""
    bad = _bad_rows(report)
    if report.changes_nothing:
        done = "変わるところはありません。"
    elif report.dry_run and bad:
        return f"まだ何も変えていません。取り込むと、誤りのある{bad}行を除いて取り込みます。"
    elif report.dry_run:
        done = "まだ何も変えていません。この内容でよければ取り込んでください。"
    else:
        done = "取り込みました。"
    return f"{done}{bad}行は取り込めません。直してもう一度取り込んでください。" if bad else done


def _bad_rows(report: ImportReport) -> int:
    """A row with two problems is one row to mend."""
    return len({(problem.sheet, problem.row) for problem in report.problems})


def _counts(report: ImportReport) -> tuple[tuple[str, str], ...]:
    return (
        ("新規", f"{len(report.new):,}件"),
        ("変更", f"{len(report.changed):,}件"),
        ("変更なし", f"{report.unchanged:,}件"),
        (_gone_label(report), f"{len(report.gone):,}件"),
        ("取り込めない行", f"{_bad_rows(report):,}行"),
    )


def _gone_label(report: ImportReport) -> str:
    match report.kind:
        case ImportKind.ROSTER if report.retired:
            return "ファイルにない人（退職にします）"
        case ImportKind.CATALOGUE if report.retired:
            return "ファイルにない研修・開催（掲載を終えます）"
        case _:
            return "ファイルにないもの（そのまま残します）"


def _rows(heading: str, problems: Sequence[RowProblem], extent: Extent) -> tuple[Element, ...]:
    if not problems:
        return ()
    shown = problems[: extent.rows]
    rows = tuple((problem.place, problem.column, problem.sentence) for problem in shown)
    table = Table(("行", "列", "内容"), rows, caption=heading)
    return table, *_more(len(problems), len(shown))


def _changes(items: Sequence[ItemChange], extent: Extent) -> tuple[Element, ...]:
    if not items:
        return ()
    rows = tuple(
        (item.key, change.column, change.old, change.new)
        for item in items[: extent.items]
        for change in item.changes
    )
    table = Table(("対象", "列", "変更前", "変更後"), rows, caption="変更")
    return table, *_more(len(items), extent.items)


def _items(heading: str, keys: Sequence[str], extent: Extent) -> tuple[Element, ...]:
    if not keys:
        return ()
    listed = paragraph("、".join(keys[: extent.items]))
    return Heading(heading), listed, *_more(len(keys), extent.items)


def _more(count: int, shown: int) -> tuple[Element, ...]:
    return (note(f"ほか{count - shown:,}件"),) if count > shown else ()


EXAMPLES: dict[str, Card] = {
    "名簿の確認": import_report_card(
        ImportReport(
            kind=ImportKind.ROSTER,
            dry_run=True,
            new=("10301", "10302"),
            changed=(
                ItemChange(
                    "10234",
                    (
                        ColumnChange("所属", "高齢福祉課", "DX推進室"),
                        ColumnChange("職級", "主任級", "係長級"),
                    ),
                ),
            ),
            gone=("10012",),
            unchanged=296,
            problems=(
                RowProblem("", 18, "メールアドレス", "メールアドレスが空です。入力してください。"),
                RowProblem(
                    "",
                    42,
                    "採用年月日",
                    "「令和8年4月」には日がありません。"
                    "「2026/4/1」か「令和8年4月1日」のように書いてください。",
                ),
            ),
            notes=("読み込まない列: 内線番号",),
        )
    ),
    "研修一覧の取り込み": import_report_card(
        ImportReport(
            kind=ImportKind.CATALOGUE,
            dry_run=False,
            new=("研修 D-105", "開催 D-105 2026-12-18 13:30"),
            unchanged=78,
            gone=("研修 D-021",),
            retired=True,
            warnings=(
                RowProblem(
                    "開催日程",
                    9,
                    "申込数",
                    "申込数32が定員30を超えています。数を確かめてください。",
                ),
            ),
        )
    ),
    "同じファイルをもう一度": import_report_card(
        ImportReport(kind=ImportKind.RECORDS, dry_run=False, unchanged=1240)
    ),
}
