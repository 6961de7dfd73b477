"""The blocks that our Slack renderer emits, drawn as HTML; anything else becomes an error box."""

from typing import Any

from bot.preview.frame import unknown
from cards.renderers.html_tags import Attributes, Html, join, tag, text, void

Block = dict[str, Any]


def block(drawn: Block) -> Html:
    match drawn:
        case {"type": "header", "text": words}:
            return tag("p", {"class": "slack-header"}, plain(words))
        case {"type": "rich_text", "elements": elements}:
            return tag("div", {"class": "slack-rich"}, *map(_rich, elements))
        case {"type": "context", "elements": elements}:
            return tag("p", {"class": "slack-context"}, *map(plain, elements))
        case {"type": "divider"}:
            return void("hr", {"class": "slack-divider"})
        case {"type": "actions", "elements": elements}:
            return tag("div", {"class": "slack-actions"}, *map(_button, elements))
        case {"type": "table", "rows": [head, *rows]}:
            return _table(head, rows)
        case {"type": "input"}:
            return _input(drawn)
        case _:
            return unknown(drawn)


def plain(words: Block) -> Html:
    """A text object. Our renderer never lets Slack read mrkdwn."""
    match words:
        case {"type": "plain_text", "text": str(said)}:
            return text(said)
        case _:
            return unknown(words)


def _rich(element: Block) -> Html:
    match element:
        case {"type": "rich_text_section", "elements": inlines}:
            return tag("p", {}, *map(_inline, inlines))
        case {"type": "rich_text_quote", "elements": inlines}:
            return tag("blockquote", {"class": "slack-quote"}, *map(_inline, inlines))
        case {"type": "rich_text_list", "style": "bullet", "elements": items}:
            return tag("ul", {}, *(tag("li", {}, _rich(item)) for item in items))
        case _:
            return unknown(element)


def _inline(inline: Block) -> Html:
    match inline:
        case {"type": "text", "text": str(said), "style": {"bold": True}}:
            return tag("strong", {}, text(said))
        case {"type": "text", "text": str(said)}:
            return text(said)
        case {"type": "link", "url": str(url), "text": str(label)}:
            return tag("a", {"href": url, "rel": "noreferrer"}, text(label))
        case {"type": "user", "user_id": str(user)}:
            return tag("span", {"class": "slack-user"}, text(f"@{user}"))
        case _:
            return unknown(inline)


def _button(element: Block) -> Html:
    match element:
        case {"type": "button", "text": words}:
            style = f" slack-button-{element['style']}" if "style" in element else ""
            attributes: Attributes = {
                "type": "button",
                "class": f"slack-button{style}",
                "title": element.get("accessibility_label", False),
            }
            return tag("button", attributes, plain(words))
        case _:
            return unknown(element)


def _table(head: list[Block], rows: list[list[Block]]) -> Html:
    top = tag("tr", {}, *(tag("th", {"scope": "col"}, _cell(cell)) for cell in head))
    body = (tag("tr", {}, *(tag("td", {}, _cell(cell)) for cell in row)) for row in rows)
    return tag("div", {"class": "slack-table"}, tag("table", {}, top, *body))


def _cell(cell: Block) -> Html:
    match cell:
        case {"type": "raw_text", "text": str(said)}:
            return text(said)
        case {"type": "rich_text"}:
            return block(cell)
        case _:
            return unknown(cell)


def _input(drawn: Block) -> Html:
    optional = text("（任意）") if drawn["optional"] else Html("")
    label = tag("span", {"class": "slack-label"}, plain(drawn["label"]), optional)
    hint = drawn.get("hint")
    below = tag("span", {"class": "slack-hint"}, plain(hint)) if hint else Html("")
    return tag("label", {"class": "slack-input"}, label, _input_element(drawn["element"]), below)


def _input_element(element: Block) -> Html:
    match element:
        case {"type": "plain_text_input", "multiline": True}:
            return tag("textarea", {"rows": 4}, text(element.get("initial_value", "")))
        case {"type": "plain_text_input"}:
            return void("input", {"value": element.get("initial_value", "")})
        case {"type": "datepicker"}:
            return void("input", {"type": "date", "value": element.get("initial_date", "")})
        case {"type": "static_select", "placeholder": placeholder}:
            nothing = tag("option", {}, plain(placeholder))
            return tag("select", {}, nothing, _choices(element))
        case _:
            return unknown(element)


def _choices(select: Block) -> Html:
    chosen = select.get("initial_option", {}).get("value")
    if "option_groups" in select:
        return join(
            tag("optgroup", {"label": group["label"]["text"]}, *_options(group["options"], chosen))
            for group in select["option_groups"]
        )
    return join(_options(select["options"], chosen))


def _options(options: list[Block], chosen: str | None) -> list[Html]:
    return [
        tag("option", {"selected": option["value"] == chosen}, plain(option["text"]), _more(option))
        for option in options
    ]


def _more(option: Block) -> Html:
    return plain(option["description"]) if "description" in option else Html("")
