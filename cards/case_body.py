"""All that a version of a case says, as its author and its reviewers read it."""

from collections.abc import Iterator

from cards.elements import Element, Facts, Heading, paragraph
from domain.case_diff import fields_of
from domain.case_effect import UNKNOWN
from domain.improvement_case import CaseText

_LONG = frozenset({"課題", "工夫"})


def case_body(text: CaseText, *, course: str) -> Iterator[Element]:
    """But its title; ``course``: the name of きっかけの研修, empty where there is none."""
    fields = fields_of(text, course=course)[1:]
    for label, value in fields:
        if label in _LONG:
            yield Heading(label)
            yield paragraph(value or UNKNOWN)
    yield Heading("効果と条件")
    yield Facts(tuple((label, value or UNKNOWN) for label, value in fields if label not in _LONG))
