"""What a card says, to compare with what was drawn: without blanks and what no one sees."""

import re
from collections.abc import Callable, Iterator
from typing import Any, assert_never

from cards.charts import BarChart, ColumnChart, LineChart, month_words
from cards.elements import (
    Bullets,
    Buttons,
    Card,
    Divider,
    Element,
    Facts,
    Heading,
    Inline,
    Note,
    Paragraph,
    Progress,
    Quote,
    Table,
)
from cards.renderers.characters import visible
from cards.renderers.inlines import text_of

_UNCOUNTED = re.compile(r"[\s\u2060]")


def squeezed(text: str) -> str:
    return _UNCOUNTED.sub("", visible(text))


def said(card: Card, *, without: Callable[[Inline], bool]) -> Iterator[str]:
    """Each text of the card; ``without`` tells the inlines that the platform writes itself."""
    yield squeezed(card.title)
    for element in card.elements:
        yield from map(squeezed, _said(element, without))


def texts_below(value: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """The strings under ``keys``, in the order drawn. What a button carries along on Teams is not drawn."""
    if isinstance(value, dict):
        for key, child in value.items():
            if key == "data":
                continue
            if key in keys and isinstance(child, str):
                yield child
            else:
                yield from texts_below(child, keys)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from texts_below(child, keys)


def _said(  # noqa: C901 - one case an element
    element: Element, without: Callable[[Inline], bool]
) -> Iterator[str]:
    match element:
        case Heading():
            yield element.text
        case Paragraph() | Note():
            yield from (text_of(inline) for inline in element.inlines if not without(inline))
        case Quote():
            yield from (element.text, element.cite)
        case Bullets():
            inlines = (inline for item in element.items for inline in item)
            yield from (text_of(inline) for inline in inlines if not without(inline))
        case Facts():
            yield from (text for fact in element.facts for text in fact)
        case Progress():
            yield element.label
        case Table():
            yield from (element.caption, *element.columns)
            yield from (cell for row in element.rows for cell in row)
        case Buttons():
            yield from (button.label for button in element.buttons)
        case Divider():
            return
        case ColumnChart():
            yield from (element.title, *element.labels, *(row.name for row in element.rows))
        case BarChart():
            yield from (
                element.title,
                *(bar.label for bar in element.bars),
                element.note.strip("。"),
            )
        case LineChart():
            yield element.title
            yield from (month_words(point.day) for point in element.lines[0].points[-1:])
        case _:
            assert_never(element)
