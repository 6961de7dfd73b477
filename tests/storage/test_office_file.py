"""Office files in every state in which they are handed over."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from domain.errors import DomainError
from domain.office_columns import RECORDS, ROSTER
from domain.office_table import Cell, DateWithoutYear, Layout, OfficeTable
from storage import office_xlsx, raw_sheet
from storage.office_file import read_tables
from tests.handlers.office import csv_text, saved, workbook, xlsx

HEADER = ["職員番号", "受講日", "備考"]


def table(content: bytes, *, filename: str = "記録.xlsx", layout: Layout = RECORDS) -> OfficeTable:
    [found] = read_tables(content, filename=filename, layouts=(layout,)).tables
    return found


def cells(found: OfficeTable) -> list[dict[str, Cell]]:
    return [dict(row.cells) for row in found.rows]


def read_csv(text: str, encoding: str = "utf-8") -> OfficeTable:
    return table(text.encode(encoding), filename="記録.csv")


def refused(content: bytes, *, filename: str = "記録.xlsx") -> str:
    with pytest.raises(DomainError) as refusal:
        read_tables(content, filename=filename, layouts=(RECORDS,))
    return refusal.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le"])
def test_文字コードが違っても同じ表になる(encoding: str) -> None:
    text = csv_text([HEADER, ["１", "R8.4.1", "～①髙㈱"]])
    mark = "\ufeff" if encoding == "utf-16-le" else ""

    assert cells(read_csv(mark + text, encoding)) == [
        {"職員番号": "１", "受講日": "R8.4.1", "備考": "～①髙㈱"}
    ]


@pytest.mark.parametrize(
    "content",
    [
        "職員番号,受講日\n1,2026/4/1\n".encode("utf-16-le"),
        "職員番号,受講日\n1,\ufffd\ufffd\n".encode(),
        "職員番号,受講日\n1,\0\n".encode(),
        "職員番号,受講日\n".encode()[:-6] + b"\xff\xfe\n",
    ],
)
def test_文字コードの壊れたCSVは保存のしかたを言う(content: bytes) -> None:
    assert "CSV UTF-8" in refused(content, filename="記録.csv")


def test_文字の化けたCSVは見出しがないと言い保存のしかたを言う() -> None:
    garbled = "職員番号,受講日\n1,2026/4/1\n".encode().decode("cp932", "ignore")

    sentence = refused(garbled.encode(), filename="C:/秘密/記録.csv")

    assert sentence.startswith("「記録.csv」に見出しの行が見つかりません。職員番号・受講日の列")
    assert "文字が化けている" in sentence


def test_閉じない引用符は行を言って断る() -> None:
    text = '職員番号,受講日,備考\n1,2026/4/1,"' + "あ" * 140_000

    assert '「"」の閉じ忘れ' in refused(text.encode(), filename="記録.csv")


def test_セルの中の改行は行番号をずらさない() -> None:
    found = read_csv(csv_text([HEADER, ["1", "2026/4/1", "一\n二"], [], ["2", "2026/4/2", ""]]))

    assert [row.number for row in found.rows] == [2, 4]
    assert found.rows[0].cells["備考"] == "一\n二"


def test_空の行と注記と合計と見出しの繰り返しは行にならない() -> None:
    found = table(
        xlsx(
            [
                ["令和8年度 受講記録"],
                [],
                ["職員番号", "受講日", "備考"],
                ["1", "2026/4/1", None],
                ["　", None, " "],
                ["職員番号", "受講日", "備考"],
                ["2", "2026/4/2", "※本人より"],
                ["合計", None, "2件"],
                ["※備考は任意"],
                ["（注）年度ごとに作る"],
                ["以上"],
                [None, "2026/4/3", None],
            ]
        )
    )

    assert found.header_rows == (3,)
    assert [row.number for row in found.rows] == [4, 7, 12], "番号のない行は悪い行として残る"


def test_結合されたセルは覆う行と列に値が入り結合だけの行は行にならない() -> None:
    book = workbook({"名簿": [
        ["職員番号", "氏名", "メール", "所属", None, "職級"],
        [None, None, None, "部", "課", None],
        ["1", "山田", "a@x.jp", "総務部", "職員課", "主事級"],
        ["2", "田中", "b@x.jp", None, None, "主事級"],
        [None] * 6,
        ["3", "佐藤", "c@x.jp", "監査事務局", None, "主事級"],
    ]})  # fmt: skip
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "D3:D5", "E3:E4", "D6:E6"):
        book.worksheets[0].merge_cells(merged)

    found = table(saved(book), layout=ROSTER)

    assert found.header_rows == (1, 2)
    places = [(row.number, row.cells.get("部局"), row.cells.get("所属")) for row in found.rows]
    assert places == [
        (3, "総務部", "職員課"),
        (4, "総務部", "職員課"),
        (6, "監査事務局", "監査事務局"),
    ]


def test_一段目と二段目をつないで列の名前になる() -> None:
    book = workbook({"記録": [
        ["職員", None, "受講", None],
        ["番号", "名", "日", "状況"],
        ["1", "山田", "2026/4/1", "修了"],
    ]})  # fmt: skip
    book.worksheets[0].merge_cells("A1:B1")
    book.worksheets[0].merge_cells("C1:D1")

    assert cells(table(saved(book))) == [
        {"職員番号": "1", "氏名": "山田", "受講日": "2026/4/1", "状態": "修了"}
    ]


@pytest.mark.parametrize(
    "header",
    [
        "職員番号",
        " 職 員\n番号 ",
        "職員Ｎｏ．",
        "職員No",
        "職員番号（必須）",
        "※職員番号",
        "職員番号*",
    ],
)
def test_見出しの書き方の違いを読む(header: str) -> None:
    assert table(xlsx([[header, "修了日"], ["1", "2026/4/1"]])).columns == {"職員番号", "受講日"}


def test_同じ意味の列が二つあれば正式な名前の列を読み他は知らせる() -> None:
    found = table(xlsx([["職員番号", "修了日", "受講日", "年齢"], ["1", "a", "b", 40]]))

    assert cells(found) == [{"職員番号": "1", "受講日": "b"}]
    assert found.ignored_columns == ("修了日", "年齢")


def test_Excelの値は表に見えるとおりに読む() -> None:
    book = workbook({"記録": [
        HEADER,
        [12, datetime(2026, 4, 1), date(2026, 9, 30)],  # noqa: DTZ001 - Excel keeps no zone
        [1001.0, 46113, time(9, 30)],
        ["001", "=DATE(2026,4,1)", True],
    ]})  # fmt: skip
    sheet = book.worksheets[0]
    sheet["A2"].number_format = "000000"
    sheet["C2"].number_format = 'm"月"d"日"'

    found = cells(table(saved(book)))

    assert found[0]["職員番号"] == "000012"
    assert found[0]["受講日"] == datetime(2026, 4, 1)  # noqa: DTZ001 - Excel keeps no zone
    assert found[0]["備考"] == DateWithoutYear(2026, 9, 30)
    assert isinstance(found[0]["備考"], DateWithoutYear)
    assert found[1] == {"職員番号": 1001, "受講日": 46113, "備考": time(9, 30)}
    assert found[2] == {"職員番号": "001", "備考": True}, "計算されていない数式は空"


def test_隠れたシートは読まず表のないシートは知らせる() -> None:
    book = workbook(
        {"表紙": [["受講記録"]], "記録": [HEADER, ["1", "2026/4/1"]], "旧": [HEADER, ["9", "x"]]}
    )
    book["旧"].sheet_state = "veryHidden"

    found = read_tables(saved(book), filename="a.xlsx", layouts=(RECORDS,))

    assert [t.sheet for t in found.tables] == ["記録"]
    assert found.passed_over == ("表紙",)


def test_拡張子がcsvでも中身がExcelならExcelとして読む() -> None:
    assert len(table(xlsx([HEADER, ["1", "2026/4/1"]]), filename="記録.csv").rows) == 1


def _zip(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空です"),
        (b" \r\n ", "空です"),
        (_OLE, "「.xlsx」で保存し直してください"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
        (_OLE + "WordDocument".encode("utf-16-le"), "Wordの文書"),
        (_zip(**{"word/document.xml": "<a/>"}), "Wordの文書"),
        (_zip(**{"a.txt": "x"}), "Excelのファイルとして読めません"),
        (_zip(**{"[Content_Types].xml": "<Types"}), "Excelのファイルとして読めません"),
        (b"PK\x03\x04" + bytes(200), "Excelのファイルとして読めません"),
        (b"%PDF-1.7 ...", "Excelのファイルとして読めません"),
        (xlsx([HEADER, ["1", "x"]])[:-300], "Excelのファイルとして読めません"),
        (xlsx([]), "何も書かれていません"),
        (xlsx([["a", "b"], [1, 2]]), "見出しの行が見つかりません。職員番号・受講日の列"),
        (xlsx([["職員番号", "状態"], [1, "修了"]]), "「受講日」の列がありません"),
    ],
)
def test_読めないファイルは何をすればよいかを言う(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_実体参照を使うExcelは読まない() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    source = zipfile.ZipFile(io.BytesIO(xlsx([HEADER, ["1", "2026/4/1"]])))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            is_sheet = name.endswith("sheet1.xml")
            archive.writestr(name, bomb + text if is_sheet else text)

    assert "Excelのファイルとして読めません" in refused(content.getvalue())


def test_展開すると巨大なファイルは展開せずに断る(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_xlsx, "LARGEST_UNPACKED", 1_000_000)
    content = io.BytesIO(xlsx([HEADER, ["1", "2026/4/1"]]))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(2_000_000))

    assert "大きすぎます" in refused(content.getvalue())


def test_行や結合の多すぎるファイルと大きすぎるファイルは断る(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows: Sequence[Sequence[Any]] = [HEADER, *([str(n), "2026/4/1"] for n in range(30))]
    monkeypatch.setattr("storage.office_csv.MOST_ROWS", 20)
    monkeypatch.setattr("storage.office_xlsx.MOST_ROWS", 20)
    assert "行が多すぎます" in refused(csv_text(rows).encode(), filename="a.csv")
    assert "行が多すぎます" in refused(xlsx(rows))

    book: Workbook = workbook({"記録": [HEADER, ["1", "2026/4/1"]]})
    book.worksheets[0].merged_cells.add("A2:CV100000")
    assert "結合されたセルが多すぎます" in refused(saved(book))

    assert "50MB" in refused(bytes([65]) * (raw_sheet.LARGEST_FILE + 1), filename="a.csv")
