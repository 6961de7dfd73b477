"""An example as Slack would show what our renderer gives it."""

from typing import assert_never

from bot.preview.examples import Example
from bot.preview.frame import json_below
from bot.preview.slack_drawing import Block, block, plain
from cards.elements import Card, Form
from cards.renderers import slack
from cards.renderers.html_tags import Html, join, tag, text
from cards.renderers.slack_form import render_form


def draw(example: Example, _number: int) -> Html:
    match example.shown:
        case Card() as card:
            messages = slack.render(card)
            return join((*map(message, messages), json_below(messages)))
        case Form() as form:
            view = render_form(form)
            return join((modal(view), json_below(view)))
        case _:
            assert_never(example.shown)


def message(sent: Block) -> Html:
    """A message, and the line that stands in its notification."""
    app = tag("p", {"class": "slack-app"}, text("かけはし"), tag("span", {}, text("アプリ")))
    mark = tag("span", {"class": "slack-mark", "aria-hidden": "true"}, text("橋"))
    said = tag("div", {"class": "slack-blocks"}, app, *map(block, sent["blocks"]))
    notified = tag("p", {"class": "preview-spoken"}, text(f"通知の文：{_unescaped(sent['text'])}"))
    return tag("div", {}, tag("div", {"class": "slack-message"}, mark, said), notified)


def modal(view: Block) -> Html:
    close = tag("button", {"type": "button", "class": "slack-button"}, plain(view["close"]))
    primary = {"type": "button", "class": "slack-button slack-button-primary"}
    return tag(
        "div",
        {"class": "slack-modal"},
        tag("p", {"class": "slack-modal-title"}, plain(view["title"])),
        tag("div", {"class": "slack-blocks"}, *map(block, view["blocks"])),
        tag(
            "div",
            {"class": "slack-modal-foot"},
            close,
            tag("button", primary, plain(view["submit"])),
        ),
    )


def _unescaped(mrkdwn: str) -> str:
    return mrkdwn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
