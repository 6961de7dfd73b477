"""What all charts have in common: the paper, the title, and where the rest begins."""

from collections.abc import Sequence

from cards.renderers.drawing import INK, PAPER, Box, Drawing, Item, Words
from cards.renderers.letters import HEAD, shortened

WIDTH, MARGIN = 760, 28
"""Points. Slack shows an image some 500 wide: the smallest letters are 10 high there."""
_TITLE, _LEGEND = 44, 38


def framed(title: str, items: Sequence[Item], *, height: int) -> Drawing:
    heading = shortened(title, HEAD, width=WIDTH - 2 * MARGIN)
    return Drawing(
        WIDTH,
        height,
        (
            Box(0, 0, WIDTH, height, PAPER),
            *items,
            *([Words((MARGIN, MARGIN + 8), heading, HEAD, INK)] if heading else []),
        ),
    )


def plot_top(title: str, *, has_legend: bool) -> float:
    return MARGIN + (_TITLE if title else 0) + (_LEGEND if has_legend else 0)


def legend_top(title: str) -> float:
    """The middle of its height."""
    return MARGIN + (_TITLE if title else 0) + 8
