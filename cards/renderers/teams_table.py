"""Tables on Teams: the Table element, or bullets 「列: 値」 where a row outgrows a card.

https://adaptivecards.io/explorer/Table.html
"""

from collections.abc import Iterable, Iterator

from cards.elements import Bold, Element, Inline, Table, Text
from cards.renderers.characters import or_dash
from cards.renderers.column_width import width
from cards.renderers.limits import TEAMS
from cards.renderers.other_ways import table_as_bullets
from cards.renderers.paging import paged
from cards.renderers.teams_blocks import Block, rich_text, written_size

_NARROWEST, _WIDEST = 6, 30
"""Half-width characters: one column neither vanishes nor takes the others' room."""


def with_fitting_tables(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        if isinstance(element, Table) and not _fits(element):
            yield from table_as_bullets(element)
        else:
            yield element


def table_blocks(table: Table) -> tuple[Block, ...]:
    """The rows in parts that fit a card, the header row above each."""
    head = _head(table)
    chunks = paged(
        (_row(cells) for cells in table.rows),
        weigh=written_size,
        heaviest=TEAMS.container_bytes - written_size(head),
    )
    columns = [{"type": "TableColumnDefinition", "width": share} for share in _shares(table)]
    return tuple(
        {"type": "Table", "firstRowAsHeader": True, "columns": columns, "rows": [head, *rows]}
        for rows in chunks or ((),)
    )


def _shares(table: Table) -> Iterator[int]:
    """Of the card's width, by the longest that a column holds: a number beside a sentence is short."""
    for name, *cells in zip(table.columns, *table.rows, strict=True):
        longest = max(map(width, (name, *cells)))
        yield min(max(longest, _NARROWEST), _WIDEST)


def _fits(table: Table) -> bool:
    heaviest_row = max((written_size(_row(cells)) for cells in table.rows), default=0)
    return (
        bool(table.columns) and written_size(_head(table)) + heaviest_row <= TEAMS.container_bytes
    )


def _head(table: Table) -> Block:
    return _cells(Bold(or_dash(name)) for name in table.columns)


def _row(cells: tuple[str, ...]) -> Block:
    return _cells(Text(or_dash(cell)) for cell in cells)


def _cells(cells: Iterable[Inline]) -> Block:
    drawn = [{"type": "TableCell", "items": [rich_text((cell,))]} for cell in cells]
    return {"type": "TableRow", "cells": drawn}
