"""Cards as semantic HTML: a fragment without style or script, for a page with a strict CSP."""

import json
from collections.abc import Mapping
from typing import assert_never

from cards.charts import BarChart, ColumnChart, LineChart
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Divider,
    Element,
    Facts,
    Heading,
    Inline,
    Link,
    Mention,
    Note,
    Paragraph,
    Progress,
    Quote,
    Table,
    Text,
)
from cards.renderers.chart_svg import svg
from cards.renderers.html_tags import Attributes, Html, join, tag, text, void
from cards.renderers.links import is_web_address
from cards.renderers.percentage import percentage

WIDE_COLUMNS = 3
"""A table of more columns may be stacked on a narrow screen, each cell under its column's name."""


def render(card: Card, *, id_prefix: str = "card") -> Html:
    """An ``article``. ``id_prefix`` keeps its ids apart from those of other cards on the page."""
    title_id, summary_id = f"{id_prefix}-title", f"{id_prefix}-summary"
    described = {"aria-describedby": summary_id} if card.summary else {}
    return tag(
        "article",
        {"class": "card", "aria-labelledby": title_id, **described},
        tag("h3", {"class": "card-title", "id": title_id}, text(card.title)),
        _summary(card.summary, summary_id),
        join(render_element(element, nonce=card.nonce) for element in card.elements),
    )


def render_element(  # noqa: C901  # One case an element, and nothing else.
    element: Element, *, nonce: str = ""
) -> Html:
    match element:
        case Heading():
            return tag("h4", {}, text(element.text))
        case Paragraph():
            return tag("p", {}, _inlines(element.inlines))
        case Note():
            return tag("p", {"class": "note"}, _inlines(element.inlines))
        case Quote():
            return _quote(element)
        case Bullets():
            return tag("ul", {}, *(tag("li", {}, _inlines(item)) for item in element.items))
        case Facts():
            return _facts(element)
        case Progress():
            return _progress(element)
        case Table():
            return _table(element)
        case Divider():
            return void("hr", {})
        case Buttons():
            buttons = (_button(button, nonce) for button in element.buttons)
            return tag("div", {"class": "buttons"}, *buttons)
        case ColumnChart() | BarChart() | LineChart():
            return svg(element)
        case _:
            assert_never(element)


def arguments(args: Mapping[str, str]) -> str:
    """ASCII only, so that a control character comes back as the character it was."""
    return json.dumps(dict(args), ensure_ascii=True, sort_keys=True)


def _summary(summary: str, element_id: str) -> Html:
    if not summary:
        return Html("")
    return tag("p", {"class": "visually-hidden", "id": element_id}, text(summary))


def _inlines(inlines: tuple[Inline, ...]) -> Html:
    return join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> Html:
    match inline:
        case Text():
            return text(inline.text)
        case Bold():
            return tag("strong", {}, text(inline.text))
        case Link():
            return _link(inline)
        case Mention():
            return tag("span", {"class": "mention"}, text(f"@{inline.name}"))
        case _:
            assert_never(inline)


def _link(link: Link) -> Html:
    if not is_web_address(link.url):
        return text(link.label)
    target = {"target": "_blank", "rel": "noopener noreferrer"}
    return tag("a", {"href": link.url, **target}, text(link.label))


def _quote(quote: Quote) -> Html:
    cite = tag("cite", {}, text(quote.cite)) if quote.cite else Html("")
    return tag("blockquote", {}, tag("p", {}, text(quote.text)), cite)


def _facts(facts: Facts) -> Html:
    pairs = (
        tag("div", {}, tag("dt", {}, text(label)), tag("dd", {}, text(value)))
        for label, value in facts.facts
    )
    return tag("dl", {"class": "facts"}, *pairs)


def _progress(progress: Progress) -> Html:
    label = tag("span", {"class": "progress-label"}, text(progress.label))
    if progress.total <= 0:
        count, bar = "対象なし", Html("")
    else:
        percent = percentage(progress.done, progress.total)
        count = f"{progress.done}/{progress.total}{progress.unit}（{percent}%）"
        bar = tag("progress", _bar(progress, count), text(count))
    return tag("div", {"class": "progress"}, label, tag("span", {}, text(count)), bar)


def _bar(progress: Progress, count: str) -> Attributes:
    value = max(0, min(progress.done, progress.total))
    return {"value": value, "max": progress.total, "aria-label": f"{progress.label} {count}"}


def _table(table: Table) -> Html:
    caption = tag("caption", {}, text(table.caption)) if table.caption else Html("")
    heads = (tag("th", {"scope": "col"}, text(column)) for column in table.columns)
    head = tag("thead", {}, tag("tr", {}, *heads))
    body = tag("tbody", {}, *(_row(table.columns, row) for row in table.rows))
    # A wide table scrolls inside its own region, which the keyboard must be able to reach.
    region: Attributes = {"role": "region", "tabindex": 0, "aria-label": table.caption or "表"}
    kind = "table table-wide" if len(table.columns) > WIDE_COLUMNS else "table"
    return tag("div", {"class": kind, **region}, tag("table", {}, caption, head, body))


def _row(columns: tuple[str, ...], cells: tuple[str, ...]) -> Html:
    head = (tag("th", {"scope": "row"}, text(cell)) for cell in cells[:1])
    rest = (
        tag("td", {"data-column": column}, text(cell))
        for column, cell in zip(columns[1:], cells[1:], strict=True)
    )
    return tag("tr", {}, *head, *rest)


def _button(button: Button, nonce: str) -> Html:
    name = f"{button.label}（{button.about}）" if button.about else False
    attributes: Attributes = {
        "type": "button",
        "class": _style(button.style),
        "aria-label": name,
        "data-action": button.action,
        "data-args": arguments(button.args),
        "data-nonce": nonce,
    }
    return tag("button", attributes, text(button.label))


def _style(style: ButtonStyle) -> str:
    match style:
        case ButtonStyle.DEFAULT:
            return "button"
        case ButtonStyle.PRIMARY:
            return "button button-primary"
        case ButtonStyle.DANGER:
            return "button button-danger"
        case _:
            assert_never(style)
