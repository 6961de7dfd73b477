"""A drawing as PNG, twice as large as its points: letters stay sharp where it is shown larger."""

import io
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, assert_never

from cards.renderers.drawing import (
    PAPER,
    Anchor,
    Box,
    Dot,
    Drawing,
    Item,
    Path,
    Point,
    Shape,
    Words,
    corners,
    strokes,
)
from cards.renderers.fine import fine
from cards.renderers.letters import font

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_LARGER, _FINE = 2, 4
"""Of letters, and of shapes before they are made smaller."""
_ANCHORS = {Anchor.START: "lm", Anchor.MIDDLE: "mm", Anchor.END: "rm"}


def painted(drawing: Drawing) -> bytes:
    from PIL import ImageDraw

    size = drawing.width * _LARGER, drawing.height * _LARGER
    image = fine(*size, partial(_draw_shapes, drawing.items), times=_FINE // _LARGER)
    letters = ImageDraw.Draw(image)
    for item in drawing.items:
        if isinstance(item, Words):
            at = item.at[0] * _LARGER, item.at[1] * _LARGER
            letters.text(
                at,
                item.text,
                font=font(item.size * _LARGER),
                fill=item.ink,
                anchor=_ANCHORS[item.anchor],
            )
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_shapes(items: Sequence[Item], draw: "ImageDraw", above: int) -> None:
    for item in items:
        _shape(draw, item, above)


def _shape(shapes: "ImageDraw", item: Item, above: int) -> None:
    match item:
        case Box():
            sides = _large([(item.left, item.top), (item.right, item.bottom)], above)
            edge = item.edge or None
            shapes.rectangle(sides, fill=item.fill, outline=edge, width=2 * _FINE)
        case Path():
            for stroke in strokes(item):
                shapes.line(_large(stroke, above), fill=item.ink, width=round(item.width * _FINE))
        case Dot():
            _dot(shapes, item, above)
        case Words():
            pass
        case _:
            assert_never(item)


def _dot(shapes: "ImageDraw", dot: Dot, above: int) -> None:
    (x, y), reach = dot.at, dot.reach
    around = _large([(x - reach, y - reach), (x + reach, y + reach)], above)
    fill = PAPER if dot.is_hollow else dot.ink
    match dot.shape:
        case Shape.CIRCLE:
            shapes.ellipse(around, fill=fill, outline=dot.ink, width=2 * _FINE)
        case Shape.SQUARE:
            shapes.rectangle(around, fill=fill, outline=dot.ink, width=2 * _FINE)
        case Shape.DIAMOND:
            points = _large(corners(dot), above)
            shapes.polygon(points, fill=fill, outline=dot.ink, width=2 * _FINE)
        case _:
            assert_never(dot.shape)


def _large(points: Iterable[Point], above: int) -> list[Point]:
    """On the canvas. Whole numbers, since Pillow cuts fractions off towards 0, which lies elsewhere there."""
    return [(int(x * _FINE), int(y * _FINE) - above) for x, y in points]
