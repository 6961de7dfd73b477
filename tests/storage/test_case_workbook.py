"""Improvement cases in Excel: three tables that stay what was written."""

import io
from datetime import date, timedelta
from typing import Any

from openpyxl import load_workbook

from domain.case_files import CaseCollection, FiledCase
from domain.improvement_case import Adoption, Case, CaseState, CaseText, Effect, PublishedCase
from storage.case_workbook import case_workbook
from storage.office_writer import written_text
from tests.city import NOW
from tests.hostile import FORMULAS, HOSTILE

TODAY = NOW.date()


def filed(
    number: int,
    text: CaseText,
    *,
    department: str = "市民部",
    section: str = "市民課",
    state: CaseState = CaseState.PUBLISHED,
    days: int = 100,
) -> FiledCase:
    at = NOW - timedelta(days=days)
    is_shown = state is CaseState.PUBLISHED
    case = Case(
        id=number,
        number=number,
        author_id=1,
        department=department,
        section=section,
        state=state,
        version=1,
        text=text,
        created_at=at,
        published_version=1 if is_shown else None,
        published_at=at if is_shown else None,
    )
    shown = PublishedCase(
        id=number,
        number=number,
        author_id=1,
        department=department,
        section=section,
        text=text,
        published_at=at,
    )
    return FiledCase(case, shown if is_shown else None, "川瀬 真紀")


def adoption(case_id: int, hours: float | None, *, section: str = "税務課") -> Adoption:
    return Adoption(
        case_id=case_id,
        staff_id=2,
        department="財務部",
        section=section,
        since=date(2026, 9, 1),
        hours=hours,
        at=NOW,
    )


def words(title: str, hours: float | None = None) -> CaseText:
    return CaseText(title=title, before="手で写していた。", after="RPA", effect=Effect(hours=hours))


def tables(content: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in load_workbook(io.BytesIO(content)):
        header, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return found


def test_三つの表に見出しの固定と絞り込みと表示形式がある() -> None:
    collection = CaseCollection(
        (filed(1, words("転記", 10)),), (adoption(1, 2.5),), {}, ("市民部",)
    )
    book = load_workbook(io.BytesIO(case_workbook(collection, to=TODAY, is_office=True)))
    assert book.sheetnames == ["事例", "横展開", "集計"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.tables[sheet.title].autoFilter.ref == sheet.dimensions
    heads = {cell.value: cell.coordinate.removesuffix("1") for cell in book["事例"][1]}
    assert book["事例"][f"{heads['削減時間（時間／月）']}2"].number_format == "#,##0.00"
    assert book["事例"][f"{heads['公開日']}2"].number_format == "yyyy/mm/dd"
    assert book["横展開"]["G2"].number_format == "yyyy/mm"


def test_紙に出すと_読める大きさで二枚に分かれ見出しと番号がどの紙にもある() -> None:
    collection = CaseCollection((filed(1, words("転記")),), (), {}, ("市民部",))
    for is_office in (True, False):
        content = case_workbook(collection, to=TODAY, is_office=is_office)
        book: Any = load_workbook(io.BytesIO(content))
        pages = {sheet.title: sheet.page_setup.fitToWidth for sheet in book}
        assert pages == {"事例": 2, "横展開": 1, "集計": 1}
        for sheet in book:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.fitToHeight == 0
            assert sheet.print_title_rows == "$1:$1"
            assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("&F", "&A")
            assert sheet.oddFooter.center.text == "&P / &N"
            assert all(cell.alignment.wrap_text for cell in sheet[1])
            assert sheet.row_dimensions[1].height == 30
            width = sum(each.width for each in sheet.column_dimensions.values())
            assert width / sheet.page_setup.fitToWidth <= 230
        assert book["事例"].print_title_cols == "$A:$A"
        assert book["横展開"].print_title_cols is None


def test_集計は一度だけ数え横展開を分け未記入を0にしない() -> None:
    cases = (
        filed(1, words("転記", 10)),
        filed(2, words("会議録")),
        filed(3, words("確認待ち", 500), state=CaseState.OFFICE_REVIEW),
    )
    adopted = (adoption(1, 4), adoption(1, None, section="納税課"), adoption(3, 99))
    found = tables(case_workbook(CaseCollection(cases, adopted, {}), to=TODAY, is_office=True))
    own, elsewhere, together, department, *basis = found["集計"]
    assert (own["件数"], own["うち削減時間が未記入"]) == (2, 1)
    assert (own["削減時間（時間／月）"], own["累計削減時間（時間）"]) == (10, 30)
    assert (elsewhere["件数"], elsewhere["削減時間（時間／月）"]) == (2, 4)
    assert together["累計削減時間（時間）"] == 30 + 4 * 2
    assert department["区分"] == "うち市民部"
    assert any("未記入のものは0とせず" in row["説明"] for row in basis)
    assert [row["削減時間（時間／月）"] for row in found["事例"]] == [10, "未記入", 500]
    assert [row["状態"] for row in found["事例"]] == ["公開", "公開", "事務局確認待ち"]
    assert len(found["横展開"]) == 2
    unsaid = CaseCollection((filed(2, words("会議録")),), (), {})
    sums = tables(case_workbook(unsaid, to=TODAY, is_office=False))["集計"]
    assert (sums[0]["累計削減時間（時間）"], sums[1]["累計削減時間（時間）"]) == ("未記入", 0)


def test_どんな文字も式にならず文字のまま出る() -> None:
    cases = tuple(
        filed(
            number,
            CaseText(
                title=text,
                before=text,
                after=text,
                effect=Effect(other=text),
                tools=(text,),
                course_code=text,
                reuse=text,
            ),
            department=text,
            section=text,
        )
        for number, text in enumerate(HOSTILE, start=1)
    )
    adopted = tuple(
        Adoption(
            case_id=number,
            staff_id=2,
            department=text,
            section="ほか",
            since=date(2026, 9, 1),
            remark=text,
            at=NOW,
        )
        for number, text in enumerate(HOSTILE, start=1)
    )
    collection = CaseCollection(cases, adopted, dict.fromkeys(HOSTILE, FORMULAS[0]))
    book = load_workbook(io.BytesIO(case_workbook(collection, to=TODAY, is_office=True)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    titles = [row[0].value for row in book["事例"].iter_rows(min_row=2, min_col=5, max_col=5)]
    # Excel takes the escape away that openpyxl leaves as it reads it.
    assert titles == [written_text(text) or None for text in HOSTILE]
    assert titles[HOSTILE.index("_x0041_と_x000D_")] == "_x005F_x0041_と_x005F_x000D_"
    starts = [row[0] for row in book["事例"].iter_rows(min_row=2, min_col=5, max_col=5)]
    dangerous = [cell for cell, text in zip(starts, HOSTILE, strict=True) if text in FORMULAS]
    assert len(dangerous) >= 20
    assert all(cell.quotePrefix for cell in dangerous)
