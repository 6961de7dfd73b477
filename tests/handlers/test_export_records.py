"""The 受講記録 as a file of the office: read back by the import, safe to open, streamed."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import delete

from handlers.export_records import NothingToExport, export_records
from storage.audit import audit_entries
from storage.office_writer import ListColumn, OfficeList
from storage.session import Database
from storage.tables import ProjectRecordRow, QualificationRow, TrainingRecordRow
from tests.handlers.office import (
    NOW,
    Office,
    catalogue_xlsx,
    course,
    person,
    record,
    records_xlsx,
    roster_xlsx,
)

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://evil.example","押す")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "＝1+1",
    "#N/A",
    "00123",
    "_x0041_",
    "<b>&amp;\"'",
    "5' OR 1=1",
)
COLUMNS = (ListColumn("番号", 8), ListColumn("文字", 30), ListColumn("日", 12))


@pytest.fixture
async def office(database: Database) -> Office:
    """Three people and every kind of record."""
    office = await Office.opened(database)
    await office.roster(
        roster_xlsx(
            person("00120", 氏名="髙橋　花子", 部局="福祉部", 所属="高齢福祉課"),
            person("00045", 氏名="青木　一", 兼務="福祉部/高齢福祉課"),
            person("00300", 在職状況="退職"),
        )
    )
    await office.catalogue(
        catalogue_xlsx([course("SEC-01", 研修名="+情報セキュリティ研修"), course("BPR-02")])
    )
    taken = await office.records(
        records_xlsx(
            record("00120", "SEC-01", date(2026, 6, 1), 備考="+1+1"),
            record("00120", "BPR-02", date(2025, 9, 12), 状態="申告", 備考="一行目\n二行目"),
            record("00045", "BPR-02", date(2026, 6, 1), 状態="欠席", 備考="@集合"),
            record("00045", "SEC-01", date(2026, 6, 1), 状態="差戻し"),
            record("00300", "SEC-01", date(2024, 4, 1)),
            record(
                "00120",
                "",
                date(2024, 8, 20),
                種別="資格",
                名称="ITパスポート",
                終了日=date(2029, 8, 19),
            ),
            record("00045", "", date(2023, 1, 1), 種別="資格", 名称="-資格"),
            record(
                "00120",
                "",
                date(2026, 4, 1),
                種別="DX案件",
                名称="窓口の見直し",
                終了日=date(2026, 9, 30),
                役割="主担当",
                後進指導="○",
            ),
            record("00045", "", date(2026, 5, 1), 種別="DX案件", 名称="電子申請"),
        )
    )
    assert taken.problems == ()
    assert len(taken.new) == 9
    return office


async def exported(office: Office, *, actor_id: int | None = None) -> bytes:
    return await export_records(
        office.database, organization_id=office.id, now=NOW, actor_id=actor_id
    )


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(content: bytes) -> list[dict[str, Any]]:
    header, *rows = sheet_of(content).iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


async def test_書き出したファイルを取り込むと何も変わらない(office: Office) -> None:
    report = await office.records(await exported(office))

    assert (report.new, report.changed, report.gone, report.problems) == ((), (), (), ())
    assert report.unchanged == 9


async def test_書き出したファイルから空のところへ同じ記録ができる(office: Office) -> None:
    content = await exported(office)
    async with office.database.begin() as session:
        for table in (TrainingRecordRow, QualificationRow, ProjectRecordRow):
            await session.execute(delete(table))

    report = await office.records(content)

    assert (len(report.new), report.problems) == (9, ())
    assert rows_of(await exported(office)) == rows_of(content)


async def test_職員番号と受講日の順に並び所属が添えられる(office: Office) -> None:
    rows = rows_of(await exported(office))

    keys = [(row["職員番号"], row["受講日"]) for row in rows]
    assert keys == sorted(keys)
    assert {row["職員番号"] for row in rows} == {"00045", "00120", "00300"}
    assert (rows[0]["氏名"], rows[0]["部局"], rows[0]["所属"]) == ("青木　一", "総務部", "職員課")
    assert (rows[-2]["氏名"], rows[-2]["所属"]) == ("髙橋　花子", "高齢福祉課")


async def test_種別ごとの欄だけが埋まる(office: Office) -> None:
    rows = {(row["種別"], row["名称"]): row for row in rows_of(await exported(office))}

    held = rows["資格", "ITパスポート"]
    assert held["終了日"] == datetime(2029, 8, 19)  # noqa: DTZ001 - as openpyxl reads a date
    assert [held[name] for name in ("研修コード", "状態", "役割", "後進指導", "備考")] == [None] * 5
    project = rows["DX案件", "窓口の見直し"]
    assert (project["役割"], project["後進指導"], project["状態"]) == ("主担当", "○", None)
    assert rows["DX案件", "電子申請"]["役割"] == "参加"
    assert rows["研修", "BPR-02の研修"]["研修コード"] == "BPR-02"


async def test_見出しは動かず絞り込みができ日付は日付として入る(office: Office) -> None:
    sheet = sheet_of(await exported(office))

    table = sheet.tables["受講記録"]
    assert (table.ref, table.autoFilter.ref) == ("A1:M10", "A1:M10")
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
    assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("A2", True)
    assert sheet.column_dimensions["G"].width == 38
    assert (sheet["H2"].is_date, sheet["H2"].number_format) == (True, "yyyy/mm/dd")
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("00045", "s")


async def test_だれが書き出したかが残る(office: Office) -> None:
    await exported(office, actor_id=1)
    await exported(office)

    async with office.database.read() as session:
        entries = await audit_entries(session, organization_id=office.id)
    assert [(entry.action, entry.actor_id, entry.at) for entry in entries[-2:]] == [
        ("EXPORT_RECORDS", 1, NOW),
        ("EXPORT_RECORDS", None, NOW),
    ]


async def test_記録がなければ断り何も残さない(database: Database) -> None:
    office = await Office.opened(database)

    with pytest.raises(NothingToExport, match="取り込んで"):
        await exported(office)

    async with database.read() as session:
        assert await audit_entries(session, organization_id=office.id) == ()


# -- cells ------------------------------------------------------------------------------------


def written(*texts: str, **options: int) -> bytes:
    with OfficeList("一覧", COLUMNS, **options) as office_list:
        office_list.append((str(n), text, date(2026, 4, 1)) for n, text in enumerate(texts))
        return office_list.finish()


@pytest.mark.parametrize("text", HOSTILE)
def test_式に見える文字はその文字のまま入る(text: str) -> None:
    cell = sheet_of(written(text))["B2"]

    assert (cell.value, cell.data_type) == (text.replace("_x", "_x005F_x"), "s")
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@", "＝", "#"))


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "\r\n"])
def test_空白や改行のあとの式も文字のまま入る(start: str) -> None:
    cell = sheet_of(written(f"{start}=1+1"))["B2"]

    assert cell.value == f"{start}=1+1".replace("\r\n", "\n").replace("\r", "\n")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_どのセルにも式がない() -> None:
    with zipfile.ZipFile(io.BytesIO(written(*HOSTILE))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert re.search(r"<f[ >]", sheet) is None
    assert sheet.count('t="inlineStr"') == 3 + 2 * len(HOSTILE)


def test_Excelに書けない文字は置き換わる() -> None:
    assert (
        sheet_of(written("a\x00b\x1fc\uffffd\ud800e"))["B2"].value
        == "a\ufffdb\ufffdc\ufffdd\ufffde"
    )


def test_シートに入りきらない行は次のシートに続く() -> None:
    book = load_workbook(io.BytesIO(written(*"あいうえお", rows_in_sheet=2)))

    assert book.sheetnames == ["一覧", "一覧2", "一覧3"]
    read = [row[1] for sheet in book.worksheets for row in sheet.iter_rows(2, values_only=True)]
    assert read == list("あいうえお")
    assert [next(iter(sheet.tables.values())).ref for sheet in book.worksheets] == [
        "A1:C3",
        "A1:C3",
        "A1:C2",
    ]


def test_行がなくても壊れたファイルにならない() -> None:
    sheet = sheet_of(written())

    assert sheet.tables["一覧"].ref == "A1:C2"
    assert sheet.max_row == 1


# -- another program ----------------------------------------------------------------------------


@pytest.fixture
def soffice(tmp_path: Path) -> list[str]:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice（soffice）が見つからないため、開いて比べる確認を省きます。")
    return [found, f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless"]


def test_LibreOfficeも同じ文字を見せる(soffice: list[str], tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(written(*HOSTILE, "\t=1+1", "\r=1+1"))

    # 44,34,76: comma, quotation mark, UTF-8.
    to_csv = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path)]
    subprocess.run(
        [*soffice, *to_csv, str(tmp_path / "list.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )

    text = (tmp_path / "list.csv").read_bytes().decode()
    header, *rows = csv.reader(io.StringIO(text))
    assert header == ["番号", "文字", "日"]
    assert [row[1] for row in rows] == [*HOSTILE, "\t=1+1", "\n=1+1"]
    assert {row[2] for row in rows} == {"2026/04/01"}
