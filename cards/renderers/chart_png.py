"""A drawing as PNG, twice as large as its points: letters stay sharp where it is shown larger."""

import io
from typing import TYPE_CHECKING, assert_never

from cards.renderers.drawing import (
    PAPER,
    Anchor,
    Box,
    Dot,
    Drawing,
    Item,
    Path,
    Shape,
    Words,
    corners,
    strokes,
)
from cards.renderers.letters import font

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_LARGER, _FINE = 2, 4
"""Of letters, and of shapes before they are made smaller: Pillow's have hard edges."""
_ANCHORS = {Anchor.START: "lm", Anchor.MIDDLE: "mm", Anchor.END: "rm"}


def painted(drawing: Drawing) -> bytes:
    from PIL import Image, ImageDraw

    size = drawing.width * _FINE, drawing.height * _FINE
    canvas = Image.new("RGB", size, PAPER)
    shapes = ImageDraw.Draw(canvas)
    for item in drawing.items:
        _shape(shapes, item)
    image = canvas.reduce(_FINE // _LARGER)
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


def _shape(shapes: "ImageDraw", item: Item) -> None:
    match item:
        case Box():
            sides = item.left, item.top, item.right, item.bottom
            edge = item.edge or None
            shapes.rectangle(
                [side * _FINE for side in sides], fill=item.fill, outline=edge, width=2 * _FINE
            )
        case Path():
            for stroke in strokes(item):
                points = [(x * _FINE, y * _FINE) for x, y in stroke]
                shapes.line(points, fill=item.ink, width=round(item.width * _FINE))
        case Dot():
            _dot(shapes, item)
        case Words():
            pass
        case _:
            assert_never(item)


def _dot(shapes: "ImageDraw", dot: Dot) -> None:
    (x, y), reach = dot.at, dot.reach
    around = [side * _FINE for side in (x - reach, y - reach, x + reach, y + reach)]
    fill = PAPER if dot.is_hollow else dot.ink
    match dot.shape:
        case Shape.CIRCLE:
            shapes.ellipse(around, fill=fill, outline=dot.ink, width=2 * _FINE)
        case Shape.SQUARE:
            shapes.rectangle(around, fill=fill, outline=dot.ink, width=2 * _FINE)
        case Shape.DIAMOND:
            points = [(left * _FINE, top * _FINE) for left, top in corners(dot)]
            shapes.polygon(points, fill=fill, outline=dot.ink, width=2 * _FINE)
        case _:
            assert_never(dot.shape)
