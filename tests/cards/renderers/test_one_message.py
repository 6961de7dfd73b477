"""What is told unasked, or changed in place, is one message whatever is in it, and says what it leaves out."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from cards import (
    case_alike,
    case_decision,
    case_publish,
    case_review_notice,
    case_selection,
    case_spread,
    case_withdraw,
    completion,
    delivery_report,
    forum_week,
    reminder,
    section_reminder,
    workspace_joined,
)
from cards.elements import Button, Card, Mention
from cards.renderers import html, plain_text, slack, teams
from cards.renderers.one_message import in_one_message
from domain.case_history import CaseDecision
from domain.case_selection import MOST_CASES, WORDS_LENGTH, Selection
from domain.improvement_case import TITLE_LENGTH, CaseState, Decision
from tests.cards.renderers.hostile import HOSTILE
from tests.largest_cases import filled, largest_case, largest_text

LETTERS = ("字", "😀", '"', "あ\n", "。", "<&", "𠮷", "葛\U000e0100")
"""Of one, two and more units; with and without an end of a sentence; that JSON escapes."""
MODULES = (
    *(case_alike, case_decision, case_publish, case_review_notice, case_selection, case_spread),
    *(case_withdraw, completion, delivery_report, forum_week, reminder, section_reminder),
    workspace_joined,
)
SENT: dict[str, Card] = {
    name: card
    for module in MODULES
    for name, card in module.EXAMPLES.items()
    if isinstance(card, Card)
}
LONGEST_OF_THE_ROSTER = 4_000


def posted(letter: str) -> Card:
    return case_publish.posted_card(largest_case(letter))


def selected(letter: str) -> Card:
    words = filled(letter, WORDS_LENGTH)
    cases = [largest_case(letter, number) for number in range(MOST_CASES)]
    chosen = Selection(cases[0].published_at.date(), tuple(c.id for c in cases), words, 1)
    return case_selection.selection_card(chosen, cases)


def suggested(letter: str) -> Card:
    """All of it is different from what was reported."""
    text = largest_text(letter)
    decision = CaseDecision(
        id=1,
        case_id=12,
        version=1,
        reviewer_id=2,
        step=CaseState.LEADER_REVIEW,
        decision=Decision.SUGGESTED,
        reason=filled(letter, 500),
        suggestion=largest_text(letter, "新しい"),
        at=case_spread.EXAMPLE_CASE.published_at,
    )
    case = replace(case_review_notice.EXAMPLE_CASE, text=text, state=CaseState.SENT_BACK)
    name = filled(letter, 40) + "さん"
    return case_decision.case_decision_card(case, decision, text=text, reviewer=name)


LARGEST: dict[str, tuple[Callable[[str], Card], str]] = {
    "投稿した事例": (posted, "くわしく見る"),
    "今月の改善事例": (selected, "くわしく見る"),
    "修正提案": (suggested, "これまでの経過"),
}


def pages(card: Card) -> tuple[int, int]:
    return len(slack.render(card)), len(teams.render(card))


def labels(card: Card) -> set[str]:
    return {
        button.label
        for element in card.elements
        for button in getattr(element, "buttons", ())
        if isinstance(button, Button)
    }


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("name", LARGEST)
def test_どの欄も上限まで書かれた事例が一通に収まる(name: str, letter: str) -> None:
    draw, onward = LARGEST[name]
    card = draw(letter)
    assert pages(card) == (1, 1)
    assert onward in labels(card)
    for drawn in (html.render(card), plain_text.render(card)):
        assert onward in drawn


def test_省いたことと続きの見かたを言い_題名とボタンは残る() -> None:
    card = posted("😀")
    read = plain_text.render(card)
    assert "…（続きは「くわしく見る」）" in read
    assert "😀" * TITLE_LENGTH in read
    assert {"参考になった", "うちでもやった", "くわしく見る"} <= labels(card)


def test_修正提案を縮めても_前の内容と新しい内容のどちらも見える() -> None:
    read = plain_text.render(suggested("字"))
    assert "− 字" in read
    assert "＋ 新しい字" in read


def test_一通に収まるカードは一字も変えない() -> None:
    for card in SENT.values():
        assert in_one_message(card) is card


def swollen(value: Any, text: str) -> Any:
    """Each text that comes from the office or from people as long as can be; the rest as it is."""
    if isinstance(value, Button):
        return replace(value, about=text)
    if isinstance(value, Mention):
        return value
    if isinstance(value, tuple):
        return tuple(swollen(each, text) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        return type(value)(**{name: swollen(each, text) for name, each in named.items()})
    return text if type(value) is str else value


@pytest.mark.parametrize("name", SENT)
def test_名簿の言葉がどれだけ長くても_送るものは一通に収まる(name: str) -> None:
    for letter in ("字", "😀"):
        elements = swollen(SENT[name].elements, letter * LONGEST_OF_THE_ROSTER)
        card = in_one_message(replace(SENT[name], elements=elements))
        assert pages(card) == (1, 1), name


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_困った文字は縮めても一通に収まる(text: str) -> None:
    card = posted(text if len(text) < 100 else text[:100])
    assert pages(card) == (1, 1)
