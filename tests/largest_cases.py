"""Improvement cases at the limit of every field."""

from dataclasses import replace

from cards.case_spread import EXAMPLE_CASE
from domain.improvement_case import (
    MOST_TOOLS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    TOOL_LENGTH,
    CaseText,
    Effect,
    PublishedCase,
)


def filled(letter: str, length: int) -> str:
    return (letter * length)[:length]


def largest_text(letter: str, other: str = "") -> CaseText:
    """``other``: one letter that is different all over."""
    long = filled(other + letter, TEXT_LENGTH)
    return CaseText(
        title=filled(letter, TITLE_LENGTH),
        before=long,
        after=long,
        effect=Effect(hours=99_999.9, cost=2_000_000_000, waiting=9_999.9, other=long),
        tools=tuple(filled(f"{n}{letter}", TOOL_LENGTH) for n in range(MOST_TOOLS)),
        reuse=long,
    )


def largest_case(letter: str, number: int = 1) -> PublishedCase:
    return replace(
        EXAMPLE_CASE,
        id=10**9 + number,
        number=10**6,
        department=filled(letter, 40),
        section=filled(letter, 40),
        text=largest_text(letter),
        thanks=99_999,
        adopted_by=9_999,
    )
