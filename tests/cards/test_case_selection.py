"""今月の改善事例: what each case saved, as the case's own card says it."""

from dataclasses import replace
from datetime import date

import pytest

from cards.case import EXAMPLE
from cards.case_selection import selection_card
from cards.elements import Facts
from domain.case_selection import Selection
from domain.improvement_case import Effect

SELECTION = Selection(date(2026, 11, 1), (EXAMPLE.id,), "", 1)


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (Effect(hours=24.5), "月24.5時間減"),
        (Effect(waiting=10), "待ち時間10分短縮"),
        (Effect(hours=1, cost=50_000), "月1時間減・年50,000円減"),
        (Effect(other="打ち間違いがなくなった"), "打ち間違いがなくなった"),
        (Effect(hours=1, other="あ" * 200), f"月1時間減・{'あ' * 94}…"),
        (Effect(), "未記入"),
    ],
)
def test_今月の改善事例は_時間でない効果も言う(effect: Effect, said: str) -> None:
    case = replace(EXAMPLE, text=replace(EXAMPLE.text, effect=effect))
    (facts,) = (
        each for each in selection_card(SELECTION, (case,)).elements if isinstance(each, Facts)
    )
    assert dict(facts.facts)["効果"] == said
