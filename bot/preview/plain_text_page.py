"""An example as the terminal and a screen reader get it."""

from typing import assert_never

from bot.preview.examples import Example
from cards.elements import Card, Form
from cards.renderers import plain_text
from cards.renderers.html_tags import Html, tag, text


def draw(example: Example, _number: int) -> Html:
    return tag("pre", {"class": "preview-text"}, text(_written(example.shown)))


def _written(shown: Card | Form) -> str:
    match shown:
        case Card():
            return plain_text.render(shown)
        case Form():
            return plain_text.render_form(shown)
        case _:
            assert_never(shown)
