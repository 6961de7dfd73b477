"""「目標に届きそう？」: the policy's targets, where one stands, and what is to be expected."""

from collections.abc import Iterator, Sequence
from datetime import date

from cards import wording
from cards.charts import LineChart
from cards.elements import Button, Buttons, Card, Element, Heading, note, paragraph
from cards.example_kpis import HISTORY, STANDINGS, TODAY
from cards.kpi_charts import target_chart
from domain.kpi import Reading
from domain.kpi_target import Standing
from domain.kpi_target_words import (
    NO_TARGETS_YET,
    START_ASSUMED,
    is_start_assumed,
    standing_sentences,
)

_ALL = Button("指標の一覧", "kpi.show")
_MONTHS = Button("月ごとの推移", "kpi.months")
_BASIS = (
    "見込みは、月末の記録を直線でのばしたものです（最小二乗法、直近12か月まで）。"
    "研修の時期や人事異動による増え方の違いは入っていません。"
)


CHARTS_SHOWN = 3
"""Of one card: those of the first targets that can be drawn."""


def targets_card(
    standings: Sequence[Standing],
    *,
    policy_name: str,
    today: date,
    is_whole: bool = True,
    history: Sequence[Reading] = (),
) -> Card:
    """``is_whole``: all the policy has; else only those of what was asked for. ``history``: the ends of
    months, for the charts.
    """
    if not standings:
        sentence = f"{policy_name}に、{'' if is_whole else 'この指標の'}数値目標はありません。"
        return Card(
            "目標と見込み",
            (paragraph(sentence), note(NO_TARGETS_YET), Buttons((_ALL, _MONTHS))),
            summary=sentence,
        )
    counted = [each for each in standings if each.goal is not None and each.now is not None]
    reached = sum(each.is_reached for each in counted)
    line = (
        f"数値目標{len(standings)}件のうち、いま比べられるのは{len(counted)}件、"
        f"届いているのは{reached}件です。"
    )
    charts = [target_chart(each, history, today=today) for each in standings]
    told = zip(standings, _first(charts), strict=True)
    return Card(
        "目標と見込み",
        (
            paragraph(line),
            *(e for each, drawn in told for e in _standing(each, today, drawn)),
            *([note(_BASIS)] if any(each.forecast for each in standings) else []),
            *([note(START_ASSUMED)] if is_start_assumed(standings) else []),
            note(f"{wording.full_day(today)}現在。方針：{policy_name}"),
            Buttons((_ALL, _MONTHS)),
        ),
        summary=line,
    )


def _first(charts: Sequence[LineChart | None]) -> Iterator[LineChart | None]:
    """As many as a card has room for."""
    left = CHARTS_SHOWN
    for chart in charts:
        yield chart if left > 0 else None
        left -= chart is not None


def _standing(standing: Standing, today: date, chart: LineChart | None) -> Sequence[Element]:
    target = standing.target
    source = [note(wording.cite(target.source))] if target.source else []
    sentences = "".join(standing_sentences(standing, today=today))
    return (
        Heading(f"{target.talent_type}：{target.measure}"),
        paragraph(sentences),
        *([chart] if chart else []),
        *source,
    )


_NAME = "かけはし市デジタル人材育成方針"
EXAMPLES = {
    "目標と見込み": targets_card(STANDINGS, policy_name=_NAME, today=TODAY, history=HISTORY),
    "数値目標がない": targets_card((), policy_name=_NAME, today=TODAY),
}
