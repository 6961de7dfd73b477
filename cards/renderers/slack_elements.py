"""Each element of the vocabulary as blocks: one small function an element."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import assert_never

from cards.charts import BarChart, ColumnChart, LineChart
from cards.elements import (
    Bold,
    Bullets,
    Buttons,
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
    Text,
)
from cards.renderers.characters import one_line, or_dash, pieces, visible
from cards.renderers.inlines import parts, text_of
from cards.renderers.limits import SLACK
from cards.renderers.other_ways import (
    caption,
    chart_title,
    chart_words,
    labels_in_full,
    progress_bar,
    progress_line,
)
from cards.renderers.paging import paged
from cards.renderers.slack_blocks import (
    Block,
    bullet_list,
    context,
    literal_text,
    quote,
    rich_text,
    section,
    written_size,
)
from cards.renderers.slack_button import button_rows
from cards.renderers.slack_table import table_blocks


def element_blocks(
    elements: Iterable[Element], *, nonce: str, numbers: Iterator[int] | None = None
) -> Iterator[Block]:
    """``numbers`` of the buttons go on from card to card where several stand in one view."""
    numbers = numbers or count(1)
    for element in elements:
        yield from _element(element, nonce, numbers)


def _element(  # noqa: C901 - one case an element, none with a branch of its own
    element: Element, nonce: str, numbers: Iterator[int]
) -> Iterable[Block]:
    match element:
        case Heading():
            return paragraph((Bold(one_line(element.text)),))
        case Paragraph():
            return paragraph(element.inlines)
        case Note():
            return _note(element)
        case Quote():
            return _quote(element)
        case Bullets():
            return _bullets(element)
        case Facts():
            return _facts(element)
        case Progress():
            return _progress(element)
        case Table():
            return _table(element)
        case Divider():
            return ({"type": "divider"},)
        case Buttons():
            return _buttons(element, nonce, numbers)
        case ColumnChart() | BarChart() | LineChart():
            # Its image follows as a file: a block would want an address that everybody can read.
            words = chart_title(element), chart_words(element)
            return element_blocks(words, nonce=nonce, numbers=numbers)
        case _:
            assert_never(element)


def paragraph(inlines: Iterable[Inline]) -> Iterator[Block]:
    return (rich_text(section(part)) for part in parts(inlines, SLACK.text_object))


def _note(note: Note) -> Iterator[Block]:
    """Small print where it is nothing but text: a context block reads links only in mrkdwn."""
    if not all(isinstance(inline, Text) for inline in note.inlines):
        return paragraph(note.inlines)
    text = visible("".join(map(text_of, note.inlines)))
    small = (piece for piece in pieces(text, SLACK.text_object) if piece.strip())
    return (context(literal_text(piece)) for piece in small)


def _quote(quoted: Quote) -> Iterator[Block]:
    cite = f"\n― {one_line(quoted.cite)}" if quoted.cite.strip() else ""
    inlines = (Text(quoted.text), Text(cite))
    return (rich_text(quote(part)) for part in parts(inlines, SLACK.text_object))


def _bullets(bullets: Bullets) -> Iterator[Block]:
    """An item longer than a block goes on in the next item."""
    items = (section(part) for item in bullets.items for part in parts(item, SLACK.text_object))
    lists = paged(items, weigh=written_size, heaviest=SLACK.list_json)
    return (rich_text(bullet_list(sections)) for sections in lists)


def _facts(facts: Facts) -> Iterator[Block]:
    """Lines of rich text: a section's fields would put labels and values in two columns of
    fixed width, and cut at 2,000 characters."""
    lines = [inline for label, value in facts.facts for inline in _fact(label, value)]
    return paragraph(lines[1:])


def _fact(label: str, value: str) -> tuple[Inline, ...]:
    return Text("\n"), Bold(one_line(label)), Text(f": {or_dash(value)}")


def _progress(progress: Progress) -> Iterator[Block]:
    if progress.total <= 0:
        return paragraph(progress_line(progress))
    bar = Text(f"\n{progress_bar(progress)}")
    return paragraph((*progress_line(progress), bar))


def _table(table: Table) -> Iterator[Block]:
    for words in caption(table):
        yield from _element(words, "", count())
    yield from table_blocks(table)


def _buttons(buttons: Buttons, nonce: str, numbers: Iterator[int]) -> Iterator[Block]:
    for words in labels_in_full(buttons.buttons, SLACK.button_text):
        yield from _element(words, nonce, numbers)
    yield from button_rows(buttons.buttons, nonce=nonce, numbers=numbers)
