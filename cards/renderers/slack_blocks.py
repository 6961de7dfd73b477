"""Block Kit's own vocabulary, as dicts. User text only ever stands where no mrkdwn is read:

in rich text, whose text elements are literal, in ``raw_text`` cells and in ``plain_text`` objects
(with ``emoji`` off, so that ``:smile:`` stays what it is).
https://docs.slack.dev/reference/block-kit/blocks
"""

import re
from typing import Any, assert_never

from cards.elements import Bold, Inline, Link, Mention, Text
from cards.renderers.characters import one_line, or_dash, shortened, size
from cards.renderers.paging import compact_json

Block = dict[str, Any]
"""JSON as Slack takes it; its shape differs by ``type``."""

_MEMBER = re.compile(r"[UW][A-Z0-9]{2,}")


def plain_text(text: str, limit: int) -> Block:
    """One line of at most ``limit`` units; the caller shows a longer one in full elsewhere."""
    return {"type": "plain_text", "text": or_dash(shortened(one_line(text), limit)), "emoji": False}


def literal_text(text: str) -> Block:
    """Plain text with its line breaks; ``text`` is visible already and not blank."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(text: str, limit: int) -> Block:
    return {"type": "header", "text": plain_text(text, limit)}


def rich_text(element: Block) -> Block:
    return {"type": "rich_text", "elements": [element]}


def section(inlines: tuple[Inline, ...]) -> Block:
    return {"type": "rich_text_section", "elements": [_inline(inline) for inline in inlines]}


def quote(inlines: tuple[Inline, ...]) -> Block:
    return {"type": "rich_text_quote", "elements": [_inline(inline) for inline in inlines]}


def bullet_list(sections: tuple[Block, ...]) -> Block:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(sections)}


def context(text: Block) -> Block:
    return {"type": "context", "elements": [text]}


def written_size(block: Block) -> int:
    """Units of its compact JSON, in which Slack seems to count a message."""
    return size(compact_json(block)) + 1


def _inline(inline: Inline) -> Block:
    match inline:
        case Text():
            return {"type": "text", "text": inline.text}
        case Bold():
            return {"type": "text", "text": inline.text, "style": {"bold": True}}
        case Link():
            return {"type": "link", "url": inline.url, "text": inline.label}
        case Mention():
            return _mention(inline)
        case _:
            assert_never(inline)


def _mention(mention: Mention) -> Block:
    """The name alone where the id is not one of Slack's: one bad id would refuse the message."""
    if mention.platform_id and _MEMBER.fullmatch(mention.platform_id):
        return {"type": "user", "user_id": mention.platform_id}
    return {"type": "text", "text": mention.name}
