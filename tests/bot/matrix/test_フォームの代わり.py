"""A card in place of the form that a button promises: the training has gone meanwhile."""

from dataclasses import dataclass

import pytest

from cards.elements import Button, Buttons, Card
from handlers.reply import Incoming, Pressed, Reply, show
from tests.bot.matrix.platforms import PLATFORMS, Behind
from tests.bot.matrix.test_カードの見本 import EXAMPLES, Answers, answers, labels

__all__ = ["answers"]
OPENING = Card("研修", (Buttons((Button("報告する", "completion.open", opens_form=True),)),))


@dataclass
class Instead:
    """In place of the form that the button promises, a card (the training has gone meanwhile)."""

    card: Card

    async def respond(self, incoming: Incoming) -> Reply:
        return show(self.card if isinstance(incoming.body, Pressed) else OPENING)


@pytest.mark.parametrize("platform", ["Slack", "Teams"])
async def test_フォームの代わりのカードもボタンを失わない(
    answers: tuple[Answers, Behind], platform: str
) -> None:
    card = EXAMPLES["cards/trouble.py「断り」"].shown
    assert isinstance(card, Card)
    behind = Behind(
        Instead(card).respond, answers[1].database, answers[1].organization, answers[1].clock
    )
    async with PLATFORMS[platform](behind) as sits_down:
        chat = sits_down("ichikawa.haruka")
        await chat.says("はい")
        before = chat.screen()
        await chat.presses("報告する")
        new = [shown for key, shown in chat.screen().items() if key not in before]
    assert [label for shown in new for label in shown.buttons] == list(labels(card))
