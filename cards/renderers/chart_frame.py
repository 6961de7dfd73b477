"""What all charts have in common: the paper, the title, the legend, and where the rest begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.renderers.drawing import INK, PAPER, Box, Drawing, Item, Point, Words
from cards.renderers.letters import HEAD, TEXT, printable, shortened

WIDTH, NARROW, MARGIN = 760, 440, 28
"""Points. Slack shows an image some 500 wide: the smallest letters are 10 high there. A telephone shows
the narrow one some 330 wide: 12 high.
"""
_TITLE, _NARROW_LINE, _LEGEND_ROW = 44, 30, 38
_NARROW_LINES = 2
_MARK_GAP, _ENTRY_GAP = 10, 36
_NARROW_GAP = 20


@dataclass(frozen=True, slots=True)
class Frame:
    """``entries``: of the legend, the widths of the mark and of its words."""

    title: str
    width: int = WIDTH
    entries: Sequence[tuple[float, float]] = ()

    @property
    def is_narrow(self) -> bool:
        return self.width < WIDTH

    @property
    def inner(self) -> int:
        return self.width - 2 * MARGIN

    def drawn(self, items: Sequence[Item], *, height: int) -> Drawing:
        paper = Box(0, 0, self.width, height, PAPER)
        return Drawing(self.width, height, (paper, *items, *self._heading()))

    @property
    def plot_top(self) -> float:
        places = self.legend()
        below = places[-1][1] + _LEGEND_ROW - 8 if places else self._legend_top - 8
        return float(below)

    def legend(self) -> tuple[Point, ...]:
        """Where each entry begins, in the middle of its height: in rows, as many as it takes."""
        x, y = float(MARGIN), float(self._legend_top)
        places: list[Point] = []
        for mark, words in self.entries:
            broad = mark + _MARK_GAP + words
            if x > MARGIN and x + broad > self.width - MARGIN:
                x, y = float(MARGIN), y + _LEGEND_ROW
            places.append((x, y))
            x += broad + (_NARROW_GAP if self.is_narrow else _ENTRY_GAP)
        return tuple(places)

    @property
    def _legend_top(self) -> float:
        lines = self._lines()
        if not self.is_narrow or not lines:
            return MARGIN + (_TITLE if lines else 0) + 8
        return MARGIN + _NARROW_LINE * len(lines) + 14

    def _heading(self) -> Sequence[Item]:
        size = TEXT if self.is_narrow else HEAD
        first = MARGIN + 8
        return [
            Words((MARGIN, first + _NARROW_LINE * number), line, size, INK)
            for number, line in enumerate(self._lines())
        ]

    def _lines(self) -> tuple[str, ...]:
        """A narrow one has two, so that less of a long title is lost."""
        if not self.is_narrow:
            whole = shortened(self.title, HEAD, width=self.inner)
            return (whole,) if whole else ()
        return in_lines(self.title, TEXT, width=self.inner, most=_NARROW_LINES)


def in_lines(words: str, size: int, *, width: float, most: int) -> tuple[str, ...]:
    """Broken where a line is full; the last one ends in 「…」 if there is more."""
    left = " ".join(printable(words).split())
    lines: list[str] = []
    while left and len(lines) < most - 1:
        line = shortened(left, size, width=width)
        if line == left or not line.removesuffix("…"):
            break
        line = line.removesuffix("…")
        lines.append(line)
        left = left[len(line) :].lstrip()
    rest = shortened(left, size, width=width)
    return (*lines, rest) if rest else tuple(lines)
