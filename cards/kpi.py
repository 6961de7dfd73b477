"""「KPIを見せて」「受講率は？」: figures, each with what it means, of whom, of which day, and its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cards import wording
from cards.charts import Chart
from cards.elements import Button, Buttons, Card, Element, Facts, Quote, Table, note, paragraph
from cards.example_charts import BARS, LINES
from cards.example_kpis import HISTORY, READING, STANDINGS, TODAY
from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_target import Standing
from domain.kpi_target_words import NO_TARGETS_YET, standing_sentences, start_sentence
from domain.kpi_words import (
    DEFINITIONS,
    HIDING,
    definition_sentence,
    figure_words,
    scope_sentences,
)
from domain.policy import Statement

ON_A_PAGE = 15
TARGETS = Button("目標と見込み", "kpi.targets")
_ALL = Button("指標の一覧", "kpi.show")
_MONTHS = Button("月ごとの推移", "kpi.months")
REPORT = Button("年度末点検の資料", "kpi.report")
_FURTHER = (Kpi.COURSE, Kpi.STAGE, Kpi.SKILLS, Kpi.QUALIFIED)
"""Those with many lines: shown by themselves."""
_OVERVIEW = (
    Kpi.BASIC,
    Kpi.PROMOTERS,
    Kpi.LEADERS,
    Kpi.SKILLS,
    Kpi.QUALIFIED,
    Kpi.HOURS,
    Kpi.ADOPTED,
)
_NOT_COUNTED = (
    "お尋ねの数字は、かけはしでは数えていません。数えているのは次の指標です。"
    "ほかの数字は、担当の課か事務局に聞いてください。"
)
_NO_BASICS = "研修一覧に、全職員が対象の必須研修（毎年度のものを除く）がないため、基礎研修の受講率は出せません。"


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiShown:
    """One KPI as it is shown. ``lines``: of its table, by name; ``head``: the one above it."""

    kpi: Kpi
    title: str
    reading: Reading
    head: Figure | None = None
    lines: Sequence[tuple[str, Figure]] = ()
    order: str = ""
    """By what the lines are put in order: 「低い順」."""
    before: Sequence[tuple[str, Figure]] = ()
    """Earlier figures of ``head``, by what they are called: 「前の月末（2026年10月31日）」."""
    named_by: Statement | None = None
    """Where the policy names it as a KPI."""
    standings: Sequence[Standing] = ()
    remark: str = ""
    page: int = 0
    about: str = ""
    charts: Sequence[Chart] = ()
    """With the first page."""


# -- all of them ---------------------------------------------------------------------------------


def kpis_card(
    reading: Reading, *, policy_name: str, is_office: bool, is_not_counted: bool = False
) -> Card:
    """``reading`` as it is shown. ``is_not_counted``: something else was asked for."""
    figures = [f for kpi in _OVERVIEW for f in _first_of(reading, kpi)]
    line = f"{wording.full_day(reading.as_of)}現在の指標です。"
    return Card(
        "指標（KPI）",
        (
            *([paragraph(_NOT_COUNTED)] if is_not_counted else []),
            paragraph(line),
            Table(("指標", "いまの値"), tuple(map(_overview_row, figures))),
            *([] if reading.basics else [note(_NO_BASICS)]),
            *(note(sentence) for sentence in scope_sentences(reading)),
            *_hiding(figures),
            note(f"指標の定義と出典は、それぞれの画面にあります。方針：{policy_name}"),
            Buttons(
                (
                    *(_of(kpi) for kpi in (Kpi.BASIC, *_FURTHER)),
                    TARGETS,
                    _MONTHS,
                    *([REPORT] if is_office else []),
                )
            ),
        ),
        summary=_overview_summary(reading, line),
    )


def _first_of(reading: Reading, kpi: Kpi) -> Iterator[Figure]:
    for figure in reading.of(kpi):
        if kpi is Kpi.SKILLS or not (figure.series.about or figure.series.part):
            yield figure


def _overview_row(figure: Figure) -> tuple[str, str]:
    kpi, about = figure.series.kpi, figure.series.about
    name = f"{about}の{kpi.value}" if about else kpi.value
    return name, figure_words(figure)


def _overview_summary(reading: Reading, line: str) -> str:
    basic = reading.figure(Series(Kpi.BASIC))
    if basic is None:
        return line
    return f"{line}{Kpi.BASIC.value}は{figure_words(basic)}です。"


# -- one of them ---------------------------------------------------------------------------------


def kpi_card(shown: KpiShown, *, today: date) -> Card:
    """The last page where there are not so many any more."""
    last = max(0, (len(shown.lines) - 1) // ON_A_PAGE)
    shown = replace(shown, page=min(shown.page, last))
    line = _headline(shown)
    return Card(
        shown.title,
        (
            *([note(shown.remark)] if shown.remark else []),
            paragraph(line),
            *_before(shown),
            *([] if shown.page else shown.charts),
            *_table(shown),
            *(paragraph("".join(_target(each, today))) for each in shown.standings),
            *_no_target(shown),
            Facts(tuple(_definition(shown))),
            *_hiding([f for _, f in shown.lines] + ([shown.head] if shown.head else [])),
            *_source(shown),
            Buttons(tuple(_ways_on(shown))),
        ),
        summary=f"{shown.title}：{line}",
    )


def _headline(shown: KpiShown) -> str:
    if shown.head is not None:
        return f"{figure_words(shown.head)}です。"
    if shown.kpi is Kpi.BASIC and not shown.reading.basics:
        return _NO_BASICS
    return f"{len(shown.lines)}件あります。" if shown.lines else "数える対象がありません。"


def _before(shown: KpiShown) -> Iterator[Element]:
    if shown.before:
        yield Facts(tuple((name, figure_words(figure)) for name, figure in shown.before))


def _table(shown: KpiShown) -> Iterator[Table]:
    first = shown.page * ON_A_PAGE
    lines = shown.lines[first : first + ON_A_PAGE]
    if lines:
        is_paged = len(shown.lines) > ON_A_PAGE
        place = f"{len(shown.lines)}件のうち{first + 1}〜{first + len(lines)}件目"
        caption = "、".join(filter(None, (place if is_paged else "", shown.order)))
        rows = tuple((name, figure_words(figure)) for name, figure in lines)
        yield Table(("区分", "値"), rows, caption=caption)


def _target(standing: Standing, today: date) -> Iterator[str]:
    yield f"目標「{standing.target.measure}」："
    yield from standing_sentences(standing, today=today)
    yield start_sentence(standing)


def _no_target(shown: KpiShown) -> Iterator[Element]:
    if not shown.standings:
        yield note(f"この指標の数値目標は、育成方針にありません。{NO_TARGETS_YET}")


def _definition(shown: KpiShown) -> Iterator[tuple[str, str]]:
    definition, reading = DEFINITIONS[shown.kpi], shown.reading
    yield "定義", definition_sentence(shown.kpi)
    if definition.remark:
        yield "数え方", definition.remark
    yield "基準日", wording.full_day(reading.as_of)
    if shown.kpi is Kpi.BASIC and reading.basics:
        yield "全職員基礎研修", "、".join(f"「{name}」" for name in reading.basics)
    if definition.denominator or shown.kpi is Kpi.HEADCOUNT:
        yield "対象", "".join(scope_sentences(reading))


def _source(shown: KpiShown) -> Iterator[Element]:
    named = shown.named_by
    if named is None or named.source is None:
        yield note("育成方針に、この指標の定めはありません。かけはしの数え方です。")
    elif named.source.quote:
        yield Quote(named.source.quote, wording.cite(named.source))


def _hiding(figures: Sequence[Figure]) -> Iterator[Element]:
    if any(figure.is_hidden for figure in figures):
        yield note(HIDING)


def _ways_on(shown: KpiShown) -> Iterator[Button]:
    args = {"measure": shown.kpi.name, "about": shown.about}
    pages = -(-len(shown.lines) // ON_A_PAGE)
    for label, to in (("前へ", shown.page - 1), ("もっと見る", shown.page + 1)):
        if 0 <= to < pages:
            about = f"{shown.title}の{to + 1}ページ目"
            yield Button(label, "kpi.show", {**args, "page": str(to)}, about=about)
    if shown.kpi is Kpi.BASIC:
        yield _of(Kpi.COURSE)
    yield from (TARGETS, _MONTHS, _ALL)


def _of(kpi: Kpi) -> Button:
    return Button(kpi.value, "kpi.show", {"measure": kpi.name})


_BASIC = KpiShown(
    kpi=Kpi.BASIC,
    title=Kpi.BASIC.value,
    reading=READING,
    head=READING.figure(Series(Kpi.BASIC)),
    lines=tuple((f.series.department, f) for f in READING.by_department(Kpi.BASIC)),
    order="低い順",
    before=tuple(("前の月末（2026年10月31日）", figure) for figure in HISTORY[-1].of(Kpi.BASIC)),
    standings=STANDINGS[:1],
    charts=(LINES, BARS),
)
EXAMPLES = {
    "指標": kpis_card(READING, policy_name="かけはし市デジタル人材育成方針", is_office=True),
    "数えていない指標": kpis_card(
        replace(READING, basics=(), excluded=()),
        policy_name="かけはし市デジタル人材育成方針",
        is_office=False,
        is_not_counted=True,
    ),
    "受講率": kpi_card(_BASIC, today=TODAY),
    "講座別の受講率": kpi_card(
        replace(
            _BASIC,
            kpi=Kpi.COURSE,
            title=Kpi.COURSE.value,
            head=None,
            lines=tuple((f.label, f) for f in READING.of(Kpi.COURSE)) * 12,
            order="",
            before=(),
            standings=(),
            charts=(),
            remark="課ごとの数は数えていません。",
        ),
        today=TODAY,
    ),
}
