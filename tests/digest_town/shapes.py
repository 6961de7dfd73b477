"""Sentences of a digest by their shapes: what each number, name and day in them has to be.

A sentence that no shape explains is a fault: nobody could say where its numbers come from.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.digest import CiteKind, Paragraph, Part, Sentence
from tests.digest_town.history import Made
from tests.digest_town.records import Records

Pair = tuple[object, object]
"""What is said, and what it has to be."""
NUMBER = r"([\d,]+)"
BEFORE = rf"(?:前の週は{NUMBER}件|前の週と(同じ))"


@dataclass(frozen=True)
class Told:
    """One sentence where it stands, and what it is held against."""

    sentence: Sentence
    paragraph: Paragraph
    made: Made
    records: Records

    def cited(self, kind: CiteKind = CiteKind.ISSUE) -> set[int]:
        return {each.number for each in self.sentence.cites if each.kind is kind}

    @property
    def one(self) -> int:
        """The number of the only thing that is cited."""
        (cite,) = self.sentence.cites
        return cite.number


Check = Callable[[Told, re.Match[str]], Iterator[Pair]]


@dataclass(frozen=True)
class Shape:
    pattern: re.Pattern[str]
    check: Check


class Shapes:
    """Of one part of a digest, by the heading (the beginning of it) under which they stand."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._shapes: list[tuple[str, Shape]] = []

    def under(self, heading: str, pattern: str) -> Callable[[Check], Check]:
        """``heading``: all of it, or a pattern of it."""

        def added(check: Check) -> Check:
            shape = Shape(re.compile(pattern, re.DOTALL), check)
            self._shapes.append((heading, shape))
            return check

        return added

    def faults(self, told: Told) -> Iterator[str]:
        said = told.sentence.text
        for heading, shape in self._shapes:
            if not re.fullmatch(heading, told.paragraph.heading, re.DOTALL):
                continue
            if found := shape.pattern.fullmatch(said):
                try:
                    pairs = [*shape.check(told, found)]
                except (LookupError, ValueError) as nothing:
                    yield f"「{said}」：{nothing!r} はどこにもない"
                    return
                for is_said, has_to_be in pairs:
                    if is_said != has_to_be:
                        yield f"「{said}」：{is_said!r} は {has_to_be!r} のはず"
                return
        yield f"「{said}」（{self.part}・{told.paragraph.heading}）を説明できる形がない"


def number(said: str) -> int:
    return int(said.replace(",", ""))


def counted(said: str, told: Told, those: set[int], kind: CiteKind = CiteKind.ISSUE) -> list[Pair]:
    """A number, and the cites that it is of."""
    return [(number(said), len(those)), (told.cited(kind), those)]


def before(found: re.Match[str], first: int, now: int) -> int:
    """What 「前の週は3件」「前の週と同じ」, the groups from ``first`` on, say of the week before."""
    return now if found[first + 1] else number(found[first])


def in_one_line(text: str) -> str:
    """With other brackets than those that it is quoted in."""
    return re.sub(r"\s+", " ", text).strip().replace("「", "『").replace("」", "』")


def is_quoted(said: str, text: str) -> bool:
    """All of it, or its beginning, in the middle of no number."""
    line = in_one_line(text)
    if not said.endswith("…"):
        return said == line
    kept = said.removesuffix("…")
    rest = line[len(kept) :]
    return (
        line.startswith(kept)
        and len(line) > 100
        and not (kept[-1:].isdigit() and rest[:1].isdigit())
    )
