"""Buttons on Teams: ``Action.Execute``, and ``Action.Submit`` with the same data where a client
knows only that. ``data`` carries action, args and nonce.

https://adaptivecards.io/explorer/Action.Execute.html
"""

from collections.abc import Iterator
from typing import assert_never

from cards.elements import Button, ButtonStyle
from cards.renderers.callback import callback
from cards.renderers.characters import one_line, or_dash, shortened
from cards.renderers.column_width import width
from cards.renderers.limits import TEAMS
from cards.renderers.other_ways import spoken
from cards.renderers.paging import paged
from cards.renderers.teams_blocks import Block, written_size


def button_sets(buttons: tuple[Button, ...], *, nonce: str) -> Iterator[Block]:
    """ValueError: a button's args are longer than Slack would allow."""
    for row in paged(
        buttons, weigh=_cells, heaviest=TEAMS.action_row_cells, most=TEAMS.actions_in_a_set
    ):
        drawn = (_button(button, nonce) for button in row)
        for actions in paged(drawn, weigh=written_size, heaviest=TEAMS.container_bytes):
            yield {"type": "ActionSet", "actions": list(actions)}


def action_look(label: str, style: ButtonStyle, tooltip: str = "") -> Block:
    return {
        "title": or_dash(shortened(one_line(label), TEAMS.action_title)),
        **({"tooltip": shortened(tooltip, TEAMS.tooltip)} if tooltip else {}),
        **_style(style),
    }


def _cells(button: Button) -> int:
    return width(one_line(button.label)) + TEAMS.action_frame_cells


def _button(button: Button, nonce: str) -> Block:
    look = action_look(button.label, button.style, spoken(button))
    data = callback(button.action, button.args, nonce, limit=TEAMS.action_data)
    if button.opens_form:
        # A dialog opens from Action.Submit only (task/fetch), on every client.
        return {"type": "Action.Submit", **look, "data": {**data, "msteams": _OPENS_DIALOG}}
    return {
        "type": "Action.Execute",
        **look,
        "verb": button.action,
        "data": data,
        "fallback": {"type": "Action.Submit", **look, "data": data},
    }


_OPENS_DIALOG = {"type": "task/fetch"}


def _style(style: ButtonStyle) -> Block:
    match style:
        case ButtonStyle.DEFAULT:
            return {}
        case ButtonStyle.PRIMARY:
            return {"style": "positive"}
        case ButtonStyle.DANGER:
            return {"style": "destructive"}
        case _:
            assert_never(style)
