"""People called on Teams.

A mention is an ``<at>`` in a ``TextBlock`` and an entity with the same words; no ``TextRun`` takes
one. So the name stands in its sentence as text, and one line of ours below the title calls them.
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
"""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from cards.charts import BarChart, ColumnChart, LineChart
from cards.elements import (
    Bullets,
    Buttons,
    Divider,
    Element,
    Facts,
    Heading,
    Inline,
    Mention,
    Note,
    Paragraph,
    Progress,
    Quote,
    Table,
)
from cards.renderers.characters import one_line, shortened
from cards.renderers.limits import TEAMS
from cards.renderers.teams_blocks import Block

_MEMBER = re.compile(
    r"(29:|8:orgid:)[\w.:-]{1,200}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)
_MARKUP = re.compile(r"[^\w 　・]|_")
"""A ``TextBlock`` reads Markdown: in the line that calls, a name keeps letters and blanks."""


def called(elements: Iterable[Element]) -> tuple[Mention, ...]:
    """Everybody with an id of Teams, once. Any other id is left out: Teams then mixes them up."""
    inlines = (inline for element in elements for inline in _inlines(element))
    people = {
        inline.platform_id: inline
        for inline in inlines
        if isinstance(inline, Mention) and _MEMBER.fullmatch(inline.platform_id or "")
    }
    return tuple(people.values())[: TEAMS.people_called]


def calling_lines(mentions: tuple[Mention, ...]) -> Iterator[Block]:
    words = " ".join(_at(mention, number) for number, mention in enumerate(mentions, start=1))
    if words:
        yield {"type": "TextBlock", "text": f"宛先: {words}", "wrap": True, "size": "Small"}


def entities(mentions: tuple[Mention, ...]) -> list[Block]:
    return [
        {
            "type": "mention",
            "text": _at(mention, number),
            "mentioned": {"id": mention.platform_id, "name": _name(mention)},
        }
        for number, mention in enumerate(mentions, start=1)
    ]


def _at(mention: Mention, number: int) -> str:
    """The number tells two people of one name apart."""
    return f"<at>{_MARKUP.sub('', _name(mention)).strip()} {number}</at>"


def _name(mention: Mention) -> str:
    return shortened(one_line(mention.name), TEAMS.name)


def _inlines(element: Element) -> Iterator[Inline]:
    match element:
        case Paragraph() | Note():
            yield from element.inlines
        case Bullets():
            yield from (inline for item in element.items for inline in item)
        case Heading() | Quote() | Facts() | Progress() | Table() | Divider() | Buttons():
            return
        case ColumnChart() | BarChart() | LineChart():
            return
        case _:
            assert_never(element)
