"""An example as the web console shows it."""

from typing import assert_never

from bot.preview.examples import Example
from cards.elements import Card, Form
from cards.renderers import html
from cards.renderers.html_form import render_form
from cards.renderers.html_tags import Attributes, Html, tag


def draw(example: Example, number: int) -> Html:
    id_prefix = f"drawn-{number}"
    match example.shown:
        case Card() as card:
            return html.render(card, id_prefix=id_prefix)
        case Form() as form:
            dialog: Attributes = {"open": True, "aria-labelledby": f"{id_prefix}-title"}
            return tag("dialog", dialog, render_form(form, id_prefix=id_prefix))
        case _:
            assert_never(example.shown)
