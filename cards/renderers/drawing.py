"""A chart as shapes in points, drawn the same as PNG and as SVG. Texts are fitted when they come here."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import hypot

# Okabe and Ito's palette, whose colours are told apart also by those who do not see red or green.
BLUE, ORANGE, GREEN = "#0072B2", "#E69F00", "#007A59"
"""The green a shade darker than theirs, for thin lines and letters on white."""
INK, PALE, GRID, STRIPE, PAPER = "#222222", "#555555", "#BBBBBB", "#F4F6F8", "#FFFFFF"
Point = tuple[float, float]
_NOTHING = 1e-6
"""Points. What is left of a dash by rounding is none: added to where it is, it would lead nowhere."""
_HATCH = 7
"""Points between two lines of a hatched box."""


class Shape(Enum):
    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"


class Anchor(Enum):
    """On which side of the words their place is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    fill: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """``dash``: points drawn and left out, in turn; empty for a whole line."""

    points: tuple[Point, ...]
    ink: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    at: Point
    shape: Shape
    ink: str
    is_hollow: bool = False
    reach: float = 5.5


@dataclass(frozen=True, slots=True)
class Words:
    """``at``: the middle of their height."""

    at: Point
    text: str
    size: int
    ink: str
    anchor: Anchor = Anchor.START


Item = Box | Path | Dot | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """``items`` from below to above."""

    width: int
    height: int
    items: tuple[Item, ...]


def hatched(box: Box, ink: str) -> Iterator[Item]:
    """A box with lines across it: it differs from a full one without colour."""
    yield box
    width, height = box.right - box.left, box.bottom - box.top
    shift = _HATCH
    while shift < width + height:
        x, y = min(shift, width), max(shift - width, 0)
        left, bottom = max(shift - height, 0), min(shift, height)
        points = ((box.left + x, box.top + y), (box.left + left, box.top + bottom))
        yield Path(points, ink, 1.6)
        shift += _HATCH


def corners(dot: Dot) -> tuple[Point, ...]:
    """Of a diamond."""
    x, y = dot.at
    far = dot.reach * 1.25
    return ((x, y - far), (x + far, y), (x, y + far), (x - far, y))


def strokes(path: Path) -> Iterator[tuple[Point, Point]]:
    """The whole lines of a path that may be dashed."""
    if not path.dash:
        yield from pairwise(path.points)
        return
    place, left, is_drawn = 0, path.dash[0], True
    for (x, y), (to_x, to_y) in pairwise(path.points):
        length, gone = hypot(to_x - x, to_y - y), 0.0
        while gone < length:
            end = min(gone + left, length)
            if is_drawn:
                yield _on(x, y, to_x, to_y, gone / length), _on(x, y, to_x, to_y, end / length)
            left -= end - gone
            gone = end
            if left <= _NOTHING:
                place, is_drawn = (place + 1) % len(path.dash), not is_drawn
                left = path.dash[place]


def _on(x: float, y: float, to_x: float, to_y: float, share: float) -> Point:
    return x + (to_x - x) * share, y + (to_y - y) * share
