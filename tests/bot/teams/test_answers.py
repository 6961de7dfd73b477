"""Every card and form, in every way in which Teams can be answered."""

import pytest

from bot.preview.examples import examples
from bot.teams import answers
from bot.teams.answers import Answer
from bot.teams.attachments import card_message
from cards.elements import Card, Form
from handlers.reply import Nothing, OpenForm, RejectFields, Reply, Update, show
from tests.peers.teams.rules import broken_in_message, broken_in_response

EXAMPLES = {f"{example.file} {example.name}": example.shown for example in examples()}


def replies(shown: Card | Form) -> tuple[Reply, ...]:
    if isinstance(shown, Form):
        return OpenForm(shown), RejectFields(shown)
    return show(shown), Update(shown), Update(shown, then=(shown,))


def slips(answer: Answer, name: str) -> list[str]:
    posted = filter(None, (answer.replaces, *answer.posts))
    return [
        *(slip for card in posted for slip in broken_in_message(card_message(card, bot_id="28:x"))),
        *broken_in_response(name, answer.response),
    ]


@pytest.mark.parametrize("title", EXAMPLES)
def test_どの例もTeamsのどの答え方でも規則どおり(title: str) -> None:
    for reply in replies(EXAMPLES[title]):
        assert slips(answers.in_chat(reply), "") == []
        for private in (True, False):
            on_card = answers.on_card(reply, is_private=private)
            assert slips(on_card, "adaptiveCard/action") == []
        for was_form in (True, False):
            in_dialog = answers.in_dialog(reply, was_form=was_form)
            assert slips(in_dialog, "task/submit") == []


def test_すでに答えたものには何も送らない() -> None:
    assert answers.in_chat(Nothing()) == Answer()
    assert answers.in_dialog(Nothing(), was_form=False) == Answer()
    again = answers.on_card(Nothing(), is_private=True)
    assert slips(again, "adaptiveCard/action") == []
    assert again.posts == ()
