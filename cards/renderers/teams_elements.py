"""Each element of the vocabulary as Adaptive Cards: one small function an element."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from cards.charts import BarChart, Chart, ColumnChart, LineChart
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
from cards.renderers.characters import one_line, or_dash, pieces, size, visible
from cards.renderers.inlines import parts
from cards.renderers.limits import TEAMS
from cards.renderers.other_ways import (
    beside_chart,
    caption,
    chart_table,
    chart_title,
    labels_in_full,
    progress_bar,
    progress_line,
)
from cards.renderers.paging import paged
from cards.renderers.teams_blocks import Block, rich_text, written_size
from cards.renderers.teams_button import button_sets
from cards.renderers.teams_chart import chart_blocks
from cards.renderers.teams_table import table_blocks, with_fitting_tables


def element_blocks(elements: Iterable[Element], *, nonce: str) -> Iterator[Block]:
    """A divider has no block of its own: it is the line above the next one."""
    line: Block = {}
    for element in elements:
        if isinstance(element, Divider):
            line = {"separator": True, "spacing": "Medium"}
        for block in _element(element, nonce):
            yield block | line
            line = {}


def text_blocks(inlines: Iterable[Inline], **look: str | bool) -> Iterator[Block]:
    return (rich_text(part, **look) for part in parts(inlines, TEAMS.text_run))


def _element(  # noqa: C901 - one case an element, none with a branch of its own
    element: Element, nonce: str
) -> Iterable[Block]:
    match element:
        case Heading():
            return _heading(element)
        case Paragraph():
            return text_blocks(element.inlines)
        case Note():
            return text_blocks(element.inlines, size="Small", isSubtle=True)
        case Quote():
            return _quote(element)
        case Bullets():
            return _bullets(element)
        case Facts():
            return _facts(element)
        case Progress():
            return _progress(element)
        case Table():
            return _table(element, nonce)
        case Divider():
            return ()
        case Buttons():
            return _buttons(element, nonce)
        case ColumnChart() | BarChart() | LineChart():
            return _chart(element, nonce)
        case _:
            assert_never(element)


def _heading(heading: Heading) -> Iterator[Block]:
    return text_blocks((Text(one_line(heading.text)),), size="Medium", weight="Bolder")


def _quote(quote: Quote) -> Iterator[Block]:
    cite = f"― {one_line(quote.cite)}" if quote.cite.strip() else ""
    said = text_blocks((Text(quote.text),))
    where = text_blocks((Text(cite),), size="Small", isSubtle=True)
    frames = paged((*said, *where), weigh=written_size, heaviest=TEAMS.container_bytes)
    return ({"type": "Container", "style": "emphasis", "items": list(blocks)} for blocks in frames)


def _bullets(bullets: Bullets) -> Iterator[Block]:
    """An item longer than a run goes on without a bullet."""
    for item in bullets.items:
        for number, part in enumerate(parts(item, TEAMS.text_run)):
            bullet = () if number else (Text("・"),)
            yield rich_text((*bullet, *part)) | {"spacing": "Small"}


def _facts(facts: Facts) -> Iterator[Block]:
    """Columns, not a ``FactSet``: that one reads Markdown."""
    for label, value in facts.facts:
        yield from _fact(one_line(label), or_dash(visible(value)))


def _fact(label: str, value: str) -> Iterator[Block]:
    """A long label stands before its value; a long value goes on in rows without a label."""
    if size(label) > TEAMS.fact_label:
        yield from text_blocks((Bold(label), Text(f": {value}")))
        return
    first, *rest = pieces(value, TEAMS.text_run)
    yield _fact_row(label, first)
    for piece in rest:
        yield _fact_row("", piece)


def _fact_row(label: str, value: str) -> Block:
    name = [rich_text((Text(label),), isSubtle=True)] if label else []
    columns = [
        {"type": "Column", "width": 1, "items": name},
        {"type": "Column", "width": 3, "items": [rich_text((Text(value),))]},
    ]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def _progress(progress: Progress) -> Iterator[Block]:
    yield from text_blocks(progress_line(progress))
    if progress.total > 0:
        yield rich_text((Text(progress_bar(progress)),)) | {"spacing": "None"}


def _table(table: Table, nonce: str) -> Iterator[Block]:
    yield from element_blocks(caption(table), nonce=nonce)
    yield from table_blocks(table)


def _chart(chart: Chart, nonce: str) -> Iterator[Block]:
    """What its own chart has no place for stands below it."""
    yield from _element(chart_title(chart), nonce)
    table = with_fitting_tables((chart_table(chart),))
    yield from chart_blocks(chart, tuple(element_blocks(table, nonce=nonce)))
    for words in beside_chart(chart):
        yield from _element(words, nonce)


def _buttons(buttons: Buttons, nonce: str) -> Iterator[Block]:
    yield from element_blocks(labels_in_full(buttons.buttons, TEAMS.action_title), nonce=nonce)
    yield from button_sets(buttons.buttons, nonce=nonce)
