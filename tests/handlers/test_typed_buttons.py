"""Of each button of a case or of a week's digest it is decided what its words do."""

from importlib import import_module
from pathlib import Path

import pytest

import cards
from cards.elements import Button, Buttons, Card
from domain.dialogue import Place
from handlers.case_said import case_button_said
from handlers.last_answers import LastAnswer, LastAnswers, ShownButton
from handlers.reply import show
from handlers.routes import ACTIONS
from handlers.typed_buttons import TYPED, Acts, ShowsButton, as_typed, is_by_button_alone
from tests.city import NOW

ME = (1, 1, Place.PRIVATE)
GOES_OUT = {
    *("case.submit", "case.take_suggestion", "case.approve", "case.restore"),
    *("case.post_selection", "case.establish"),
}
CANNOT_BE_TAKEN_BACK = {"case.discard", "case.remove_file"}
LOOKED_AT_FIRST = {"digest.publish", "digest.remake", "digest.withdraw"}


def test_事例とまとめのボタンはどれも打った言葉でしてよいかが決まっている() -> None:
    known = {action for action in ACTIONS if action.startswith(("case.", "digest."))}
    assert TYPED.keys() == known
    alone = {action for action, how in TYPED.items() if how == ShowsButton()}
    assert alone == GOES_OUT | CANNOT_BE_TAKEN_BACK
    assert {action for action, how in TYPED.items() if how != Acts()} == alone | LOOKED_AT_FIRST


def test_打った言葉はいつもしてよいことだけをし_決まっていないことはしない() -> None:
    for action in ("case.brand_new", *TYPED):
        typed = as_typed(ShownButton(Button("名前", action), nonce="")).button.action
        assert is_by_button_alone(typed) or TYPED[typed] == Acts()
    assert is_by_button_alone("case.brand_new")


def after(card: Card) -> LastAnswer:
    answers = LastAnswers()
    answers.shown(show(card), ME, now=NOW)
    return answers.of(ME, now=NOW)


def buttons_of(card: Card) -> list[Button]:
    return [b for each in card.elements if isinstance(each, Buttons) for b in each.buttons]


CARDS = [
    pytest.param(card, id=f"{path.stem}-{name}")
    for path in sorted(Path(cards.__file__).parent.glob("*.py"))
    for name, card in getattr(import_module(f"cards.{path.stem}"), "EXAMPLES", {}).items()
    if isinstance(card, Card) and any(b.action.startswith("case.") for b in buttons_of(card))
]


@pytest.mark.parametrize("card", CARDS)
def test_事例のボタンはどれも打てばそのボタンのことかどれかを聞かれる(card: Card) -> None:
    last = after(card)
    assert last.case_buttons
    for shown in last.case_buttons:
        button = shown.button
        meant = case_button_said(f"「{button.label}」。", last)
        if isinstance(meant, Card):
            asked = [(each.action, each.args) for each in buttons_of(meant)]
            assert (button.action, button.args) in asked
            assert len(asked) == len({each.label for each in buttons_of(meant)}) > 1
        else:
            assert meant is not None
            assert (meant.button.action, meant.button.args) == (button.action, button.args)


@pytest.mark.parametrize("card", CARDS)
def test_ボタンだけのことは何のことかも言う(card: Card) -> None:
    alone = [b for b in buttons_of(card) if is_by_button_alone(b.action)]
    assert [b.label for b in alone if b.action in TYPED and not b.about] == []
