"""The elements that our Teams renderer emits, drawn as HTML; others become an error box."""

import re
from collections.abc import Iterable
from typing import Any

from bot.preview.frame import unknown
from cards.renderers.html_tags import Attributes, Html, join, tag, text, void

Block = dict[str, Any]

_AT = re.compile("<at>(.*?)</at>")
_LOOKS = ("size", "weight", "color", "isSubtle", "underline")
_PLACES = ("style", "spacing", "separator")


def element(drawn: Block) -> Html:
    match drawn:
        case {"type": "RichTextBlock", "inlines": inlines}:
            return tag("p", _classes(drawn, _PLACES), *map(_run, inlines))
        case {"type": "TextBlock", "text": str(said)}:
            return tag("p", _classes(drawn, (*_LOOKS, *_PLACES)), *_with_people(said))
        case {"type": "Container", "items": items}:
            return tag("div", _classes(drawn, _PLACES), *map(element, items))
        case {"type": "ColumnSet", "columns": columns}:
            return tag("div", _classes(drawn, _PLACES), *map(_column, columns))
        case {"type": "Table", "rows": rows}:
            return _table(drawn, rows)
        case {"type": "ActionSet", "actions": buttons}:
            return tag("div", _classes(drawn, _PLACES), actions(buttons))
        case {"type": "Input.Text" | "Input.Date" | "Input.ChoiceSet"}:
            return _input(drawn)
        case {"type": str(kind), "fallback": fallback} if kind.startswith("Chart."):
            # What a client draws that has no charts; Teams' own are its own business.
            return element(fallback)
        case _:
            return unknown(drawn)


def actions(buttons: Iterable[Block]) -> Html:
    return tag("div", {"class": "teams-actions"}, *map(_button, buttons))


def _classes(drawn: Block, properties: Iterable[str]) -> Attributes:
    """``teams-columnset teams-spacing-small``: the type, then each property that is set."""
    kind = drawn["type"].replace(".", "-")
    looks = [f"{name}-{drawn[name]}" for name in properties if name in drawn]
    return {"class": " ".join(f"teams-{name}".lower() for name in (kind, *looks))}


def _run(run: Block) -> Html:
    match run:
        case {"type": "TextRun", "selectAction": {"type": "Action.OpenUrl", "url": str(url)}}:
            link = {"href": url, "rel": "noreferrer"}
            return tag("a", {**link, **_classes(run, _LOOKS)}, text(run["text"]))
        case {"type": "TextRun", "text": str(said)}:
            return tag("span", _classes(run, _LOOKS), text(said))
        case _:
            return unknown(run)


def _with_people(said: str) -> Iterable[Html]:
    """The words between the people called: every second part is a name."""
    for number, part in enumerate(_AT.split(said)):
        yield tag("span", {"class": "teams-person"}, text(part)) if number % 2 else text(part)


def _column(column: Block) -> Html:
    match column:
        case {"type": "Column", "width": int(width), "items": items}:
            height = f"; min-height: {column['minHeight']}" if "minHeight" in column else ""
            place = {"style": f"flex: {width} 1 0{height}"}
            return tag("div", {**_classes(column, _PLACES), **place}, *map(element, items))
        case _:
            return unknown(column)


def _table(table: Block, rows: list[Block]) -> Html:
    heads = 1 if table.get("firstRowAsHeader") else 0
    drawn = (_row(row, "th" if number < heads else "td") for number, row in enumerate(rows))
    return tag("div", _classes(table, _PLACES), tag("table", {}, *drawn))


def _row(row: Block, kind: str) -> Html:
    cells = (tag(kind, {}, *map(element, cell["items"])) for cell in row["cells"])
    return tag("tr", {}, *cells)


def _button(action: Block) -> Html:
    match action:
        case {"type": "Action.Execute" | "Action.Submit", "title": str(title)}:
            attributes: Attributes = {
                "type": "button",
                "class": f"teams-action teams-action-{action.get('style', 'default')}",
                "title": action.get("tooltip", False),
            }
            return tag("button", attributes, text(title))
        case _:
            return unknown(action)


def _input(drawn: Block) -> Html:
    star = tag("span", {"class": "teams-star"}, text(" *")) if drawn["isRequired"] else Html("")
    label = tag("span", {"class": "teams-label"}, text(drawn["label"]), star)
    return tag("label", {"class": "teams-input"}, label, _control(drawn))


def _control(drawn: Block) -> Html:
    match drawn:
        case {"type": "Input.Text", "isMultiline": True}:
            return tag("textarea", {"rows": 4}, text(drawn["value"]))
        case {"type": "Input.Text"}:
            return void("input", {"value": drawn["value"]})
        case {"type": "Input.Date"}:
            days = {name: drawn.get(name, False) for name in ("value", "min", "max")}
            return void("input", {"type": "date", **days})
        case {"type": "Input.ChoiceSet", "style": "compact"}:
            nothing = tag("option", {}, text(drawn["placeholder"]))
            return tag("select", {}, nothing, join(_options(drawn)))
        case _:
            return unknown(drawn)


def _options(drawn: Block) -> Iterable[Html]:
    for choice in drawn["choices"]:
        selected = choice["value"] == drawn["value"]
        yield tag("option", {"selected": selected}, text(choice["title"]))
