"""How high a row of a workbook is: as high as its longest text, in LibreOffice too."""

import io
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from storage.office_lines import in_lines, lines_in
from storage.office_pictures import BookPicture
from storage.office_writer import ListColumn, OfficeBook

欄 = (ListColumn("番号", 8), ListColumn("内容", 20, wraps=True))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("短い", 20, 1),
        ("転入の届があったことを、関係する課へ知らせている", 20, 3),
        ("一\n二\n三", 20, 3),
        ("a" * 20, 20, 2),
        ("折り返さない長い言葉がここにある", 0, 1),
        (12345, 20, 1),
        ("", 20, 1),
    ],
)
def test_文は欄の幅に合わせた行の数になる(text: object, width: int, lines: int) -> None:
    assert lines_in(text, width) == lines


@given(st.lists(st.sampled_from(["#7", "#21", "#10432", "まとまり3", "施策12"]), max_size=40))
def test_並べた番号は途中で切れずに次の行へ続く(names: list[str]) -> None:
    lines = in_lines(names, 30).split("\n")
    assert all(lines_in(line, 30) == 1 for line in lines)
    assert [name for line in lines for name in line.rstrip("、").split("、") if name] == names
    for line, following in pairwise(lines):
        assert line.endswith("、")
        assert lines_in(f"{line}{following.split('、')[0]}、", 30) > 1


def test_折り返す欄のある表では短い行のどのセルも上にそろう() -> None:
    book = OfficeBook()
    book.add("表", (*欄, ListColumn("次の一歩", 12)), [(1, "短い", "事務局の確認待ち")])
    sheet = load_workbook(io.BytesIO(book.finish()))["表"]
    assert [cell.alignment.vertical for cell in sheet[2]] == ["top"] * 3


def test_長い文の行は高く短い文の行には高さの定めがない() -> None:
    book = OfficeBook()
    book.add(
        "表", 欄, [(1, "短い"), (2, "転入の届があったことを、関係する課へ知らせている"), (3, "")]
    )
    sheet = load_workbook(io.BytesIO(book.finish()))["表"]
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4)]
    assert heights[0] is None
    assert heights[1]
    assert heights[1] > 30
    assert heights[2] is None
    assert sheet["A3"].alignment.vertical == "top"


def test_図の言葉は式にもならず読めない文字も入らない() -> None:
    png = _pixel()
    book = OfficeBook()
    book.add("表", 欄, [])
    book.add_pictures("図", [BookPicture("=1+1", "数\x00の文", png)])
    sheet = load_workbook(io.BytesIO(book.finish()))["図"]
    assert (sheet["A1"].data_type, sheet["A1"].value) == ("s", "=1+1")
    assert sheet["A2"].value == "数\ufffdの文"


@given(st.lists(st.text("ab漢字。、", max_size=2_000), max_size=60))
@settings(max_examples=15)
@example(["長" * 5_000])
@example([f"{n}番目の部局は{n}件です。" for n in range(100)])
def test_図の長い言葉は一つもなくならずどの行もエクセルの高さに収まる(lines: list[str]) -> None:
    book = OfficeBook()
    book.add("表", 欄, [])
    book.add_pictures(
        "図", [BookPicture("題", "\n".join(lines), _pixel()), BookPicture("次", "言葉", _pixel())]
    )
    sheet = load_workbook(io.BytesIO(book.finish()))["図"]
    assert all(each.height is None or each.height <= 409 for each in sheet.row_dimensions.values())
    said = [str(cell.value) for (cell,) in sheet.iter_rows(max_col=1) if cell.value is not None]
    until = said.index("次")
    assert "".join(said[1:until]).replace("\n", "") == "".join(lines)
    assert said[until:] == ["次", "言葉"]
    first, _ = sheet._images  # type: ignore[attr-defined]  # the published types leave it out
    assert first.anchor._from.row >= until  # counted from 0: below the words


def test_図の紙にも表の紙と同じくファイルとシートとページが出る() -> None:
    book = OfficeBook()
    book.add("表", 欄, [(1, "短い")])
    book.add_pictures("図", [BookPicture("題", "言葉", _pixel()), BookPicture("次", "", _pixel())])
    sheets: Any = load_workbook(io.BytesIO(book.finish()))
    for sheet, lies in ((sheets["表"], "landscape"), (sheets["図"], "portrait")):
        assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("&F", "&A")
        assert sheet.oddFooter.center.text == "&P / &N"
        setup = sheet.page_setup
        assert (int(setup.paperSize), setup.orientation) == (9, lies)  # A4
        assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_margins == sheets["表"].page_margins
        # Nothing of the table is printed over by what stands above and below it.
        assert sheet.page_margins.header < sheet.page_margins.top
    assert len(sheets["図"].row_breaks.brk) == 1, "図は一枚に一つ"


def _pixel() -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(written, "PNG")
    return written.getvalue()
