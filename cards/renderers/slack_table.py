"""Tables on Slack: the table block where it can be, bullets 「列: 値」 where it cannot.

A message holds one table block, and a modal none; a monospaced block is no way out, because full-
width characters do not line up in it. So the first table that fits the block becomes one (a long
one goes on in the next message, with its header row), and every other is drawn as bullets.
https://docs.slack.dev/reference/block-kit/blocks/table-block
"""

from collections.abc import Iterable, Iterator

from cards.elements import Bold, Element, Table
from cards.renderers.characters import or_dash, visible
from cards.renderers.inlines import parts
from cards.renderers.limits import SLACK
from cards.renderers.other_ways import table_as_bullets
from cards.renderers.paging import paged
from cards.renderers.slack_blocks import Block, rich_text, section, written_size

Row = list[Block]


def with_one_table(elements: Iterable[Element]) -> Iterator[Element]:
    """The elements of a message, where the first table that fits stays one."""
    has_one = False
    for element in elements:
        if isinstance(element, Table) and (has_one or not _fits(element)):
            yield from table_as_bullets(element)
        else:
            has_one = has_one or isinstance(element, Table)
            yield element


def without_tables(elements: Iterable[Element]) -> Iterator[Element]:
    """The elements of a modal."""
    for element in elements:
        if isinstance(element, Table):
            yield from table_as_bullets(element)
        else:
            yield element


def table_blocks(table: Table) -> tuple[Block, ...]:
    """One block a message: the rows in parts, the header row above each."""
    head = _head(table)
    chunks = paged(
        (_row(cells) for cells in table.rows),
        weigh=_weight,
        heaviest=SLACK.table_json - _weight(head),
        most=SLACK.table_rows - 1,
    )
    return tuple(_block([head, *rows]) for rows in chunks or ((),))


def is_table(block: Block) -> bool:
    return bool(block["type"] == "table")


def _fits(table: Table) -> bool:
    if not 0 < len(table.columns) <= SLACK.table_columns:
        return False
    heaviest_row = max((_weight(_row(cells)) for cells in table.rows), default=0)
    return _weight(_head(table)) + heaviest_row <= SLACK.table_json


def _block(rows: list[Row]) -> Block:
    wrapped = [{"is_wrapped": True} for _ in rows[0]]
    return {"type": "table", "column_settings": wrapped, "rows": rows}


def _head(table: Table) -> Row:
    return [_head_cell(or_dash(visible(name))) for name in table.columns]


def _head_cell(name: str) -> Block:
    # Rich text, since a raw cell cannot be bold; a long name is several texts of one cell.
    return rich_text(
        section(tuple(i for part in parts((Bold(name),), SLACK.text_object) for i in part))
    )


def _row(cells: tuple[str, ...]) -> Row:
    return [{"type": "raw_text", "text": or_dash(visible(cell))} for cell in cells]


def _weight(row: Row) -> int:
    return sum(map(written_size, row)) + len('{"is_wrapped":true},') * len(row)
