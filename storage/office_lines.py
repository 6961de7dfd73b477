"""The lines of a text in a cell that wraps: how many it takes, and where a list goes on in the next."""

from collections.abc import Iterable
from math import ceil
from unicodedata import east_asian_width

_BROADER = 1.06
"""A full-width letter is a little more than two digits, in which Excel counts columns."""


def lines_in(value: object, width: int) -> int:
    """``width`` of the column in half-width characters; 0 where it does not wrap."""
    if not (width and isinstance(value, str)):
        return 1
    if 2 * len(value) * _BROADER <= width and "\n" not in value:
        return 1
    return sum(max(1, ceil(_halves(line) * _BROADER / width)) for line in value.splitlines())


def in_lines(names: Iterable[str], width: int, *, between: str = "、") -> str:
    """As many names on a line as the column holds: LibreOffice would go on within 「#21」."""
    lines = [""]
    for name in names:
        longer = f"{lines[-1]}{between}{name}" if lines[-1] else name
        if lines[-1] and lines_in(longer + between, width) > 1:
            lines[-1] += between
            lines.append(name)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _halves(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in line)
