"""「動きのない課題があります」: to the 統括リーダー once, later to the secretariat."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cards.dx_measure import LIST as MEASURES
from cards.elements import Bold, Button, Buttons, Card, Element, note, paragraph
from cards.example_issues import ISSUE
from cards.example_measures import MEASURE
from cards.example_values import NOW
from cards.exchange import OPEN
from cards.issue import show_button
from cards.issue_belongs import measure_button
from domain.dx_measure import DxMeasure
from domain.issue import Issue
from domain.stalled import days_untouched, department_of

SHOWN = 6
STALLED = Button("止まっているもの", "issue.list", {"stalled": "yes"})


def stalled_card(
    items: Sequence[Issue | DxMeasure], *, now: datetime, is_for_office: bool = False
) -> Card:
    """Those left the longest first."""
    line = f"30日以上動きのない課題・施策が{len(items)}件あります。"
    if is_for_office:
        onward = (
            "部局のDX統括リーダーに知らせてから、なお動きがありません。声をかけてください。"
            "DX統括リーダーがいないときは、名簿を直してください。"
        )
    else:
        onward = (
            "進んだことがあれば状態やひとことを残し、困っているときは情報交換で「困っている」と"
            "答えてください。似た課題を解決した部署をお知らせします。"
        )
    return Card(
        "動きのない課題があります",
        (
            paragraph(Bold(line)),
            paragraph(onward),
            *(each for item in items[:SHOWN] for each in _item(item, now=now)),
            *([note(f"ほか{len(items) - SHOWN}件あります。")] if len(items) > SHOWN else []),
            Buttons((STALLED, MEASURES) if is_for_office else (STALLED, MEASURES, OPEN)),
        ),
        summary=line,
    )


def _item(item: Issue | DxMeasure, *, now: datetime) -> Iterator[Element]:
    days = f"{days_untouched(item, now=now)}日動きなし"
    if isinstance(item, Issue):
        name = f"{item.name}　{item.text.title}"
        where = f"{item.place}、{item.standing.state}、{days}"
        button = show_button(item)
    else:
        name = f"{item.label}　{item.text.name}"
        where = "、".join(filter(None, (department_of(item), item.text.stage, days)))
        button = measure_button(item)
    yield paragraph(Bold(name), f"\n{where}")
    yield Buttons((button,))


_LEFT = replace(MEASURE, touched_at=NOW - timedelta(days=35))
EXAMPLES = {
    "動きのない課題": stalled_card([ISSUE, _LEFT], now=NOW),
    "動きのない課題（事務局）": stalled_card([ISSUE] * 9, now=NOW, is_for_office=True),
}
