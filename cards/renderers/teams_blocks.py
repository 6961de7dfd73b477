"""Adaptive Cards' own vocabulary, as dicts. User text only ever stands in a ``TextRun``.

``TextBlock``, ``FactSet`` and ``errorMessage`` read Markdown; a ``TextRun`` does not, but even
there ``{{DATE(…)}}`` is computed and ``<at>`` may name somebody: ``literal`` takes their power.
https://adaptivecards.io/explorer/RichTextBlock.html
"""

import re
from typing import Any, assert_never

from cards.elements import Bold, Inline, Link, Mention, Text
from cards.renderers.characters import visible
from cards.renderers.paging import compact_json

Block = dict[str, Any]
"""JSON as Teams takes it; its shape differs by ``type``."""

_POWERFUL = re.compile(r"\{(?=\{\s*(?:DATE|TIME))|<(?=\s*/?\s*at\b)|\$(?=\{)", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def literal(text: str) -> str:
    """The same to the eye: an invisible character parts what a client would compute."""
    return _POWERFUL.sub(lambda found: found[0] + _WORD_JOINER, visible(text))


def rich_text(inlines: tuple[Inline, ...], **look: str | bool) -> Block:
    """``look`` applies to every run: ``size``, ``color``, ``isSubtle``, ``weight``."""
    return {"type": "RichTextBlock", "inlines": [_run(inline, look) for inline in inlines]}


def written_size(block: Block) -> int:
    """Bytes of its compact JSON."""
    return len(compact_json(block).encode()) + 1


def _run(inline: Inline, look: dict[str, str | bool]) -> Block:
    match inline:
        case Text():
            return _text_run(inline.text) | look
        case Bold():
            return _text_run(inline.text) | look | {"weight": "Bolder"}
        case Link():
            opened = {"type": "Action.OpenUrl", "url": inline.url}
            return _text_run(inline.label) | look | {"underline": True, "selectAction": opened}
        case Mention():
            return _text_run(inline.name) | look
        case _:
            assert_never(inline)


def _text_run(text: str) -> Block:
    return {"type": "TextRun", "text": literal(text)}
