"""Slack: cards as views, where there is no message to put them into."""

from cards.elements import Buttons, Card, Element, Heading
from cards.renderers.limits import SLACK
from cards.renderers.slack_blocks import Block, plain_text
from cards.renderers.slack_elements import element_blocks
from cards.renderers.slack_table import without_tables


def waiting() -> Block:
    """A modal that stands open while its form is made: Slack's trigger does not wait for us."""
    return _modal("お待ちください", [_section("準備しています…")])


def showing(cards: tuple[Card, ...]) -> Block:
    """Cards to read in a modal. Their buttons are left out: in a modal they lead nowhere."""
    title = cards[0].title if cards else "完了しました"
    elements: list[Element] = []
    for number, card in enumerate(cards):
        elements += [Heading(card.title)] if number else []
        elements += [each for each in card.elements if not isinstance(each, Buttons)]
    blocks = list(element_blocks(without_tables(tuple(elements)), nonce=""))
    return _modal(title, blocks[: SLACK.view_blocks] or [_section("完了しました。")])


def home(card: Card) -> Block:
    """The Home tab. What does not fit is left to the card's own buttons."""
    blocks = element_blocks(without_tables((Heading(card.title), *card.elements)), nonce=card.nonce)
    return {"type": "home", "blocks": list(blocks)[: SLACK.view_blocks]}


def _modal(title: str, blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "title": plain_text(title, SLACK.view_title),
        "close": plain_text("閉じる", SLACK.view_title),
        "blocks": blocks,
    }


def _section(words: str) -> Block:
    return {"type": "section", "text": plain_text(words, SLACK.input_label)}
