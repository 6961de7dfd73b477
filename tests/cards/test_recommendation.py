"""What is left to take is counted; what there is none of is not."""

from dataclasses import replace

import pytest

from cards import example_values
from cards.recommendation import next_training_card
from cards.renderers import plain_text
from domain.suggestion import Placement


@pytest.mark.parametrize(
    ("placement", "words"),
    [
        (Placement.SKILLS, "このあとに2件あります。"),
        (Placement.REQUIRED, "このあとに2件（うち必須2件）あります。"),
    ],
)
def test_あとの必須が0件なら0件とは書かない(placement: Placement, words: str) -> None:
    shown = example_values.RECOMMENDATION.next[:3]
    rest = (replace(shown[0], placement=placement),) * 2
    recommendation = replace(example_values.RECOMMENDATION, next=(*shown, *rest))
    card = next_training_card(recommendation, today=example_values.TODAY)
    assert words in plain_text.render(card)
