"""Letters of pictures: IPAexゴシック (IPA Font License 1.0; docs/decisions/0028), and what fits where.

Pillow and the font are loaded with the first text that is measured.
"""

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from cards.renderers.characters import one_line

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

TEXT, SMALL, HEAD = 20, 16, 24
"""Sizes at which the font's own hints keep the strokes of 「書」「量」「覧」 apart: letters that are made
smaller with the shapes, and those of some other sizes, run into a grey block.
"""
_FONT_PACKAGE, _FONT = "matplotlib_fontja", "fonts/ipaexg.ttf"


def font_file() -> Path:
    """Of the package that ships the font; the package itself, which wants matplotlib, is not loaded."""
    found = find_spec(_FONT_PACKAGE)
    assert found is not None, "requirements.lock has it"  # noqa: S101 - narrows the type
    assert found.origin is not None, "it is a package with files"  # noqa: S101 - narrows the type
    return Path(found.origin).parent / _FONT


@cache
def font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(font_file()), size)


def shortened(text: str, size: int, *, width: float) -> str:
    line = " ".join(printable(text).split())
    if width_of(line, size) <= width:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width_of(line[:middle] + "…", size) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return line[:low] + "…" if low else ""


def printable(text: str) -> str:
    """As the font can draw it: the letters themselves, 〓 for one that it lacks. The card has them all."""
    return "".join(map(_drawable, normalize("NFC", one_line(text))))


@lru_cache(maxsize=5_000)
def _drawable(letter: str) -> str:
    if category(letter) == "Cf" or _VARIANT.match(letter):
        return ""
    return letter if letter.isspace() or _glyph(letter) != _glyph(_NO_LETTER) else "〓"


_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Asks for another shape of the letter before it, of which the font has one only."""
_NO_LETTER = "\ufffe"


def _glyph(letter: str) -> bytes:
    return bytes(font(TEXT).getmask(letter))


def width_of(text: str, size: int) -> float:
    return font(size).getlength(text)
