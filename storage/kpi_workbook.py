"""年度末点検 as an Excel workbook: one list a sheet. What is hidden is an empty cell with its reason."""

from collections.abc import Iterator

from domain.japanese_era import era_day
from domain.kpi import Figure, Kpi, Series, percent_words
from domain.kpi_report import YearReport
from domain.kpi_target_words import START_ASSUMED, is_start_assumed, standing_sentences
from domain.kpi_words import (
    DEFINITIONS,
    HIDDEN,
    HIDING,
    definition_sentence,
    figure_name,
    kpi_of,
    scope_sentences,
)
from domain.policy import Source
from storage.office_pictures import NO_PICTURES, KpiPictures
from storage.office_writer import ListColumn, OfficeBook, WrittenCell

_SHARE, _COUNT, _HOURS, _DAY = "0.0%", "#,##0", "#,##0.0", "yyyy/mm/dd"
_Row = tuple[WrittenCell, ...]
_ABOUT = (ListColumn("項目", 18), ListColumn("内容", 90, wraps=True))
_FIGURES = (
    ListColumn("指標", 26),
    ListColumn("区分", 36, wraps=True),
    ListColumn("割合", 10, format=_SHARE),
    ListColumn("数（分子）", 12),
    ListColumn("分母", 10, format="#,##0"),
    ListColumn("単位", 8),
    ListColumn("前年度末の割合", 14, format=_SHARE),
    ListColumn("前年度末の数", 14),
    ListColumn("表示しない理由", 24),
)
_DEPARTMENTS = (
    ListColumn("部局", 22),
    ListColumn("研修", 40, wraps=True),
    ListColumn("受講率", 10, format=_SHARE),
    ListColumn("修了した人", 12, format="#,##0"),
    ListColumn("対象の人", 12, format="#,##0"),
    ListColumn("表示しない理由", 24),
)
_TARGETS = (
    ListColumn("人材区分", 24),
    ListColumn("目標", 40, wraps=True),
    ListColumn("目標の値", 10, format="#,##0.##"),
    ListColumn("単位", 8),
    ListColumn("期間（年）", 10),
    ListColumn("状況と見込み", 80, wraps=True),
    ListColumn("出典", 40, wraps=True),
)
_KPIS_BY_MONTH = (Kpi.BASIC, Kpi.PROMOTERS, Kpi.LEADERS, Kpi.HOURS, Kpi.ADOPTED)  # fmt: skip


def _format_of(kpi: Kpi) -> str:
    """Of people and cases there are no tenths; of hours there may be."""
    if kpi.is_share:
        return _SHARE
    return _HOURS if kpi is Kpi.HOURS else _COUNT


_MONTHS = (
    ListColumn("月末", 12, format=_DAY),
    *(ListColumn(each.value, 16, format=_format_of(each)) for each in _KPIS_BY_MONTH),
)
_DEFINITIONS = (
    ListColumn("指標", 26),
    ListColumn("定義", 60, wraps=True),
    ListColumn("数え方", 70, wraps=True),
    ListColumn("方針の出典", 40, wraps=True),
)


def kpi_workbook(report: YearReport, pictures: KpiPictures = NO_PICTURES) -> bytes:
    book = OfficeBook()
    book.add("この資料について", _ABOUT, _about(report))
    book.add("指標", _FIGURES, _figures(report))
    book.add("部局別の受講率", _DEPARTMENTS, _departments(report))
    book.add("数値目標", _TARGETS, _targets(report))
    book.add("月ごとの推移", _MONTHS, _months(report))
    book.add("定義と出典", _DEFINITIONS, _definitions(report))
    if pictures.all:
        book.add_pictures("図", pictures.all)
    return book.finish()


def _about(report: YearReport) -> Iterator[_Row]:
    reading = report.reading
    yield "表題", report.title
    yield "自治体", report.organization
    yield "基準日", era_day(reading.as_of)
    yield "作成日", era_day(report.made_at.date())
    kept = "年度末に残した値（あとから変わりません）"
    yield "値", kept if report.is_final else "作成日現在の途中経過"
    yield "対象", "".join(scope_sentences(reading))
    yield "全職員基礎研修", "、".join(reading.basics) or "該当する研修がありません"
    yield "非表示", HIDING
    if is_start_assumed(report.standings):
        yield "目標の年数", START_ASSUMED
    yield "前年度末", era_day(report.before.as_of) if report.before else "記録がありません"


def _figures(report: YearReport) -> Iterator[_Row]:
    for kpi in Kpi:
        for figure in report.reading.of(kpi):
            before = report.before.figure(figure.series) if report.before else None
            yield (
                kpi.value,
                figure_name(figure),
                share_of(figure),
                *_counts(figure),
                None if figure.is_hidden else kpi.unit,
                share_of(before) if before else None,
                before.count if before and not before.is_hidden else None,
                HIDDEN if figure.is_hidden else None,
            )


def _departments(report: YearReport) -> Iterator[_Row]:
    for figure in report.reading.figures:
        series = figure.series
        if series.department and series.kpi in (Kpi.BASIC, Kpi.COURSE):
            yield (
                series.department,
                figure.label or "全職員基礎研修（すべて）",
                share_of(figure),
                *_counts(figure),
                HIDDEN if figure.is_hidden else None,
            )


def _counts(figure: Figure) -> tuple[WrittenCell, WrittenCell]:
    return (None, None) if figure.is_hidden else (figure.count, figure.of)


def share_of(figure: Figure) -> float | None:
    """0 to 1 to a thousandth, as ``percent_words`` writes it: 1 only where it is all of them."""
    if figure.share is None or not figure.series.kpi.is_share:
        return None
    return round(float(percent_words(figure.share)[:-1]) / 100, 3)


def _targets(report: YearReport) -> Iterator[_Row]:
    if not report.standings:
        none = f"「{report.policy.name}」に数値目標はありません。"
        yield (None, None, None, None, None, none, None)
    for each in report.standings:
        target = each.target
        yield (
            target.talent_type,
            target.measure,
            target.value,
            target.unit,
            target.within_years,
            "".join(standing_sentences(each, today=report.reading.as_of, day_words=era_day)),
            _cite(target.source),
        )


def _months(report: YearReport) -> Iterator[_Row]:
    for reading in report.history:
        figures = (reading.figure(Series(kpi)) for kpi in _KPIS_BY_MONTH)
        yield (reading.as_of, *(_value(figure) for figure in figures))


def _value(figure: Figure | None) -> WrittenCell:
    if figure is None or figure.is_hidden:
        return None
    return share_of(figure) if figure.series.kpi.is_share else figure.count


def _definitions(report: YearReport) -> Iterator[_Row]:
    for kpi in Kpi:
        named = kpi_of(report.policy, kpi)
        yield (
            kpi.value,
            definition_sentence(kpi),
            DEFINITIONS[kpi].remark,
            _cite(named.source) if named else "方針に定めはありません",
        )


def _cite(source: Source | None) -> str:
    return f"{source.document} {source.section}".strip() if source else ""
