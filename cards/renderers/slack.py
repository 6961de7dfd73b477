"""Slack: a card as Block Kit messages."""

from collections.abc import Iterator

from cards.elements import Bold, Card
from cards.renderers.characters import one_line, shortened, size
from cards.renderers.limits import SLACK
from cards.renderers.paging import page_number, paged
from cards.renderers.slack_blocks import Block, header, written_size
from cards.renderers.slack_elements import element_blocks, paragraph
from cards.renderers.slack_table import is_table, with_one_table

_HEADER_JSON = 400
"""What the title takes of a message, at most."""


def render(card: Card) -> tuple[Block, ...]:
    """Messages for ``chat.postMessage``: ``text`` (notification) and ``blocks``, in order."""
    pages = paged(
        (*_long_title(card), *element_blocks(with_one_table(card.elements), nonce=card.nonce)),
        weigh=written_size,
        heaviest=SLACK.message_json - _HEADER_JSON,
        most=SLACK.message_blocks - 1,
        is_single=is_table,
    ) or ((),)
    return tuple(
        _message(card, page_number(number, len(pages)), blocks)
        for number, blocks in enumerate(pages, start=1)
    )


def _message(card: Card, page: str, blocks: tuple[Block, ...]) -> Block:
    title = one_line(card.title)
    heads = [header(_numbered(title, page), SLACK.header_text)] if title or page else []
    return {"text": _notification(card, page), "blocks": [*heads, *blocks]}


def _numbered(title: str, page: str) -> str:
    return shortened(title, SLACK.header_text - size(page)) + page


def _long_title(card: Card) -> Iterator[Block]:
    """A title that no header holds stands below it in full."""
    room = SLACK.header_text - size(page_number(99, 99))
    if size(one_line(card.title)) > room:
        yield from paragraph((Bold(one_line(card.title)),))


def _notification(card: Card, page: str) -> str:
    """mrkdwn is read here: the three characters with power are escaped as Slack documents it.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    words = one_line(card.summary) or one_line(card.title) or "お知らせ"
    text = shortened(words, SLACK.notification_text - size(page)) + page
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
