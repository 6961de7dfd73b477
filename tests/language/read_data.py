"""The sentences of ``tests/language/data``: what is said, and what it means."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def lines(file: str) -> list[str]:
    return (_FOLDER / file).read_text(encoding="utf-8").splitlines()


def rows(file: str) -> list[list[str]]:
    """The fields of each line, which tabs divide."""
    return [line.split("\t") for line in lines(file)]
