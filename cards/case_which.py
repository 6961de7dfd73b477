"""「参考になった」 typed after several cases: of which of them; and the button of what words do not do."""

from collections.abc import Sequence
from dataclasses import replace

from cards.case import EXAMPLE, EXAMPLE_SHORT
from cards.case_spread import spread_buttons
from cards.elements import Button, Buttons, Card, note, paragraph

SHOWN = 10


def which_case_card(buttons: Sequence[tuple[str, Button]], *, nonce: str) -> Card:
    """The name of each case, 「事例12」, and what is to be done with it; a case without a name by what
    its button says.
    """
    line = "どの事例のことですか。"
    shown = tuple(replace(button, label=name or button.label) for name, button in buttons[:SHOWN])
    left = len(buttons) - len(shown)
    more = (
        (note(f"ほかに{left}件あります。事例のカードのボタンを押してください。"),) if left else ()
    )
    return Card(
        "どの事例ですか", (paragraph(line), Buttons(shown), *more), summary=line, nonce=nonce
    )


def press_to_open_card(button: Button, *, nonce: str) -> Card:
    """Said in words, where only a button can open its form."""
    line = f"「{button.label}」の画面は、このボタンから開きます。"
    opening = replace(button, opens_form=True)
    return Card(button.label, (paragraph(line), Buttons((opening,))), summary=line, nonce=nonce)


def press_to_do_card(button: Button, *, nonce: str) -> Card:
    """Said in words, where only the button itself does it."""
    line = f"「{button.about or button.label}」は、ボタンを押したときだけ行います。まだ何も変わっていません。"
    return Card(button.label, (paragraph(line), Buttons((button,))), summary=line, nonce=nonce)


EXAMPLES = {
    "ボタンだけで行うこと": press_to_do_card(
        Button("承認する", "case.approve", {"case": "12"}, about="事例12を承認する"), nonce="n1"
    ),
    "ボタンから開く画面": press_to_open_card(spread_buttons(EXAMPLE)[1], nonce="n1"),
    "どの事例か": which_case_card(
        [(case.name, spread_buttons(case)[0]) for case in (EXAMPLE, EXAMPLE_SHORT)], nonce="n1"
    ),
}
