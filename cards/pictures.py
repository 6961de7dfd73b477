"""The closed vocabulary of pictures: what is shown, not how. ``renderers/picture.py`` draws it.

A picture never stands alone: the card beside it says the same in words and figures. Colours and
shapes go together, since not everybody tells colours apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.charts import Chart


@dataclass(frozen=True, slots=True)
class Cell:
    """``began``: it was begun there. ``followed``: how many do the same there."""

    began: bool = False
    followed: int = 0


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """``cells`` by column name; what is absent is empty. ``total`` stands at the end of the line."""

    label: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    total: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lines and columns with a mark where they meet. Texts are data; what is too long is shortened
    with 「…」, since the card has it in full.
    """

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    began_is: str
    """What the mark of ``Cell.began`` means; the next that of ``Cell.followed``."""
    followed_is: str
    note: str = ""


Picture = Matrix | Chart
"""More kinds join here: whoever draws them does not type-check until it draws all."""
