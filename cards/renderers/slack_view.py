"""Slack: cards as views, where there is no message to put them into."""

from collections.abc import Iterator
from itertools import count

from cards.elements import Card, Heading
from cards.renderers.limits import SLACK
from cards.renderers.slack_blocks import Block, plain_text
from cards.renderers.slack_elements import element_blocks
from cards.renderers.slack_table import without_tables


def waiting() -> Block:
    """A modal that stands open while its form is made: Slack's trigger does not wait for us."""
    return _modal("お待ちください", [_section("準備しています…")])


def showing(cards: tuple[Card, ...]) -> Block | None:
    """Cards to read in a modal, one below the other; None where they do not fit into one."""
    blocks = list(_one_below_the_other(cards))
    if len(blocks) > SLACK.view_blocks:
        return None
    title = cards[0].title if cards else "完了しました"
    return _modal(title, blocks or [_section("完了しました。")])


def sent_elsewhere() -> Block:
    """In place of cards that do not fit."""
    return _modal("お送りしました", [_section("長いので、ダイレクトメッセージにお送りしました。")])


def _one_below_the_other(cards: tuple[Card, ...]) -> Iterator[Block]:
    numbers = count(1)
    for place, card in enumerate(cards):
        heading = (Heading(card.title),) if place else ()
        elements = without_tables((*heading, *card.elements))
        yield from element_blocks(elements, nonce=card.nonce, numbers=numbers)


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
