"""A training that a message names, whether the catalogue has it or not: in the message's own words."""

import re

from language.course_words import words_in
from language.gazetteer import CourseNames
from language.heard_names import COMMON, Heard, heard

_ANY = 1_000
"""Courses that the words may mean: they are words all the same."""
_QUOTED = re.compile(r"[「『]([^「」『』]{2,40})[」』]")


def course_words(text: str, names: CourseNames, *, is_theme: bool = False) -> str:
    """Normalised; with 研修 or 講座 where that follows at once. Empty where none is named.

    ``is_theme``: somebody looks for trainings; only a name that is said in full is one.
    """
    message = heard(text)
    if quoted := _QUOTED.search(message.text):
        return quoted[1]
    found = [match for match in names.find(text, limit=_ANY) if match.is_whole or not is_theme]
    if found:
        first = min(found, key=lambda match: match.start)
        return _with_kind(message, first.start, first.end)
    return "" if is_theme else _not_in_catalogue(message)


def _with_kind(message: Heard, start: int, end: int) -> str:
    kind = COMMON.match(message.text, end)
    return message.text[start : kind.end() if kind else end]


def _not_in_catalogue(message: Heard) -> str:
    """Python研修: words that tell something, right before 研修."""
    for compound in words_in(message):
        start, end = compound[0].start, compound[-1].end
        tells = any(not word.is_vague and not word.is_level for word in compound)
        if tells and COMMON.match(message.text, end):
            return _with_kind(message, start, end)
    return ""
