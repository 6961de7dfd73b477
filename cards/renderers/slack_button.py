"""Buttons on Slack. What they carry is in ``value``: action, args and nonce as JSON."""

from collections.abc import Iterator
from typing import assert_never

from cards.elements import Button, ButtonStyle
from cards.renderers.callback import callback_json
from cards.renderers.characters import shortened
from cards.renderers.limits import SLACK
from cards.renderers.other_ways import spoken
from cards.renderers.paging import paged
from cards.renderers.slack_blocks import Block, plain_text, written_size

OPENS_FORM = "form:"
"""Begins the ``action_id`` of a button that opens a form: the modal has to be there before its
handler is asked, since Slack's trigger lives for three seconds.
"""


def button_rows(
    buttons: tuple[Button, ...], *, nonce: str, numbers: Iterator[int]
) -> Iterator[Block]:
    """ValueError: a button's args are longer than Slack's ``value`` allows."""
    rows = paged(
        (_button(button, nonce, next(numbers)) for button in buttons),
        weigh=written_size,
        heaviest=SLACK.list_json,
        most=SLACK.actions_in_a_row,
    )
    return ({"type": "actions", "elements": list(row)} for row in rows)


def _button(button: Button, nonce: str, number: int) -> Block:
    value = callback_json(button.action, button.args, nonce, limit=SLACK.button_value)
    return {
        "type": "button",
        # The number makes it unique in the message; the edge reads the action from ``value``.
        "action_id": f"{OPENS_FORM if button.opens_form else ''}{button.action}#{number}",
        "text": plain_text(button.label, SLACK.button_text),
        "value": value,
        **_style(button.style),
        **_spoken(button),
    }


def _style(style: ButtonStyle) -> Block:
    match style:
        case ButtonStyle.DEFAULT:
            return {}
        case ButtonStyle.PRIMARY | ButtonStyle.DANGER:
            return {"style": style.value}
        case _:
            assert_never(style)


def _spoken(button: Button) -> Block:
    words = spoken(button)
    return {"accessibility_label": shortened(words, SLACK.accessibility_label)} if words else {}
