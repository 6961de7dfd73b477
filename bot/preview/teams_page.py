"""An example as Teams would show what our renderer gives it."""

from typing import assert_never

from bot.preview.examples import Example
from bot.preview.frame import json_below
from bot.preview.teams_drawing import Block, actions, element
from cards.elements import Card, Form
from cards.renderers import teams
from cards.renderers.html_tags import Html, join, tag, text
from cards.renderers.teams_form import render_form


def draw(example: Example, _number: int) -> Html:
    match example.shown:
        case Card() as card:
            drawn = teams.render(card)
            return join((*map(adaptive_card, drawn), json_below(drawn)))
        case Form() as form:
            dialog = render_form(form)
            return join((adaptive_card(dialog), json_below(dialog)))
        case _:
            assert_never(example.shown)


def adaptive_card(card: Block) -> Html:
    """A card, and what a screen reader says of it first."""
    wide = " teams-card-wide" if card.get("msteams", {}).get("width") == "Full" else ""
    foot = actions(card["actions"]) if "actions" in card else Html("")
    drawn = tag("div", {"class": f"teams-card{wide}"}, *map(element, card["body"]), foot)
    spoken = tag("p", {"class": "preview-spoken"}, text(f"読み上げの文：{card['speak']}"))
    return tag("div", {}, drawn, spoken)
