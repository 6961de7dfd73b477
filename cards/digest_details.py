"""What stands behind 改善事例 and 施策 of a week's digest: each with its figures and the way to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cards import wording
from cards.case import EXAMPLE as CASE
from cards.digest import digest_part_card
from cards.elements import Bullets, Button, Buttons, Element, Heading, note, plain
from cards.example_digest import DIGEST, MEASURE_LIVES, PERIOD
from cards.example_values import NOW, TODAY
from domain.case_effect import monthly_words
from domain.case_totals import case_totals
from domain.digest import Part, Period
from domain.digest_cases import CaseWeek, cases_part
from domain.digest_measures import DxMeasureLife
from domain.digest_measures import in_detail as measures_in_detail
from domain.digest_tables import DigestTables
from domain.dx_measure import DxMeasure
from domain.improvement_case import PublishedCase, Visibility

_SHOWN = 8
"""Of either; the Excel file has all."""
_PLACES = 4


def digest_details(part: Part, tables: DigestTables, *, today: date) -> tuple[Element, ...]:
    """Nothing of other parts: their sentences name each by itself."""
    if part is Part.CASES:
        return tuple(_cases(tables.cases, tables.period, today=today))
    if part is Part.MEASURES:
        lives = measures_in_detail(tables.measures, tables.period)
        return tuple(_measures(lives, tables.owners, tables.period, today=today))
    return ()


def _cases(week: CaseWeek, period: Period, *, today: date) -> Iterator[Element]:
    cases = week.in_detail(period)
    if not cases:
        return
    yield Heading(
        "事例ごとの内訳"
        if week.new(period) or week.adopted(period)
        else "公開している事例（削減の大きい順）"
    )
    yield Bullets(tuple(plain(_case(each, week, today=today)) for each in cases[:_SHOWN]))
    yield from _rest(len(cases))
    yield Buttons(
        tuple(
            Button(f"{each.name}を見る", "case.show", {"case": str(each.id)})
            for each in cases[:_SHOWN]
        )
    )


def _case(case: PublishedCase, week: CaseWeek, *, today: date) -> str:
    """「事例7「…」（市民部 市民課）：月20時間の削減、うちでもやった課1（福祉部 福祉課）、11月18日(水)公開」."""
    hours = case.text.effect.hours
    places = [each.place for each in week.begun_elsewhere(case)]
    told = (
        "削減時間は未記入" if hours is None else f"{monthly_words(hours)}の削減",
        f"うちでもやった課{len(places)}（{wording.names(places, shown=_PLACES)}）"
        if places
        else "",
        f"{wording.day(case.published_at.date(), today=today)}公開",
        "自部局だけに公開" if case.text.visibility is Visibility.DEPARTMENT else "",
    )
    return f"{case.called}（{case.place}）：{'、'.join(filter(None, told))}"


def _measures(
    lives: Sequence[DxMeasureLife], owners: Mapping[int, str], period: Period, *, today: date
) -> Iterator[Element]:
    if not lives:
        return
    shown = [life.measure for life in lives[:_SHOWN]]
    yield Heading("施策ごとの内訳")
    yield Bullets(
        tuple(plain(_measure(each, owners, on=period.last_day, today=today)) for each in shown)
    )
    yield from _rest(len(lives))
    yield Buttons(
        tuple(
            Button(f"{each.label}を見る", "measure.show", {"measure": str(each.id)})
            for each in shown
        )
    )


def _measure(measure: DxMeasure, owners: Mapping[int, str], *, on: date, today: date) -> str:
    """``on``: as of which day its milestones have passed."""
    text = measure.text
    lead = "　".join(filter(None, (text.lead_department, owners.get(text.lead_id, ""))))
    coming = text.next_milestone(today=on) if text.is_under_way else None
    told = (
        f"段階は「{text.stage or '未記入'}」" if text.is_under_way else text.state.value,
        f"主導は{lead}",
        f"課題{len(text.issue_ids):,}件",
        f"次の節目は{wording.day(coming.day, today=today)}「{coming.what}」" if coming else "",
        "これからの節目はありません" if text.is_under_way and not coming else "",
    )
    return f"{measure.called}：{'、'.join(filter(None, told))}"


def _rest(count: int) -> Iterator[Element]:
    if count > _SHOWN:
        yield note(f"ほかに{count - _SHOWN:,}件あります。「まとめをExcelで」にすべてあります。")


_WEEK = CaseWeek(
    published=(replace(CASE, published_at=NOW),),
    adoptions=(),
    waiting=(),
    totals=case_totals((CASE,), (), to=TODAY),
    totals_before=case_totals((), (), to=TODAY),
)
_MEASURES = next(each for each in DIGEST.parts if each.part is Part.MEASURES)
EXAMPLES = {
    "まとめの改善事例の内訳": digest_part_card(
        DIGEST,
        cases_part(_WEEK, PERIOD),
        today=TODAY,
        details=tuple(_cases(_WEEK, PERIOD, today=TODAY)),
    ),
    "まとめの施策の内訳": digest_part_card(
        DIGEST,
        _MEASURES,
        today=TODAY,
        details=tuple(_measures(MEASURE_LIVES, {3: "森田　翔"}, PERIOD, today=TODAY)),
    ),
}
