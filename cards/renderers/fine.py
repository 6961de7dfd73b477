"""Shapes with soft edges: Pillow's are hard, so that they are drawn larger and made smaller.

Some of the picture at a time: the large one of forty departments would take 70 MB.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cards.renderers.drawing import PAPER

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_BAND = 128
"""Lines of the finished picture that are drawn at a time."""
_AROUND = 8
"""More above and below, since what begins outside the canvas is rounded to its edge."""

Draw = Callable[["ImageDraw", int], None]
"""Draws everything on the large canvas, so many of its lines further up."""


def fine(width: int, height: int, draw: Draw, *, times: int) -> "Image":
    """``width`` and ``height`` of the finished picture; it is drawn ``times`` as large."""
    from PIL import Image, ImageDraw

    finished = Image.new("RGB", (width, height), PAPER)
    for top in range(0, height, _BAND):
        above, lines = top - _AROUND, min(_BAND, height - top) + 2 * _AROUND
        large = Image.new("RGB", (width * times, lines * times), PAPER)
        draw(ImageDraw.Draw(large), above * times)
        band = large.reduce(times).crop((0, _AROUND, width, lines - _AROUND))
        finished.paste(band, (0, top))
    return finished
