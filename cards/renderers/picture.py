"""A picture as PNG. Pillow draws, with IPAexゴシック (IPA Font License 1.0; docs/decisions/0028).

Slow (a tenth of a second and more): to be called beside the loop. Pillow and the font are loaded
with the first picture.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, assert_never

from cards.charts import BarChart, ColumnChart, LineChart
from cards.pictures import NOTHING, Cell, Line, Matrix, Picture
from cards.renderers.chart_layout import laid_out
from cards.renderers.chart_png import painted
from cards.renderers.drawing import BLUE, GRID, INK, ORANGE, PALE, STRIPE
from cards.renderers.fine import fine
from cards.renderers.letters import HEAD, SMALL, TEXT, font, printable, shortened, width_of

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_FINE = 2
"""Shapes are drawn so many times as large and made smaller."""
_LABEL, _COLUMN, _LINE, _TOTAL, _MARGIN = 470, 46, 44, 110, 32
"""Widths and heights in points of the finished picture."""
_LETTER = 20
"""Between two letters that stand one below the other."""
_LONGEST_COLUMN = 12
"""Letters of a column's name."""


@dataclass(frozen=True, slots=True)
class _Text:
    """``x`` and ``y`` in the finished picture, of its ``anchor``."""

    x: int
    y: int
    words: str
    size: int
    ink: str = INK
    anchor: str = "la"


class _Kind(Enum):
    RECTANGLE, ELLIPSE, ROUNDED, LINE = range(4)


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: _Kind
    corners: tuple[int, int, int, int]
    """Left, top, right and bottom in the finished picture."""
    ink: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """``shapes`` go below ``texts``, which are written once the shapes have their size."""

    width: int
    height: int
    shapes: list[_Shape] = field(default_factory=list)
    texts: list[_Text] = field(default_factory=list)


def png(picture: Picture) -> bytes:
    match picture:
        case Matrix():
            return _png(_matrix(picture))
        case ColumnChart() | BarChart() | LineChart():
            return painted(laid_out(picture))
        case _:
            assert_never(picture)


def _png(sheet: _Sheet) -> bytes:
    from PIL import ImageDraw

    image = fine(sheet.width, sheet.height, partial(_draw_shapes, sheet.shapes), times=_FINE)
    draw = ImageDraw.Draw(image)
    for text in sheet.texts:
        at = text.x, text.y
        draw.text(at, text.words, font=font(text.size), fill=text.ink, anchor=text.anchor)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _draw_shapes(shapes: Sequence[_Shape], draw: "ImageDraw", above: int) -> None:
    for shape in shapes:
        left, top, right, bottom = (side * _FINE for side in shape.corners)
        _draw_shape(draw, shape, (left, top - above, right, bottom - above))


def _draw_shape(draw: "ImageDraw", shape: _Shape, corners: tuple[int, int, int, int]) -> None:
    match shape.kind:
        case _Kind.RECTANGLE:
            draw.rectangle(corners, fill=shape.ink)
        case _Kind.ELLIPSE:
            draw.ellipse(corners, fill=shape.ink)
        case _Kind.ROUNDED:
            draw.rounded_rectangle(corners, radius=3 * _FINE, fill=shape.ink)
        case _Kind.LINE:
            draw.line(corners, fill=shape.ink, width=_FINE)
        case _:
            assert_never(shape.kind)


def _matrix(matrix: Matrix) -> _Sheet:
    columns = [_shortened_name(name) for name in matrix.columns]
    head = _MARGIN + HEAD + 20 + max(map(len, columns), default=0) * _LETTER + 16
    width = 2 * _MARGIN + _LABEL + _COLUMN * len(columns) + _TOTAL
    height = head + _LINE * len(matrix.lines) + 64 + _MARGIN
    sheet = _Sheet(width, height)
    _write(sheet, (_MARGIN, _MARGIN), matrix.title, HEAD, width=width - 2 * _MARGIN)
    for place, name in enumerate(columns):
        _write_down(sheet, _middle(place), head - 16, name)
    for number, line in enumerate(matrix.lines):
        _draw_line(sheet, line, matrix, top=head + number * _LINE, is_even=number % 2 == 0)
    _draw_grid(sheet, matrix, head)
    _draw_legend(sheet, matrix, top=height - _MARGIN - 40, width=width)
    return sheet


def _draw_line(sheet: _Sheet, line: Line, matrix: Matrix, *, top: int, is_even: bool) -> None:
    right = _MARGIN + _LABEL + _COLUMN * len(matrix.columns) + _TOTAL
    if is_even:
        _draw(sheet, _Kind.RECTANGLE, (_MARGIN, top, right, top + _LINE), STRIPE)
    baseline = top + (_LINE - TEXT) // 2
    _write(sheet, (_MARGIN + 8, baseline), line.label, TEXT, width=_LABEL - 20)
    for place, name in enumerate(matrix.columns):
        _draw_cell(sheet, line.cells.get(name, NOTHING), x=_middle(place), y=top + _LINE // 2)
    _write(sheet, (right - _TOTAL + 12, baseline), line.total, SMALL, width=_TOTAL - 12)


def _draw_cell(sheet: _Sheet, cell: Cell, *, x: int, y: int) -> None:
    """A circle and a square: they differ in more than colour."""
    both = 10 if cell.began and cell.followed else 0
    if cell.began:
        radius = 9 if both else 13
        _draw(sheet, _Kind.ELLIPSE, _around(x - both, y, radius), BLUE)
    if cell.followed:
        half = 10 if both else 14
        _draw(sheet, _Kind.ROUNDED, _around(x + both, y, half), ORANGE)
        _write_centred(sheet, x + both, y, str(cell.followed), SMALL)


def _draw_grid(sheet: _Sheet, matrix: Matrix, head: int) -> None:
    bottom = head + _LINE * len(matrix.lines)
    right = _MARGIN + _LABEL + _COLUMN * len(matrix.columns) + _TOTAL
    for edge in range(len(matrix.columns) + 1):
        x = _MARGIN + _LABEL + edge * _COLUMN
        _draw(sheet, _Kind.LINE, (x, head, x, bottom), GRID)
    for y in (head, bottom):
        _draw(sheet, _Kind.LINE, (_MARGIN, y, right, y), PALE)


def _draw(sheet: _Sheet, kind: _Kind, corners: tuple[int, int, int, int], ink: str) -> None:
    sheet.shapes.append(_Shape(kind, corners, ink))


def _draw_legend(sheet: _Sheet, matrix: Matrix, *, top: int, width: int) -> None:
    y = top + 20
    _draw_cell(sheet, Cell(began=True), x=_MARGIN + 14, y=y)
    _write(sheet, (_MARGIN + 36, y - 10), matrix.began_is, TEXT, width=300)
    after = _MARGIN + 36 + int(width_of(matrix.began_is, TEXT)) + 40
    _draw_cell(sheet, Cell(followed=1), x=after, y=y)
    _write(sheet, (after + 22, y - 10), matrix.followed_is, TEXT, width=420)
    rest = after + 22 + int(width_of(matrix.followed_is, TEXT)) + 40
    _write(sheet, (rest, y - 8), matrix.note, SMALL, width=width - _MARGIN - rest, ink=PALE)


# -- letters -------------------------------------------------------------------------------------


def _write(
    sheet: _Sheet, at: tuple[int, int], text: str, size: int, *, width: int, ink: str = INK
) -> None:
    x, y = at
    shown = shortened(text, size, width=width)
    sheet.texts.append(_Text(x, y, shown, size, ink))


def _write_centred(sheet: _Sheet, x: int, y: int, text: str, size: int) -> None:
    sheet.texts.append(_Text(x, y, text, size, anchor="mm"))


def _write_down(sheet: _Sheet, x: int, bottom: int, text: str) -> None:
    """From above to below, as a narrow column is headed in Japanese; the last letter at ``bottom``."""
    top = bottom - len(text) * _LETTER
    for place, letter in enumerate(text):
        y = top + place * _LETTER + _LETTER // 2
        _write_centred(sheet, x, y, _UPRIGHT.get(letter, letter), SMALL)


_UPRIGHT = {"ー": "｜", "（": "︵", "）": "︶", "(": "︵", ")": "︶", "-": "｜"}
"""Letters that lie down when they are written downwards."""


def _shortened_name(name: str) -> str:
    bare = "".join(printable(name).split())
    return bare if len(bare) <= _LONGEST_COLUMN else bare[: _LONGEST_COLUMN - 1] + "…"


# -- places --------------------------------------------------------------------------------------


def _middle(column: int) -> int:
    return _MARGIN + _LABEL + column * _COLUMN + _COLUMN // 2


def _around(x: int, y: int, reach: int) -> tuple[int, int, int, int]:
    return x - reach, y - reach, x + reach, y + reach
