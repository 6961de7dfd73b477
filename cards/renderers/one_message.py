"""A card as one message: what is told unasked, or changed in place, has no room for a second one.

Slack and Teams are refused what is longer. Long texts are shortened then, and it says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from cards.charts import BarChart, ColumnChart, LineChart
from cards.elements import (
    Bold,
    Bullets,
    Buttons,
    Card,
    Divider,
    Element,
    Facts,
    Heading,
    Inline,
    Link,
    Mention,
    Note,
    Paragraph,
    Progress,
    Quote,
    Table,
    Text,
)
from cards.renderers import slack, teams
from cards.renderers.characters import shortened, size

_NARROWER = (1_000, 600, 350, 200, 100, 60, 30, 15)
"""UTF-16 units of one text, tried in turn."""
_TEXTS = 3
"""So many long texts one paragraph or item has room for."""


def in_one_message(card: Card, *, onward: str = "") -> Card:
    """The card itself where it fits. ``onward``: the label of its button that shows all."""
    narrower = card
    for units in _NARROWER:
        if is_one_message(narrower):
            break
        narrower = _narrowed(card, _Room(units, f"（続きは「{onward}」）" if onward else ""))
    return narrower


def is_one_message(card: Card) -> bool:
    """On every platform."""
    return len(slack.render(card)) == len(teams.render(card)) == 1


@dataclass(frozen=True, slots=True)
class _Room:
    units: int
    onward: str

    def fitted(self, text: str) -> str:
        if size(text) <= self.units:
            return text
        return shortened(text, self.units) + self.onward

    def line(self, inlines: Iterable[Inline]) -> Iterator[Inline]:
        left = _TEXTS * self.units
        for inline in map(self._inline, inlines):
            if left <= 0:
                yield Text(f"…{self.onward}")
                return
            yield inline
            left -= size(inline.name if isinstance(inline, Mention) else _text_of(inline))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text() | Bold():
                return replace(inline, text=self.fitted(inline.text))
            case Link():
                return replace(inline, label=self.fitted(inline.label))
            case Mention():
                return inline
            case _:
                assert_never(inline)


def _text_of(inline: Text | Bold | Link) -> str:
    return inline.label if isinstance(inline, Link) else inline.text


def _narrowed(card: Card, room: _Room) -> Card:
    elements = tuple(_element(each, room) for each in card.elements)
    return replace(card, title=room.fitted(card.title), elements=elements)


def _element(  # noqa: C901 - one case an element, none with a branch of its own
    element: Element, room: _Room
) -> Element:
    match element:
        case Heading():
            return replace(element, text=room.fitted(element.text))
        case Paragraph() | Note():
            return replace(element, inlines=tuple(room.line(element.inlines)))
        case Quote():
            return Quote(room.fitted(element.text), room.fitted(element.cite))
        case Bullets():
            return Bullets(tuple(tuple(room.line(item)) for item in element.items))
        case Facts():
            return Facts(tuple((room.fitted(a), room.fitted(b)) for a, b in element.facts))
        case Progress():
            return replace(element, label=room.fitted(element.label))
        case Table():
            rows = tuple(tuple(map(room.fitted, row)) for row in element.rows)
            return replace(element, rows=rows, caption=room.fitted(element.caption))
        case Buttons():
            return _buttons(element, room)
        case Divider():
            return element
        case ColumnChart():
            labels = tuple(shortened(each, room.units) for each in element.labels)
            return replace(element, title=room.fitted(element.title), labels=labels)
        case BarChart():
            bars = tuple(replace(b, label=shortened(b.label, room.units)) for b in element.bars)
            return replace(element, title=room.fitted(element.title), bars=bars)
        case LineChart():
            return replace(element, title=room.fitted(element.title))
        case _:
            assert_never(element)


def _buttons(buttons: Buttons, room: _Room) -> Buttons:
    return Buttons(
        tuple(
            replace(
                each,
                label=shortened(each.label, room.units),
                about=shortened(each.about, room.units),
            )
            for each in buttons.buttons
        )
    )
