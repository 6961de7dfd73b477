"""年度末点検 as a Word document for 起案: the paper that goes round for approval, dated in 和暦.

What only a person can say (document number, seals, what is to be done) is left blank to be filled in.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from domain import fiscal_year
from domain.japanese_era import era_day, era_month
from domain.kpi import Figure, Kpi
from domain.kpi_report import YearReport
from domain.kpi_target_words import START_ASSUMED, is_start_assumed, standing_sentences
from domain.kpi_words import (
    DEFINITIONS,
    HIDING,
    definition_sentence,
    figure_name,
    figure_words,
    kpi_of,
    scope_sentences,
)
from storage.office_pictures import NO_PICTURES, BookPicture, KpiPictures
from storage.office_writer import in_xml

_PICTURE, _HIGHEST = 140, 100
"""Millimetres of width, and of height at most."""
_FONT, _HEADING_FONT = "游明朝", "游ゴシック"
_BLANK_DAY = "令和　　年　　月　　日"
_SEALS = ("部長", "次長", "課長", "課長補佐", "係長", "係員")
_SUMMED_UP = (
    Kpi.BASIC,
    Kpi.PROMOTERS,
    Kpi.LEADERS,
    Kpi.STAGE,
    Kpi.SKILLS,
    Kpi.QUALIFIED,
    Kpi.HOURS,
    Kpi.ADOPTED,
)
"""Trainings one by one are in the workbook."""


def kpi_document(report: YearReport, pictures: KpiPictures = NO_PICTURES) -> bytes:
    document = Document()
    _set_up(document, report)
    _draft_sheet(document, report)
    _title(document, report)
    sections: tuple[tuple[str, Callable[[Any, YearReport], None]], ...] = (
        ("点検の趣旨", _purpose),
        ("指標の状況", _figures),
        ("数値目標との比較", partial(_targets, pictures=pictures.targets)),
        ("部局別の受講率", partial(_departments, picture=pictures.departments)),
        ("月ごとの推移", _months),
        ("課題と今後の対応", _to_fill_in),
        ("対象と数え方", _definitions),
    )
    for number, (name, write) in enumerate(sections, start=1):
        _heading(document, f"{number}　{name}")
        write(document, report)
    _paragraph(document, "以上", alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


# -- the sheet on top ----------------------------------------------------------------------------


def _set_up(document: Any, report: YearReport) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    _set_font(style, _FONT)
    document.core_properties.author = "かけはし"
    document.core_properties.title = in_xml(report.title)
    document.core_properties.language = "ja-JP"
    _page_number(section.footer.paragraphs[0])


def _draft_sheet(document: Any, report: YearReport) -> None:
    _paragraph(document, "起　案　用　紙", size=16, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    rows = (
        ("文書番号", "", "保存期間", ""),
        ("起案年月日", _BLANK_DAY, "決裁年月日", _BLANK_DAY),
        ("起案者", "所属・職・氏名", "公開の区分", ""),
        ("件名", f"{report.title}について（報告）", "", ""),
    )
    table = _table(document, rows, widths=(24, 64, 24, 48), has_header=False)
    table.rows[-1].cells[1].merge(table.rows[-1].cells[3])
    seals = _table(document, (_SEALS, ("",) * len(_SEALS)), widths=(26.6,) * len(_SEALS))
    seals.rows[1].height = Mm(16)


def _title(document: Any, report: YearReport) -> None:
    _paragraph(document, report.organization, alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    _paragraph(
        document,
        f"{report.title}について（報告）",
        size=14,
        is_bold=True,
        alignment=WD_ALIGN_PARAGRAPH.CENTER,
    )
    _paragraph(document, "このことについて、下記のとおり点検したので報告します。")
    _paragraph(document, "記", alignment=WD_ALIGN_PARAGRAPH.CENTER)


# -- what it reports -----------------------------------------------------------------------------


def _purpose(document: Any, report: YearReport) -> None:
    year, day = fiscal_year.reiwa(report.year), era_day(report.reading.as_of)
    _paragraph(
        document,
        f"「{report.policy.name}」に基づき、{year}の人材育成の状況を{day}現在の指標で点検するものです。",
    )
    if not report.is_final:
        _paragraph(
            document,
            "この資料は年度の途中経過です。年度末の値は、年度が終わったあとに改めて示します。",
        )


def _figures(document: Any, report: YearReport) -> None:
    before = report.before
    then = era_day(before.as_of) if before else "前年度末（記録なし）"
    rows = [
        (
            kpi.value,
            figure_name(figure),
            figure_words(figure),
            _earlier(figure, report),
        )
        for kpi in _SUMMED_UP
        for figure in report.reading.of(kpi)
    ]
    header = ("指標", "区分", era_day(report.reading.as_of), then)
    _table(document, (header, *rows), widths=(40, 44, 42, 34))


def _earlier(figure: Figure, report: YearReport) -> str:
    earlier = report.before.figure(figure.series) if report.before else None
    return figure_words(earlier) if earlier else "－"


def _targets(document: Any, report: YearReport, *, pictures: Sequence[BookPicture]) -> None:
    if not report.standings:
        _paragraph(document, f"「{report.policy.name}」に数値目標はありません。")
    for each in report.standings:
        target = each.target
        sentences = "".join(standing_sentences(each, today=report.reading.as_of, day_words=era_day))
        _paragraph(document, f"・{target.talent_type}「{target.measure}」　{sentences}")
    if is_start_assumed(report.standings):
        _paragraph(document, START_ASSUMED)
    for picture in pictures:
        _picture(document, picture)


def _departments(document: Any, report: YearReport, *, picture: BookPicture | None) -> None:
    parts = report.reading.by_department(Kpi.BASIC)
    if not parts:
        _paragraph(document, "全職員が対象の必須研修（毎年度のものを除く）がありません。")
        return
    names = "、".join(f"「{name}」" for name in report.reading.basics)
    told = _paragraph(document, f"全職員基礎研修（{names}）をすべて修了した職員の割合です。")
    if picture:
        told.paragraph_format.keep_with_next = True
        _picture(document, picture)
    rows = ((f.series.department, figure_words(f)) for f in parts)
    _table(document, (("部局", "受講率"), *rows), widths=(60, 60))


def _months(document: Any, report: YearReport) -> None:
    rows = [
        (era_month(reading.as_of), *(figure_words(f) for f in reading.of(Kpi.BASIC)))
        for reading in report.months
        if reading.of(Kpi.BASIC)
    ]
    if rows:
        _table(document, (("月末", Kpi.BASIC.value), *rows), widths=(40, 80))
    else:
        _paragraph(document, "この年度の月末の記録はありません。")


def _to_fill_in(document: Any, _report: YearReport) -> None:
    _paragraph(document, "（課題）")
    _paragraph(document, "（今後の対応）")


def _definitions(document: Any, report: YearReport) -> None:
    for sentence in (*scope_sentences(report.reading), HIDING):
        _paragraph(document, sentence)
    _table(
        document, (("指標", "定義と数え方", "方針の出典"), *_defined(report)), widths=(34, 86, 40)
    )


def _defined(report: YearReport) -> Iterator[tuple[str, str, str]]:
    for kpi in _SUMMED_UP:
        named = kpi_of(report.policy, kpi)
        source = named.source if named else None
        meaning = f"{definition_sentence(kpi)}。{DEFINITIONS[kpi].remark}"
        cited = f"{source.document} {source.section}".strip() if source else "方針に定めなし"
        yield kpi.value, meaning, cited


# -- how it is written ---------------------------------------------------------------------------


def _heading(document: Any, text: str) -> None:
    paragraph = _paragraph(document, text, size=11.5, is_bold=True, font=_HEADING_FONT)
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True


def _paragraph(
    document: Any,
    text: str,
    *,
    size: float | None = None,
    is_bold: bool = False,
    font: str = "",
    alignment: Any = None,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if alignment is not None:
        paragraph.alignment = alignment
    run = paragraph.add_run(in_xml(text))
    run.bold = is_bold or None
    if size:
        run.font.size = Pt(size)
    if font:
        _set_font(run, font)
    return paragraph


def _picture(document: Any, picture: BookPicture) -> None:
    """With the same in words for who does not see it (ECMA-376, Part 1, 20.4.2.5: ``descr``)."""
    paragraph = _paragraph(document, "", alignment=WD_ALIGN_PARAGRAPH.CENTER)
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.content), width=Mm(_PICTURE))
    if shape.height > Mm(_HIGHEST):
        shape.width = round(shape.width * Mm(_HIGHEST) / shape.height)
        shape.height = Mm(_HIGHEST)
    told = shape._inline.docPr
    told.set("descr", in_xml(picture.alt))
    told.set("title", in_xml(picture.title))


def _table(
    document: Any,
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[float],
    has_header: bool = True,
) -> Any:
    """``widths`` in millimetres. The header stands on each page again."""
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        # LibreOffice goes by the columns, Word by the cells.
        column.width = Mm(width)
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(in_xml(text))
            run.font.size = Pt(9)
            run.bold = (has_header and number == 0) or None
    if has_header and table.rows:
        _repeats(table.rows[0])
    for row in table.rows:
        _stays_whole(row)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    return table


def _set_font(styled: Any, name: str) -> None:
    """East Asian text has a font of its own (ECMA-376, Part 1, 17.3.2.26)."""
    styled.font.name = name
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _repeats(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _stays_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
