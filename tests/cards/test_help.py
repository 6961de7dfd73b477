"""The card of what the bot does."""

from cards.elements import Buttons
from cards.help import help_card, out_of_scope_card
from cards.renderers import plain_text


def test_使い方のボタンはどれも一度だけ並び事例は探せて書き出せる() -> None:
    card = help_card(waiting_at_desk=2, reviews_cases=True)
    groups = [element for element in card.elements if isinstance(element, Buttons)]
    actions = [button.action for group in groups for button in group.buttons]
    assert len(set(actions)) == len(actions)
    assert {"case.find", "case.export"} <= set(actions)


def test_答えられないときも改善事例と課題ができることを言う() -> None:
    said = plain_text.render(out_of_scope_card())
    assert "改善事例、課題" in said
