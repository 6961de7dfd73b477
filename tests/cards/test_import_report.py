"""The report of an import, as a person reads it."""

from dataclasses import replace

from cards.import_report import IN_FULL, import_report_card
from cards.renderers import plain_text
from domain.import_report import ColumnChange, ImportKind, ImportReport, ItemChange
from domain.office_table import RowProblem

EMPTY = ImportReport(kind=ImportKind.ROSTER, dry_run=False)


def read(report: ImportReport) -> str:
    return plain_text.render(import_report_card(report))


def test_悪い行は何百あっても全部が番号と理由つきで並ぶ() -> None:
    problems = tuple(RowProblem("", n, "氏名", f"理由その{n}。") for n in range(2, 502))

    shown = read(replace(EMPTY, problems=problems))

    assert [n for n in range(2, 502) if f"理由その{n}。" not in shown] == []
    assert "500行は取り込めません" in shown


def test_一行に二つの問題があっても直す行は一つ() -> None:
    problems = (RowProblem("", 5, "氏名", "空です。"), RowProblem("", 5, "職級", "空です。"))

    assert "1行は取り込めません" in read(replace(EMPTY, problems=problems))


def test_変更は前と後が並ぶ() -> None:
    change = ItemChange("0012", (ColumnChange("所属", "職員課", "情報政策課"),))

    shown = read(replace(EMPTY, changed=(change,)))

    assert "0012" in shown
    assert shown.index("職員課") < shown.index("情報政策課")


def test_確認だけならまだ変えていないと言う() -> None:
    shown = read(replace(EMPTY, dry_run=True, new=("1",)))

    assert "（確認のみ）" in shown
    assert "まだ何も変えていません" in shown
    assert "取り込みました。" not in shown


def test_変わらないときは変わらないと言う() -> None:
    assert "変わるところはありません" in read(replace(EMPTY, unchanged=3))
    assert "変わるところはありません" not in read(replace(EMPTY, gone=("1",), retired=True))


def test_多すぎる新規は数で言い消えた人の扱いを言う() -> None:
    keys = tuple(str(n) for n in range(10_001, 10_001 + IN_FULL.items + 23))

    shown = read(replace(EMPTY, new=keys, gone=("9",)))

    assert f"{10_000 + IN_FULL.items}" in shown
    assert f"{10_001 + IN_FULL.items}" not in shown
    assert "ほか23件" in shown
    assert "ファイルにないもの（そのまま残します）" in shown
    assert "退職にします" in read(replace(EMPTY, gone=("9",), retired=True))
